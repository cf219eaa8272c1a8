"""One description per resource type: everything the engine knows about webhooks and channels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from provisioner.model.attribute import Attribute

Body = Mapping[str, Any]


def text(member: object) -> str | None:
    """A member of a live body as text: a damaged answer may hold anything where a text belongs."""
    return None if member is None else str(member)


@dataclass(frozen=True)
class ResourceType:
    """How one type of resource is written in files and spoken on the wire.

    `attributes` stand in the order a user writes them. `encode` takes attribute values with references as
    ids and gives the documented body; `decode` is its inverse on a live body and gives None for what the body
    does not hold. `accepts` says whether a live body of the collection is managed here (a channel list holds
    SMS channels too). `documented` names the members of a request the vendor's document knows; `on_create`
    holds the attribute values sent with a create when the definition leaves them out.
    """

    name: str
    plural: str
    path: str
    description: str
    attributes: tuple[Attribute, ...]
    encode: Callable[[Mapping[str, str]], dict[str, Any]]
    decode: Callable[[Body], dict[str, str | None]]
    accepts: Callable[[Body], bool]
    documented: frozenset[str]
    on_create: Mapping[str, str]

    def attribute(self, name: str) -> Attribute:
        """The attribute of that name."""
        return next(one for one in self.attributes if one.name == name)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the attributes, in their order."""
        return tuple(one.name for one in self.attributes)

    @cached_property
    def converted(self) -> tuple[Attribute, ...]:
        """The attributes of which a file does not hold all: references, and what may hide something."""
        return tuple(one for one in self.attributes if one.reference or one.sensitive)

    @property
    def references(self) -> tuple[Attribute, ...]:
        """The attributes that name resources of other types."""
        return tuple(one for one in self.attributes if one.reference)


@dataclass(frozen=True)
class DataSource:
    """A type that is looked up by id or name and never written."""

    name: str
    plural: str
