"""What a connection is given: the way in, and whom it speaks to meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from provisioner.diagnostics import Diagnostic
from provisioner.model.record import record


def unlogged(line: str) -> None:
    """Drop a line of the log, or a secret that nobody else asks for."""


@record
class Access:
    """`endpoint` is a base URL, also for an embedded simulator; `statistics` holds client id and secret.

    `writable` is False for every run that must not change the tenant. `parallelism` counts calls at a time.
    `secrets` are those that stand in what is written.
    """

    endpoint: str
    api_key: str = field(repr=False)
    statistics: tuple[str, str] | None = field(default=None, repr=False)
    writable: bool = False
    parallelism: int = 8
    secrets: tuple[str, ...] = field(default=(), repr=False)


@record
class Audience:
    """`tell` hears what a person should know while it happens; `log` one line a call, without any secret.

    `hide` hears every secret before it is used.
    """

    tell: Callable[[Diagnostic], None]
    log: Callable[[str], None] = unlogged
    hide: Callable[[str], None] = unlogged
