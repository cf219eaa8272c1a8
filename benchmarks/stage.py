"""Where the cases of one size are played: a server, and environments in three conditions."""

from __future__ import annotations

import shutil
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.child import measured, python
from benchmarks.environment import Size, write_environment
from benchmarks.served import Served

CONNECTIONS = "8"


class Program(StrEnum):
    """The two that are measured beside each other."""

    BARE = "benchmarks.bare"
    PRODUCT = "benchmarks.product"


class Stage:
    """One server and one size; the environments are written when they are needed first."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.size = size
        self.server = Served()
        self._folder = folder / f"{size.channels}"

    @cached_property
    def new(self) -> Path:
        """An environment that nothing was applied of."""
        folder = self._folder / "new"
        write_environment(folder, self.server.endpoint, self.size)
        return folder

    @cached_property
    def applied(self) -> Path:
        """An environment in sync with what the server keeps: the product applied it, unmeasured."""
        folder = self.copy(self.new, "applied")
        self.server.begin(empty=True)
        measured(python("-m", Program.PRODUCT, "apply", str(folder), CONNECTIONS))
        self.server.keep()
        return folder

    @cached_property
    def changed(self) -> Path:
        """The same with one channel that names another queue."""
        folder = self.copy(self.applied, "changed")
        write_environment(folder, self.server.endpoint, self.size, moved=1)
        return folder

    def copy(self, folder: Path, name: str) -> Path:
        """A fresh copy, for what a run changes must not be seen by the next one."""
        place = self._folder / name
        shutil.rmtree(place, ignore_errors=True)
        return Path(shutil.copytree(folder, place))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.close()
        shutil.rmtree(self._folder, ignore_errors=True)
