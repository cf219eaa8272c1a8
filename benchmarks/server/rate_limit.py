"""A rate limit as a bucket of tokens."""

from __future__ import annotations

from collections.abc import Callable


class RateLimit:
    """So many calls a second, and `burst` at once after a rest; a rate of 0 is no limit."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._tokens = float(burst)
        self._counted_at = clock()

    def admits(self) -> bool:
        """Take a token, if there is one."""
        if not self._rate:
            return True
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._counted_at) * self._rate)
        self._counted_at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
