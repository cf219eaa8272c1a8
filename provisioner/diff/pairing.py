"""Which resources of several environments are the same one: by key, else by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from provisioner.diff.side import Member, Side, said

Row = tuple[Member | None, ...]
"""One resource, by side; None where no file declares it and nothing lives."""


def pair(sides: Sequence[Side]) -> list[Row]:
    """One row a resource, those with a key first.

    What no file declares joins what bears its name and is not there on its side. Of several with one name
    the first joins the first, in the order of what they say.
    """
    pairing = _Pairing(len(sides))
    for place, side in enumerate(sides):
        for member in side.members:
            if member.key is not None:
                pairing.put(place, member, pairing.by_key.get((member.type, member.key)))
    for place, member in _without_key(sides):
        named = pairing.by_name[member.type, member.name]
        pairing.put(place, member, next((row for row in named if row[place] is None), None))
    return [tuple(row) for row in pairing.rows]


class _Pairing:
    """Rows as they fill."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.rows: list[list[Member | None]] = []
        self.by_key: dict[tuple[str, str], list[Member | None]] = {}
        self.by_name: dict[tuple[str, str], list[list[Member | None]]] = defaultdict(list)

    def put(self, place: int, member: Member, row: list[Member | None] | None) -> None:
        """Put a member into a row, or into a new one."""
        if row is None:
            row = [None] * self.size
            self.rows.append(row)
        row[place] = member
        if member.key is not None:
            self.by_key[member.type, member.key] = row
        named = self.by_name[member.type, member.name]
        if not any(one is row for one in named):
            named.append(row)


def _without_key(sides: Sequence[Side]) -> Iterator[tuple[int, Member]]:
    for place, side in enumerate(sides):
        for member in sorted((one for one in side.members if one.key is None), key=_says):
            yield place, member


def _says(member: Member) -> tuple[str, ...]:
    """What orders members of one name the same way in every tenant: everything but ids."""
    return member.type, member.name, *(said(word.value, by_key=False) for word in member.words.values())
