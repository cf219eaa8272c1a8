"""Since when something departs: what an earlier drift report told, held against what is found now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from provisioner.model.address import Address
from provisioner.model.record import record
from provisioner.plan.drift import Drift, Standing, Word, difference_word

Key = tuple[Address, str | None, bool]


@record
class Sighting:
    """One attribute, or one whole resource, that departed; `first_seen` is a time in ISO form."""

    address: Address
    attribute: str | None
    word: Word
    first_seen: str

    @property
    def key(self) -> Key:
        """What makes it the same one in two reports: an edit of the files is not what moved outside."""
        return self.address, self.attribute, self.word is Word.PENDING


@record
class Earlier:
    """What an earlier report told, and when it was made."""

    time: str
    sightings: tuple[Sighting, ...] = ()


@record
class Since:
    """What departs now, with the times of an earlier report, and what that told and is no more."""

    time: str
    sightings: tuple[Sighting, ...]
    resolved: tuple[Sighting, ...]


def sightings(drift: Drift, time: str) -> tuple[Sighting, ...]:
    """Everything that departs, as first seen at `time`."""
    return tuple(one for standing in drift.resources for one in _of(standing, time))


def since(earlier: Earlier, drift: Drift, time: str) -> Since:
    """Carry the times of an earlier report over to what departs still."""
    known = {one.key: one.first_seen for one in earlier.sightings}
    found = sightings(drift, time)
    still = {one.key for one in found}
    return Since(
        earlier.time,
        tuple(replace(one, first_seen=known.get(one.key, time)) for one in found),
        tuple(one for one in earlier.sightings if one.key not in still),
    )


def _of(standing: Standing, time: str) -> Iterator[Sighting]:
    change = standing.change
    if change.updates:
        for one in change.differences:
            yield Sighting(change.address, one.attribute, difference_word(one), time)
    elif standing.word is not Word.IN_SYNC:
        yield Sighting(change.address, None, standing.word, time)
