"""Writes that reads do not show yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from threading import Lock

from provisioner.simulator.database import Place, Row


@dataclass(frozen=True, slots=True)
class _Hidden:
    """The body before a write, None when there was none, and the reads it is still shown to."""

    before: str | None
    until_listing: int
    reads: int


class Lag:
    """Remembers, per process, what lagging listings and reads still show; safe between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listings: Counter[Place] = Counter()
        self._hidden: dict[Place, dict[str, _Hidden]] = {}

    def hide(self, place: Place, id: str, before: str | None, after: tuple[int, int]) -> None:
        """Show `before` for the next listings and the next reads by id, as many as `after` says."""
        lists, reads = after
        if not lists and not reads:
            return
        with self._lock:
            hidden = self._hidden.setdefault(place, {})
            earlier = hidden.get(id)
            until = self._listings[place] + lists
            hidden[id] = _Hidden(earlier.before if earlier else before, until, reads)

    def begin_listing(self, place: Place) -> None:
        """Count a listing, that is a request for page 0, and let go of what it may see."""
        with self._lock:
            self._listings[place] += 1
            now = self._listings[place]
            hidden = self._hidden.get(place, {})
            self._hidden[place] = {
                id: one for id, one in hidden.items() if one.until_listing >= now or one.reads > 0
            }

    def read(self, place: Place, id: str, body: str | None) -> str | None:
        """What a read by id shows in place of `body`."""
        with self._lock:
            one = self._hidden.get(place, {}).get(id)
            if one is None or one.reads == 0:
                return body
            self._hidden[place][id] = replace(one, reads=one.reads - 1)
            return one.before

    def lags(self, place: Place) -> bool:
        """Whether any write is hidden from the listing that goes on."""
        with self._lock:
            now = self._listings[place]
            return any(one.until_listing >= now for one in self._hidden.get(place, {}).values())

    def listed(self, place: Place, rows: list[Row]) -> list[Row]:
        """The rows as a listing shows them, in no order."""
        with self._lock:
            shown = {row.id: row for row in rows}
            for id, one in self._hidden.get(place, {}).items():
                if one.until_listing < self._listings[place]:
                    continue
                shown.pop(id, None)
                if one.before is not None:
                    shown[id] = Row(id, one.before)
            return list(shown.values())

    def clear(self) -> None:
        """Show everything again."""
        with self._lock:
            self._hidden.clear()
