"""The unified diff of two texts that have most of their lines in common, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

CONTEXT = 3


class Stretch(NamedTuple):
    """Lines of both texts that are the same, or that take each other's place."""

    same: bool
    start: int
    end: int
    other_start: int
    other_end: int


def unified(file: str, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Lines without line ends; nothing when the texts are the same."""
    hunks = list(_hunks(list(_stretches(before, after))))
    if hunks:
        yield f"--- a/{file}"
        yield f"+++ b/{file}"
    for hunk in hunks:
        old, new = _range(hunk[0].start, hunk[-1].end), _range(hunk[0].other_start, hunk[-1].other_end)
        yield f"@@ -{old} +{new} @@"
        for one in hunk:
            signs = (" ", "") if one.same else ("-", "+")
            yield from (f"{signs[0]}{line}" for line in before[one.start : one.end])
            if not one.same:
                yield from (f"{signs[1]}{line}" for line in after[one.other_start : one.other_end])


def _stretches(before: Sequence[str], after: Sequence[str]) -> Iterator[Stretch]:
    """Stretches in order, neighbours never alike.

    Comparing all with all would take long. Lines that stand once in both texts hold them together, and only
    what lies between two of those is compared.
    """
    last = Stretch(True, 0, 0, 0, 0)
    for (start, other), (end, other_end) in pairwise(
        [(0, 0), *_anchors(before, after), (len(before), len(after))]
    ):
        matcher = SequenceMatcher(None, before[start:end], after[other:other_end], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            one = Stretch(tag == "equal", start + i1, start + i2, other + j1, other + j2)
            if one.same == last.same:
                last = last._replace(end=one.end, other_end=one.other_end)
            else:
                yield last
                last = one
    yield last


def _anchors(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    once, counts = Counter(before), Counter(after)
    places = {line: number for number, line in enumerate(after)}
    furthest = 0
    for number, line in enumerate(before):
        if once[line] == 1 and counts[line] == 1 and places[line] >= furthest:
            furthest = places[line]
            yield number, furthest


def _hunks(stretches: list[Stretch]) -> Iterator[list[Stretch]]:
    """What differs, with some lines around it; what lies close together in one."""
    hunk: list[Stretch] = []
    for number, one in enumerate(stretches):
        if not one.same:
            hunk.append(one)
            continue
        first, last = number == 0, number == len(stretches) - 1
        if first or last or one.end - one.start > 2 * CONTEXT:
            if hunk:
                yield [*hunk, _shortened(one, 0, CONTEXT)]
            hunk = [] if last else [_shortened(one, one.end - one.start - CONTEXT, CONTEXT)]
        else:
            hunk.append(one)
    if any(not one.same for one in hunk):
        yield hunk


def _shortened(one: Stretch, skipped: int, length: int) -> Stretch:
    start = one.start + max(0, skipped)
    end = min(one.end, start + length)
    shift = one.other_start - one.start
    return Stretch(True, start, end, start + shift, end + shift)


def _range(start: int, end: int) -> str:
    """`3,2`: from which line on, and how many; an empty one names the line before it."""
    length = end - start
    first = start + 1 if length else start
    return str(first) if length == 1 else f"{first},{length}"
