"""The gate every call of one connection passes: a refusal for too many calls holds all workers back.

The first refusal shows nothing but that there is a limit. Between it and the second the tenant accepted a
known number of calls in a known time: from then on calls are spaced at that rate, so that each lesson costs
at most one refusal a worker.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from provisioner.client.patience import Patience
from provisioner.client.wait import LONGEST
from provisioner.diagnostics import Diagnostic, Severity

ROUNDS = 8
DROUGHT = 180.0
"""Seconds and refusals in a row, nothing accepted in between, after which the gate gives up."""

SLICE = 1.0
"""Seconds a worker sleeps at most before it looks whether the connection is still wanted."""

SHORTEST = 0.1
SLOWEST = 5.0
MARGIN = 1.05
FORGETS_AFTER = 120.0


@dataclass(slots=True)
class _Period:
    """What happened since the gate was closed last."""

    number: int = 0
    closed_at: float = 0.0
    opens_at: float = 0.0
    accepted: int = 0


class Gate:
    """Open until the tenant says 429; then closed as long as it asks, and open at the rate it showed."""

    def __init__(self, patience: Patience, tell: Callable[[Diagnostic], None]) -> None:
        self._patience = patience
        self._tell = tell
        self._lock = threading.Lock()
        self._last = self._period = _Period()
        self._interval = 0.0
        self._next_slot = 0.0
        self._refusals = 0
        self._dry_since: float | None = None
        self._left = False

    def enter(self) -> int:
        """Wait until a call may be sent; returns the number of the period it belongs to."""
        while True:
            with self._lock:
                now = self._patience.clock()
                wait = max(self._period.opens_at, self._next_slot) - now
                if wait <= 0 or self._left:
                    self._take_slot(now)
                    return self._period.number
            self._patience.sleep(min(wait, SLICE))

    def accepted(self, period: int) -> None:
        """A call of this period was not refused for its rate."""
        with self._lock:
            if period == self._period.number:
                self._period.accepted += 1
                self._refusals = 0
                self._dry_since = None
            elif period == self._last.number:
                self._last.accepted += 1
                self._learn()

    def refused(self, period: int, asked: float | None) -> bool:
        """Close for `asked` seconds; False when nothing was accepted for so long that waiting is no use."""
        with self._lock:
            if period != self._period.number:
                return not self._spent(0.0)
            now = self._patience.clock()
            self._refusals += 1
            self._dry_since = now if self._dry_since is None else self._dry_since
            wait = self._length(asked)
            if self._spent(wait):
                return False
            self._close(now, wait)
        self._tell(_notice(wait))
        return True

    def leave(self) -> None:
        """Let everybody pass at once: the connection is being closed."""
        self._left = True

    def _take_slot(self, now: float) -> None:
        if now - self._period.closed_at > FORGETS_AFTER:
            self._interval = 0.0
        self._next_slot = max(self._next_slot, now - self._credit()) + self._interval

    def _length(self, asked: float | None) -> float:
        """A first wait as asked, later ones growing: a tenant that asks for too little is called less."""
        growing: float = 0.5 * 2.0**self._refusals
        if asked is None:
            return min(growing * (0.5 + self._patience.jitter() / 2), LONGEST)
        return min(max(asked, SHORTEST if self._refusals == 1 else growing / 2), LONGEST)

    def _spent(self, wait: float) -> bool:
        dry = 0.0 if self._dry_since is None else self._patience.clock() - self._dry_since
        return self._refusals > ROUNDS or dry + wait > DROUGHT

    def _close(self, now: float, wait: float) -> None:
        """End this period, learn from it and begin the next one."""
        self._last = self._period
        self._period = _Period(self._last.number + 1, now, now + wait)
        self._learn()
        self._next_slot = max(now, now + wait - self._credit())

    def _learn(self) -> None:
        """The seconds between two calls; what passed before the first refusal was saved up and is no rate."""
        last = self._last
        if last.number and last.accepted:
            lasted = self._period.closed_at - last.closed_at
            self._interval = min(lasted / last.accepted * MARGIN, SLOWEST)

    def _credit(self) -> float:
        """What the tenant gains while nobody calls may be spent at once, up to what it took last time."""
        return self._last.accepted * self._interval


def _notice(wait: float) -> Diagnostic:
    return Diagnostic(
        "The tenant limits the rate of calls",
        f"answered 429; waiting {wait:.1f} s",
        severity=Severity.NOTICE,
    )
