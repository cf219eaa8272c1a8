"""What the server holds, how it behaves, and what it was asked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from benchmarks.server.collection import Collection
from benchmarks.server.rate_limit import RateLimit

QUEUES = 10


class Tenant:
    """One content, shown to every tenant that asks.

    `latency` is the seconds from a request's last byte to its answer's first, `slow` those of single tenants.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.collections = {one.path: one for one in (Collection("webhooks"), Collection("channels"))}
        self.latency = 0.0
        self.slow: dict[str, float] = {}
        self.rate_limit = RateLimit(0, 0, clock)
        self.counts: Counter[str] = Counter()

    def begin(self, settings: dict[str, Any]) -> None:
        """Start afresh: empty or as it was kept, with this latency, `rate` and `burst`."""
        for collection in self.collections.values():
            collection.begin(empty=settings["empty"])
        self.latency = settings["latency"]
        self.slow = settings["slow"]
        self.rate_limit = RateLimit(settings["rate"], settings["burst"], self._clock)
        self.counts.clear()

    def keep(self) -> None:
        """Remember the content of this moment for `begin`."""
        for collection in self.collections.values():
            collection.keep()

    def log(self) -> bytes:
        """The answers since `begin`, by method, those of 429 apart, and what the tenant holds now."""
        collections = self.collections.values()
        held = {one.plural: one.size for one in collections}
        duplicates = sum(one.duplicates for one in collections)
        return json.dumps({"answers": dict(self.counts), **held, "duplicates": duplicates}).encode()

    @staticmethod
    def queues() -> bytes:
        """The statistics route that takes the API key."""
        queues = [
            {"queue-id": 101 + number, "queue-name": f"Queue {number}", "media-type": "chat"}
            for number in range(QUEUES)
        ]
        return json.dumps({"queue": queues}).encode()
