"""An apply that is killed at one step after the other, and what the apply after it makes of that."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.journeys.forks import killed
from tests.journeys.mortal import Mortal
from tests.journeys.site import Site, names
from tests.journeys.wire import wired

Definitions = dict[str, dict[str, Any]]
Declared = tuple[Definitions, Definitions]

THEIRS = {"name": "Theirs", "type": "ChatAPI", "x": 1}
"""In no file: nobody touches it."""


class Life(NamedTuple):
    """The steps of an apply, and the changes of files that were none: nobody would be killed there."""

    steps: list[str]
    overlooked: list[str]


@dataclass(frozen=True)
class Outcome:
    """What the next apply made of a kill; `died` is False where the apply was over before.

    `exit_code` is that of the next apply, `names` live after it, `unbound` are ids that only one of state and
    tenant knows, `left` counts what a plan would still do.
    """

    died: bool
    exit_code: int
    names: tuple[str, ...]
    unbound: frozenset[str]
    left: int


@dataclass(frozen=True)
class Doomed:
    """An apply from `before`, which was applied already unless it is None, to `after`.

    `found` are channels somebody made meanwhile.
    """

    folder: Path
    before: Declared | None
    after: Declared
    found: tuple[dict[str, Any], ...] = ()
    parallelism: int = 1

    def prepare(self) -> int:
        """Write the files, and what is there before; the number of writes the apply has to send."""
        with self._site(self.folder) as site:
            if self.before is not None:
                site.declare(*self.before)
                assert site.apply().exit_code == 0
            for body in (THEIRS, *self.found):
                site.tenant.put("channels", body)
            site.declare(*self.after, guards={"deletes": True})
            return len(site.plan(prune=True).writes)

    def life(self) -> Life:
        """An apply that nobody kills."""
        mortal = Mortal(None, die=lambda: None)
        with self._copied("alive") as folder, mortal.living():
            mortal.watch()
            self._apply(folder)
        return Life(mortal.steps, mortal.overlooked)

    def killed(self, steps: range) -> list[Outcome]:
        """What the next apply makes of a kill, for each step at which the apply dies."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", lambda descriptor: None)  # the kernel outlives who is killed
            return [self._killed(step) for step in steps]

    def converged(self) -> Outcome:
        """What is wanted of every kill."""
        wanted = [*self.after[0].values(), *self.after[1].values(), THEIRS]
        return Outcome(True, 0, tuple(names(wanted)), frozenset(), 0)

    def _killed(self, step: int) -> Outcome:
        with self._copied(str(step)) as folder:
            died = killed(partial(self._apply, folder), step)
            with self._site(folder) as site:
                return _outcome(site, died)

    def _apply(self, folder: Path) -> None:
        with self._site(folder) as site:
            result = site.apply(parallelism=self.parallelism, prune=True)
        assert result.exit_code == 0, result

    @contextmanager
    def _copied(self, name: str) -> Iterator[Path]:
        copy = self.folder.with_name(f"{self.folder.name}-{name}")
        shutil.copytree(self.folder, copy)
        yield copy
        shutil.rmtree(copy)

    @contextmanager
    def _site(self, folder: Path) -> Iterator[Site]:
        """The tenant is kept beside the files: it outlives whoever is killed."""
        with Site.opened(folder, folder / "tenant.sqlite") as site, wired(site.simulator):
            yield site


def _outcome(site: Site, died: bool) -> Outcome:
    exit_code = site.apply(prune=True).exit_code
    live = [one for type in ("webhooks", "channels") for one in site.tenant.list(type)]
    ours = {one["id"] for one in live if one["name"] != THEIRS["name"]}
    bound = {one.id for one in site.state.bindings.values()}
    left = len(site.plan(prune=True).writes)
    return Outcome(died, exit_code, tuple(names(live)), frozenset(ours ^ bound), left)
