"""What a snapshot tells beside its resources: what ids are called, which attributes are returned."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from provisioner.model.live import Snapshot
from provisioner.model.resource_type import ResourceType


def referred(types: Iterable[ResourceType]) -> frozenset[str]:
    """The types that an attribute of one of `types` refers to."""
    return frozenset(str(attribute.reference) for type in types for attribute in type.references)


def names_of(types: Iterable[ResourceType], snapshot: Snapshot) -> dict[tuple[str, str], str]:
    """The display names of all that was read and may be referred to, by type and id."""
    resources = chain.from_iterable(snapshot.of(type) for type in referred(types))
    names = {(one.type, one.id): one.name for one in resources if one.id and one.name}
    return names | {("queue", one.id): one.name for one in snapshot.queues or ()}


def readable(types: Iterable[ResourceType], snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    """The attributes some tenants never return and this one does: (type, attribute)."""
    return frozenset(
        (type.name, attribute.name)
        for type in types
        for attribute in type.attributes
        if attribute.maybe_unreadable and any(attribute.name in one.body for one in snapshot.of(type.name))
    )
