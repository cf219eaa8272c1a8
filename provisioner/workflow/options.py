"""What every verb needs to know: where the files are, which environment, and how patient to be."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from provisioner.diagnostics import Diagnostic
from provisioner.plan.allowances import Allowances

if TYPE_CHECKING:
    from provisioner.config.reader import Reader  # a parser costs more than the flags that make these options


def silent(notice: Diagnostic) -> None:
    """Drop a notice: the default of `Options.tell`."""


def unlogged(line: str) -> None:
    """Drop a line about a call: the default of `Options.log`."""


def unhidden(secret: str) -> None:
    """Forget a secret: the default of `Options.hide`."""


@dataclass(frozen=True)
class Options:
    """One run of one verb on one environment.

    `folder` holds `environments/` and `.provisioner/`. Durations are seconds. `prune` deletes what is bound
    and no longer declared. `tell` receives what a person should know while the run goes on; `log` one line a
    call; `hide` each secret before it is used, so that no text may repeat it. `clock` is monotonic, `now`
    epoch seconds. `reader` has the files that runs on other environments have read.
    """

    folder: Path
    environment: str
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    timeout: float = 30.0
    parallelism: int = 8
    settle: float = 10.0
    prune: bool = False
    allowances: Allowances = field(default_factory=Allowances)
    tell: Callable[[Diagnostic], None] = silent
    log: Callable[[str], None] = unlogged
    hide: Callable[[str], None] = unhidden
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    reader: Reader | None = field(default=None, repr=False)

    @property
    def today(self) -> date:
        """The day it is in UTC."""
        return datetime.fromtimestamp(self.now(), UTC).date()
