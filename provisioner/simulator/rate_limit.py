"""How many calls a tenant takes in a second, and what it says when that is too many."""

from __future__ import annotations

import math
from collections.abc import Callable
from threading import Lock

from provisioner.simulator.problem import Refusal
from provisioner.simulator.switches import Switches


class RateLimit:
    """A bucket of calls per tenant, filled at the rate of its switches; safe between threads.

    The unit of `x-ratelimit-reset` is epoch seconds, as sibling products of the vendor document it.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, tenant: str, switches: Switches) -> dict[str, str]:
        """Count one call and return the headers its answer needs; raises Refusal 429 when it is too many."""
        rate = switches.rate_limit
        if not rate:
            return {}
        room = switches.burst or rate
        now = self._clock()
        with self._lock:
            left, since = self._buckets.get(tenant, (float(room), now))
            left = min(float(room), left + max(0.0, now - since) * rate)
            refused = left < 1
            self._buckets[tenant] = (left if refused else left - 1, now)
        wait = (1 - left) / rate if refused else 0.0
        counters = _counters(switches, rate, 0 if refused else int(left - 1), now + wait)
        if refused:
            raise Refusal(429, "Too Many Requests", headers={**counters, **_retry_after(switches, wait)})
        return counters


def _retry_after(switches: Switches, wait: float) -> dict[str, str]:
    return {"Retry-After": str(math.ceil(wait))} if switches.rate_style == "retry-after" else {}


def _counters(switches: Switches, rate: int, left: int, reset: float) -> dict[str, str]:
    if switches.rate_style != "reset":
        return {}
    return {
        "x-ratelimit-limit": str(rate),
        "x-ratelimit-remaining": str(left),
        "x-ratelimit-reset": str(math.ceil(reset)),
    }
