"""Time that passes only when somebody sleeps."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

EPOCH = 1_790_000_000.0


@dataclass
class Clock:
    """A call gives monotonic seconds; `waits` are the sleeps so far, `on_sleep` is what the next one does."""

    time: float = 1000.0
    waits: list[float] = field(default_factory=list)
    on_sleep: list[Callable[[], object]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> float:
        return self.time

    def now(self) -> float:
        """Seconds of the epoch."""
        return EPOCH + self.time

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.waits.append(seconds)
            self.time += seconds
            due, self.on_sleep = self.on_sleep, []
        for act in due:
            act()

    @property
    def waited(self) -> float:
        return sum(self.waits)
