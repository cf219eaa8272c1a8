"""Attribute values in the words of the configuration, from a definition and from a live body."""

from __future__ import annotations

from collections.abc import Mapping

from provisioner.model.attribute import Attribute
from provisioner.model.references import References
from provisioner.model.resource_type import Body, ResourceType
from provisioner.model.state import Remembered, Sealed
from provisioner.model.uri import HIDDEN_DIFFERS, conceal, conceal_beside, conceal_template
from provisioner.model.value import Attributes, Secret, Value


def desired_values(
    type: ResourceType, attributes: Mapping[str, str | Secret], references: References
) -> dict[str, Value]:
    """What the files ask for, in attribute order; references carry the id where it is known."""
    desired: dict[str, Value] = {name: attributes[name] for name in type.names if name in attributes}
    for one in type.converted:
        if one.name in attributes:
            desired[one.name] = _desired(one, attributes[one.name], references)
    return desired


def templates(desired: Attributes, applied: Mapping[str, Remembered]) -> dict[str, tuple[str, ...]]:
    """By attribute, the texts with placeholders that a live value may come from: both sides may hold one."""
    found: dict[str, tuple[str, ...]] = {
        name: (value.template,) for name, value in applied.items() if isinstance(value, Sealed)
    }
    for name, value in desired.items():
        if isinstance(value, Secret):
            found[name] = (*found.get(name, ()), value.shown)
    return found


def live_values(
    type: ResourceType, body: Body, references: References, templates: Mapping[str, tuple[str, ...]]
) -> dict[str, Value]:
    """What the tenant answered, in attribute order; None for what the body does not hold."""
    decoded = type.decode(body)
    return {
        one.name: live_value(one, decoded[one.name], references, templates.get(one.name, ()))
        for one in type.attributes
    }


def uncertain(type: ResourceType, body: Body, readable: frozenset[tuple[str, str]]) -> frozenset[str]:
    """The attributes that are empty or not returned, and nobody can tell which.

    `readable` holds the (type, attribute) pairs that some answer of this tenant did show.
    """
    return frozenset(
        one.name
        for one in type.attributes
        if one.maybe_unreadable and one.name not in body and (type.name, one.name) not in readable
    )


def live_value(
    attribute: Attribute, value: str | None, references: References, templates: tuple[str, ...] = ()
) -> Value:
    """One decoded value in the words of the configuration; what may be or carry a credential is a Secret."""
    if value is None:
        return None
    if attribute.reference:
        return references.live(attribute.reference, value)
    if templates:
        return conceal_beside(value, *templates) if attribute.sensitive else Secret(value, HIDDEN_DIFFERS)
    return conceal(value) if attribute.sensitive else value


def _desired(attribute: Attribute, value: str | Secret, references: References) -> Value:
    if attribute.reference:
        return references.desired(attribute.reference, value) if isinstance(value, str) else value
    return conceal(value) if isinstance(value, str) else conceal_template(value)
