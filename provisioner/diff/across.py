"""How the same resources differ between environments, and whether the files mean them to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from provisioner.diff.pairing import Row, pair
from provisioner.diff.side import Member, Presence, Side, Word, said
from provisioner.model.record import record
from provisioner.model.value import Reference


class Cause(StrEnum):
    """Why a difference is meant to be; a real one has none."""

    VARIABLES = "by variables"
    OVERLAY = "by an overlay"
    REMOVED = "removed by an overlay"
    IGNORED = "ignored"


@record
class Divergence:
    """One attribute that is not the same everywhere; by side its word, None where it is not there or unread.

    `groups` numbers the sides that agree.
    """

    attribute: str
    words: tuple[Word | None, ...]
    groups: tuple[int | None, ...]
    cause: Cause | None


@record
class Compared:
    """One resource that is not the same everywhere; `cause` is about where it is there and where not."""

    members: Row
    uneven: bool
    cause: Cause | None
    divergences: tuple[Divergence, ...]

    @property
    def first(self) -> Member:
        """The member that names the row: one with a key if there is any."""
        there = [one for one in self.members if one is not None]
        return next((one for one in there if one.key is not None), there[0])

    @property
    def meant(self) -> bool:
        """Whether the files mean it to differ in everything in which it does."""
        return not (self.uneven and self.cause is None) and all(one.cause for one in self.divergences)


@record
class Comparison:
    """Environments side by side: what differs, and how many resources are the same in all of them."""

    sides: tuple[Side, ...]
    compared: tuple[Compared, ...]
    same: int

    @property
    def different(self) -> int:
        """How many resources really differ."""
        return sum(not one.meant for one in self.compared)


def compare_sides(sides: Sequence[Side], types: Sequence[str], *, every: bool) -> Comparison:
    """Compare what some side manages, or with `every` all attributes; `types` gives the order."""
    rows = pair(sides)
    compared = [one for one in (_compare(row, sides, every) for row in rows) if one is not None]
    compared.sort(key=lambda one: (types.index(one.first.type), one.first.key or "~", one.first.name))
    return Comparison(tuple(sides), tuple(compared), len(rows) - len(compared))


def _compare(row: Row, sides: Sequence[Side], every: bool) -> Compared | None:
    there = [one is not None and one.presence is Presence.THERE for one in row]
    uneven = not all(there)
    divergences = tuple(_divergences(row, there, sides, every)) if sum(there) > 1 else ()
    if not uneven and not divergences:
        return None
    return Compared(row, uneven, _removal(row, sides) if uneven else None, divergences)


def _removal(row: Row, sides: Sequence[Side]) -> Cause | None:
    """Each side that lacks it includes the folder it is defined in, and so removed it."""
    bases = {one.base for one in row if one is not None}
    base = bases.pop() if len(bases) == 1 else None
    if base is None or any(one is not None and one.presence is not Presence.THERE for one in row):
        return None
    lacking = (side for one, side in zip(row, sides, strict=True) if one is None)
    return Cause.REMOVED if all(side.includes(base.file) for side in lacking) else None


def _divergences(row: Row, there: Sequence[bool], sides: Sequence[Side], every: bool) -> Iterator[Divergence]:
    present = [one for one, lives in zip(row, there, strict=True) if one is not None and lives]
    names = dict.fromkeys(name for one in present for name in one.words)
    managed = {name for one in present for name, word in one.words.items() if word.written is not None}
    for name in names:
        if every or not managed or name in managed:
            words = tuple(
                _word(one, name, side) if lives else None
                for one, lives, side in zip(row, there, sides, strict=True)
            )
            divergence = _diverge(name, words, present)
            if divergence is not None:
                yield divergence


def _word(member: Member | None, name: str, side: Side) -> Word | None:
    assert member is not None
    word = member.words.get(name)
    unread = word is not None and word.written is None and (member.type, name) in side.unread
    return None if unread else word


def _diverge(name: str, words: tuple[Word | None, ...], present: Sequence[Member]) -> Divergence | None:
    known = [one for one in words if one is not None]
    tokens = _tokens(known)
    if len(set(tokens)) <= 1:
        return None
    numbers = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
    groups = iter(numbers[token] for token in tokens)
    cause = _cause(known, present)
    return Divergence(name, words, tuple(None if one is None else next(groups) for one in words), cause)


def _tokens(words: Sequence[Word]) -> list[str]:
    """What decides whether values mean the same in different tenants; none where that cannot be known.

    References count by key where all have one, else by name; of a secret counts what may be seen of it, for
    each tenant has its own.
    """
    references = [one.value for one in words if isinstance(one.value, Reference)]
    by_key = all(one.key is not None for one in references)
    nameless = not by_key and any(one.name is None for one in references)
    # What is not as written differs from what is, also where nobody knows its name.
    if nameless and all(one.as_written for one in words):
        return []
    return [said(one.value, by_key=by_key) for one in words]


def _cause(words: Sequence[Word], present: Sequence[Member]) -> Cause | None:
    if any(one.ignored for one in words):
        return Cause.IGNORED
    templates = {one.written for one in words}
    if not all(one.as_written for one in words) or templates == {None}:
        return None
    if len(templates) == 1:
        return Cause.VARIABLES
    bases = {one.base for one in present}
    return Cause.OVERLAY if len(bases) == 1 and None not in bases else None
