"""A life that ends at its nth step: at a call that changes a file, or on either side of an HTTP call."""

from __future__ import annotations

import fcntl
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from requests.adapters import HTTPAdapter

from provisioner.client.transport import Transport

ASKED, ANSWERED = "asked", "answered"
HALF_A_LINE, HALF_A_FILE = "half a line", "half a file"
_CHANGING = ("chmod", "fchmod", "ftruncate", "link", "mkdir", "rename", "replace", "rmdir", "unlink")
_FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_AUDITED = frozenset(
    f"os.{event}" for event in ("chmod", "link", "mkdir", "remove", "rename", "rmdir", "truncate")
)
_Call = Callable[..., Any]


class Killed(BaseException):
    """The end of a life within this process; no clause that mends errors catches it."""


class Mortal:
    """Counts the steps of what is done while it lives, and ends it at the nth, or at the nth of one `kind`.

    `die` must not return. Where it raises Killed the process goes on, and what the dead still try to do comes
    to nothing. `overlooked` are changes of files that were no step: nobody would be killed there.
    """

    def __init__(self, nth: int | None, die: Callable[[], object], kind: str = "") -> None:
        self.steps: list[str] = []
        self.overlooked: list[str] = []
        self._left = nth
        self._kind = kind
        self._die = die
        self._alive = self._dead = False
        self._lock = threading.Lock()
        self._open: set[int] = set()
        self._within = threading.local()

    @contextmanager
    def living(self) -> Iterator[None]:
        """Stand between this process and the world around it."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "open", self._opening(os.open))
            for name in ("close", "fdopen"):
                patch.setattr(os, name, self._giving_back(getattr(os, name)))
            patch.setattr(os, "write", self._writing(os.write))
            patch.setattr(os, "fsync", self._syncing(os.ftruncate))
            for name in _CHANGING:
                patch.setattr(os, name, self._changing(name, getattr(os, name)))
            patch.setattr(Transport, "send", self._sending())
            self._alive = True
            try:
                yield
            finally:
                self._alive = False
                self._bury()

    def watch(self) -> None:
        """Note what else changes files, as the interpreter tells it; an audit hook cannot be taken away."""
        sys.addaudithook(self._audit)

    def _step(self, name: str, last: Callable[[], object] = lambda: None) -> None:
        with self._lock:
            if self._dead:
                raise Killed
            self.steps.append(name)
            if self._left is not None and self._kind in ("", name):
                self._left -= 1
            if self._left == 0:
                last()
                self._dead = True
                self._die()

    def _changing(self, name: str, call: _Call) -> _Call:
        def called(*arguments: Any, **named: Any) -> Any:
            if self._dead:
                return None  # a finally clause tidies up; nobody who was killed does
            self._step(name)
            return self._watched(call, *arguments, **named)

        return called

    def _opening(self, call: _Call) -> _Call:
        def called(path: Any, flags: int, *rest: Any, **named: Any) -> Any:
            if flags & _FOR_WRITING:
                self._step("open")
            descriptor = self._watched(call, path, flags, *rest, **named)
            self._open.add(descriptor)
            return descriptor

        return called

    def _giving_back(self, call: _Call) -> _Call:
        """Of a close, and of a file object, which closes by itself."""

        def called(descriptor: int, *rest: Any, **named: Any) -> Any:
            self._open.discard(descriptor)
            return call(descriptor, *rest, **named)

        return called

    def _bury(self) -> None:
        """Close what the dead held open, and with it their locks, as the kernel does."""
        for descriptor in tuple(self._open) if self._dead else ():
            os.close(descriptor)

    def _writing(self, call: _Call) -> _Call:
        def called(descriptor: int, data: bytes) -> Any:
            self._step("write")
            self._step(HALF_A_LINE, lambda: call(descriptor, data[: len(data) // 2]))
            return call(descriptor, data)

        return called

    def _syncing(self, truncate: _Call) -> _Call:
        """Until it is synced, as much of a new file is on the disk as it pleases the disk."""

        def called(descriptor: int) -> None:
            if _is_new_file(descriptor):
                half = os.fstat(descriptor).st_size // 2
                self._step(HALF_A_FILE, lambda: truncate(descriptor, half))
            self._step("fsync")

        return called

    def _sending(self) -> _Call:
        def called(transport: Transport, *arguments: Any, **named: Any) -> Any:
            self._step(ASKED)
            answer = HTTPAdapter.send(transport, *arguments, **named)
            self._step(ANSWERED)
            return answer

        return called

    def _watched(self, call: _Call, *arguments: Any, **named: Any) -> Any:
        self._within.step = True
        try:
            return call(*arguments, **named)
        finally:
            self._within.step = False

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        opened = event == "open" and isinstance(arguments[0], str) and bool(arguments[2] & _FOR_WRITING)
        changing = self._alive and (opened or event in _AUDITED)
        if changing and not getattr(self._within, "step", False):
            self.overlooked.append(f"{event} {arguments[0]}")


def _is_new_file(descriptor: int) -> bool:
    """Whether it was written from its beginning; what is appended to keeps what it had."""
    appended = fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_APPEND
    return stat.S_ISREG(os.fstat(descriptor).st_mode) and not appended
