"""A wanted value as text for a file: the placeholders that stood there are kept, or nothing is written."""

from __future__ import annotations

from itertools import pairwise

from provisioner.config.interpolate import PLACEHOLDER, Surroundings, interpolate
from provisioner.model.record import record
from provisioner.model.value import Secret


@record
class _Part:
    """A placeholder as written, what it stands for, and the literal text on both sides of it.

    Between two placeholders there may be none; `last` says that none follows.
    """

    placeholder: str
    value: str
    before: str
    after: str
    last: bool

    def places(self, text: str, start: int) -> list[int]:
        """Where its value stands from `start` on, between the same neighbours as before."""
        found, place = [], text.find(self.value, start)
        while place >= 0:
            if self._fits(text, start, place):
                found.append(place)
            place = text.find(self.value, place + 1)
        return found

    def _fits(self, text: str, start: int, place: int) -> bool:
        end = place + len(self.value)
        left = text[start:place].endswith(self.before[-1:]) if self.before else place == start
        right = text.startswith(self.after[:1], end) and (
            bool(self.after) or not self.last or end == len(text)
        )
        return left and right


def escaped(text: str) -> str:
    """A literal text in which nothing is a placeholder."""
    return text.replace("${", "$${")


def template_for(value: str, former: str, around: Surroundings) -> str | None:
    """The text that stands for `value` and holds every placeholder of `former`, in their order.

    None when there is none, or more than one: a value of a placeholder is gone, or stands there twice.
    """
    text, place = "", 0
    for part in _parts(former, around):
        found = part.places(value, place) if part.value else []
        if len(found) != 1:
            return None
        text += escaped(value[place : found[0]]) + part.placeholder
        place = found[0] + len(part.value)
    text += escaped(value[place:])
    # A `$` before a placeholder would make a literal of it.
    return text if _value(text, around) == value else None


def placeholders(text: str) -> tuple[str, ...]:
    """The placeholders of a text, as written."""
    return tuple(found[0] for found in PLACEHOLDER.finditer(text) if found[1])


def _parts(former: str, around: Surroundings) -> list[_Part]:
    matches = [found for found in PLACEHOLDER.finditer(former) if found[1]]
    starts = [0, *(found.end() for found in matches)]
    ends = [*(found.start() for found in matches), len(former)]
    literals = [former[start:end].replace("$${", "${") for start, end in zip(starts, ends, strict=True)]
    return [
        _Part(found[0], _value(found[0], around), before, after, found is matches[-1])
        for found, (before, after) in zip(matches, pairwise(literals), strict=True)
    ]


def _value(text: str, around: Surroundings) -> str:
    value, _ = interpolate(text, around)
    return (value.value or "") if isinstance(value, Secret) else value
