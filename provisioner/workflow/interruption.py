"""SIGINT, SIGTERM and SIGHUP: the first ends the run after the calls in flight, a second one at once."""

from __future__ import annotations

import os
import select
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType, TracebackType
from typing import Self

GRACE = 5.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
Handler = Callable[[int, FrameType | None], object]
_OVER = 0
"""What is read in place of a signal's number when there is nothing more to watch for."""


@contextmanager
def heeded(handler: Handler) -> Iterator[tuple[int, int]]:
    """A handler for the signals that are not ignored, and both ends of a pipe that their numbers come by.

    Python calls a handler in the main thread, and not before that runs: one that began to wait a moment
    before the signal came goes on to wait. The number is in the pipe at once. For the main thread alone.
    """
    former = {one: signal.getsignal(one) for one in SIGNALS if signal.getsignal(one) is not signal.SIG_IGN}
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    former_pipe = signal.set_wakeup_fd(writing)
    try:
        for one in former:
            signal.signal(one, handler)
        yield reading, writing
    finally:
        for one, action in former.items():
            signal.signal(one, action)
        signal.set_wakeup_fd(former_pipe)
        os.close(reading)
        os.close(writing)


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
            reading, writing = self._stack.enter_context(heeded(self._note))
            watcher = threading.Thread(target=self._watch, args=(reading,), name="signals", daemon=True)
            watcher.start()
            self._stack.callback(watcher.join)
            self._stack.callback(os.write, writing, bytes((_OVER,)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _note(self, number: int, frame: FrameType | None = None) -> None:
        if self.signal_number is None:
            self.signal_number = number

    def _watch(self, reading: int) -> None:
        numbers = (one for one in iter(lambda: os.read(reading, 1)[0], _OVER) if one in SIGNALS)
        first = next(numbers, None)
        if first is None:
            return
        self._note(first)
        if not select.select([reading], [], [], GRACE)[0]:
            self._hurry()
        for second in numbers:
            os._exit(128 + second)
