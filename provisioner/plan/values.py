"""Attribute values in the words of the configuration, from a definition and from a live body."""

from __future__ import annotations

from collections.abc import Mapping

from provisioner.model.attribute import Attribute
from provisioner.model.references import References
from provisioner.model.resource_type import Body, ResourceType
from provisioner.model.uri import conceal, conceal_template
from provisioner.model.value import Secret, Value


def desired_values(
    type: ResourceType, attributes: Mapping[str, str | Secret], references: References
) -> dict[str, Value]:
    """What the files ask for, in attribute order; references carry the id where it is known."""
    return {
        one.name: _desired(one, attributes[one.name], references)
        for one in type.attributes
        if one.name in attributes
    }


def live_values(type: ResourceType, body: Body, references: References) -> dict[str, Value]:
    """What the tenant answered, in attribute order; None for what the body does not hold."""
    decoded = type.decode(body)
    return {one.name: live_value(one, decoded[one.name], references) for one in type.attributes}


def live_value(attribute: Attribute, value: str | None, references: References) -> Value:
    """One decoded value in the words of the configuration; a URI that carries a credential is a Secret."""
    if value is None:
        return None
    if attribute.reference:
        return references.live(attribute.reference, value)
    return conceal(value) if attribute.sensitive else value


def _desired(attribute: Attribute, value: str | Secret, references: References) -> Value:
    if attribute.reference and isinstance(value, str):
        return references.desired(attribute.reference, value)
    if attribute.sensitive:
        return conceal(value) if isinstance(value, str) else conceal_template(value)
    return value
