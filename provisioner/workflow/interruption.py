"""SIGINT, SIGTERM and SIGHUP: the first ends the run after the calls in flight, a second one at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

GRACE = 5.0
Handler = Callable[[int, FrameType | None], object] | int | None
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interruption:
    """While it is entered, signals are noted instead of ending the process.

    `hurry` is called when the calls in flight have not ended `GRACE` seconds after the first signal. A signal
    that was ignored when the process began stays ignored. Outside the main thread nothing is noted.
    """

    def __init__(self, hurry: Callable[[], None]) -> None:
        self.signal_number: int | None = None
        self._timer = threading.Timer(GRACE, hurry)
        self._timer.daemon = True
        self._former: dict[signal.Signals, Handler] = {}

    def stopped(self) -> bool:
        """Whether a signal came."""
        return self.signal_number is not None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for one in _SIGNALS:
                if signal.getsignal(one) is not signal.SIG_IGN:
                    self._former[one] = signal.signal(one, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        for one, former in self._former.items():
            signal.signal(one, former)

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self.signal_number is not None:
            os._exit(128 + number)
        self.signal_number = number
        self._timer.start()
