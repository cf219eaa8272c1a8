"""SIGINT, SIGTERM and SIGHUP: the first ends the run after the calls in flight, a second one at once."""

from __future__ import annotations

import os
import select
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack
from types import FrameType, TracebackType
from typing import Self

GRACE = 5.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
Handler = Callable[[int, FrameType | None], object]
_OVER = 0
"""What is read in place of a signal's number when there is nothing more to watch for."""


class Heeded:
    """A handler for the signals that are not ignored, and a pair of sockets that their numbers come by.

    Python calls a handler in the main thread, and not before that runs: one that began to wait a moment
    before the signal came goes on to wait. The number can be read at once. For the main thread alone.
    """

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    def __enter__(self) -> Self:
        self.reading, self.writing = socket.socketpair()
        self.writing.setblocking(False)
        self._former_wakeup = signal.set_wakeup_fd(self.writing.fileno())
        actions = {one: signal.getsignal(one) for one in SIGNALS}
        self._former = {one: action for one, action in actions.items() if action is not signal.SIG_IGN}
        for one in self._former:
            signal.signal(one, self._handler)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one, action in self._former.items():
            signal.signal(one, action)
        signal.set_wakeup_fd(self._former_wakeup)
        self.reading.close()
        self.writing.close()


class Interruption:
    """While it is entered, signals are noted instead of ending the process.

    `hurry` is called when the calls in flight have not ended `GRACE` seconds after the first signal. A signal
    that was ignored when the process began stays ignored. Outside the main thread nothing is noted.
    """

    def __init__(self, hurry: Callable[[], None]) -> None:
        self.signal_number: int | None = None
        self._hurry = hurry
        self._stack = ExitStack()

    def stopped(self) -> bool:
        """Whether a signal came."""
        return self.signal_number is not None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            signals = self._stack.enter_context(Heeded(self._note))
            watcher = threading.Thread(target=self._watch, args=(signals.reading,), daemon=True)
            watcher.start()
            self._stack.callback(watcher.join)
            self._stack.callback(signals.writing.send, bytes((_OVER,)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _note(self, number: int, frame: FrameType | None = None) -> None:
        if self.signal_number is None:
            self.signal_number = number

    def _watch(self, reading: socket.socket) -> None:
        numbers = (one for one in iter(lambda: reading.recv(1)[0], _OVER) if one in SIGNALS)
        first = next(numbers, None)
        if first is None:
            return
        self._note(first)
        if not select.select([reading], [], [], GRACE)[0]:
            self._hurry()
        for second in numbers:
            os._exit(128 + second)
