"""From managed attributes to the body of a request, and back to what it asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provisioner.model.address import Address
from provisioner.model.resource_type import Body, ResourceType
from provisioner.model.value import Attributes, Reference, Secret, Value

_NEVER_SENT = ("id", "_links")


class UnresolvedReferenceError(LookupError):
    """A resource that should exist by now has no id."""


def texts(type: ResourceType, desired: Attributes, ids: Mapping[Address, str]) -> dict[str, str]:
    """The managed attributes as they are sent: references as ids, secrets as they are."""
    return {name: _text(type, name, value, ids) for name, value in desired.items()}


def create_body(type: ResourceType, wanted: Mapping[str, str]) -> dict[str, Any]:
    """The body of a POST."""
    return type.encode({**type.on_create, **wanted})


def replace_body(
    type: ResourceType, wanted: Mapping[str, str], live: Body, documented_only: bool
) -> dict[str, Any]:
    """The body of a PUT: everything that lives there, overlaid with what is managed.

    A PUT replaces the whole resource, so what nobody declared is sent back as it came.
    """
    decoded = type.decode(live)
    required = {name: value for name in type.on_create if (value := decoded.get(name)) is not None}
    kept = {name: value for name, value in live.items() if name not in _NEVER_SENT}
    if documented_only:
        kept = {name: value for name, value in kept.items() if name in type.documented}
    return _overlay(kept, type.encode({**required, **wanted}))


def _text(type: ResourceType, name: str, value: Value, ids: Mapping[Address, str]) -> str:
    match value:
        case Reference(key=key, id=None):
            return _created_id(Address(str(type.attribute(name).reference), str(key)), ids)
        case Reference(id=id):
            return str(id)
        case Secret(value=hidden):
            return str(hidden)
        case _:
            return value or ""


def _created_id(address: Address, ids: Mapping[Address, str]) -> str:
    try:
        return ids[address]
    except KeyError:
        raise UnresolvedReferenceError(str(address)) from None


def _overlay(kept: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(kept)
    for name, value in over.items():
        below = merged.get(name)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        merged[name] = _overlay(below, value) if both else value  # type: ignore[arg-type]
    return merged
