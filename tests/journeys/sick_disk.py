"""A file system that refuses what a sick one refuses: below some folders, or everywhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

_NAMING = ("replace", "link", "unlink", "mkdir", "chmod")
_FILLING = ("write", "fsync")
_FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass
class SickDisk:
    """Read-only below `folders`; `full` where no file can grow any more. Healthy until it `fails`."""

    code: int
    folders: tuple[Path, ...] = ()
    full: bool = False
    fails: bool = False

    def fail(self) -> None:
        self.fails = True

    @contextmanager
    def mounted(self) -> Iterator[None]:
        """Stand between this process and its disk."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "open", self._opening(os.open))
            for name in _NAMING:
                patch.setattr(os, name, self._naming(getattr(os, name)))
            for name in _FILLING:
                patch.setattr(os, name, self._filling(getattr(os, name)))
            yield

    def _opening(self, call: Callable[..., int]) -> Callable[..., int]:
        def called(path: Any, flags: int, *rest: Any, **named: Any) -> int:
            if flags & _FOR_WRITING:
                self._refuse_below(path)
            return call(path, flags, *rest, **named)

        return called

    def _naming(self, call: Callable[..., object]) -> Callable[..., object]:
        def called(path: Any, *rest: Any, **named: Any) -> object:
            self._refuse_below(path)
            return call(path, *rest, **named)

        return called

    def _filling(self, call: Callable[..., object]) -> Callable[..., object]:
        def called(descriptor: int, *rest: Any) -> object:
            if self.fails and self.full and stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(self.code, os.strerror(self.code))
            return call(descriptor, *rest)

        return called

    def _refuse_below(self, path: Any) -> None:
        if self.fails and any(Path(path).is_relative_to(folder) for folder in self.folders):
            raise OSError(self.code, os.strerror(self.code), str(path))
