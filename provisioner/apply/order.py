"""In which order the changes of a plan are sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from provisioner.model.resource_type import ResourceType
from provisioner.plan.change import Action, Change


def levels(changes: Iterable[Change], types: Sequence[ResourceType]) -> Iterator[tuple[Change, ...]]:
    """Creates and updates type by type, as types refer to each other; then deletes the other way round."""
    rest = tuple(changes)
    deletes = tuple(one for one in rest if one.action is Action.DELETE)
    writes = tuple(one for one in rest if one.action is not Action.DELETE)
    for type in types:
        yield tuple(one for one in writes if one.address.type == type.name)
    for type in reversed(types):
        yield tuple(one for one in deletes if one.address.type == type.name)


def waves(level: Sequence[Change]) -> Iterator[tuple[Change, ...]]:
    """Split one level so that a display name is freed before it is taken.

    Names that go round in a circle cannot be freed: they are sent in the last wave as they are.
    """
    waiting = list(level)
    while waiting:
        held = {_before(one) for one in waiting if _takes(one)}
        ready = [one for one in waiting if not (_takes(one) and one.name in held)]
        ready = ready or waiting
        yield tuple(ready)
        sent = {one.address for one in ready}
        waiting = [one for one in waiting if one.address not in sent]


def in_circle(change: Change, wave: Sequence[Change]) -> bool:
    """Whether the change was sent although another one of its wave still bears the name it takes."""
    return _takes(change) and change.name in {_before(one) for one in wave if _takes(one)}


def _takes(change: Change) -> bool:
    """Whether the change gives its resource a name it did not have."""
    return any(one.attribute == "name" for one in change.differences)


def _before(change: Change) -> str | None:
    name = change.observed.get("name") if change.observed else None
    return name if isinstance(name, str) else None
