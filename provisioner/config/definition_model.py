"""What one definition of a resource type may be, made of the type's attributes."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from provisioner.config.schema import PROTECT
from provisioner.config.sections import Section
from provisioner.model.address import KEY_PATTERN
from provisioner.model.attribute import Attribute
from provisioner.model.resource_type import ResourceType


def definition_model(type: ResourceType) -> type[Section]:
    """The model of a definition; any attribute may be absent until the layers are merged."""
    attributes: dict[str, Any] = {one.name: (str | None, _field(one)) for one in type.attributes}
    return create_model(
        type.name,
        __base__=Section,
        __doc__=type.description,
        protect=(bool, Field(default=False, description=PROTECT)),
        **attributes,
    )


def _field(attribute: Attribute) -> Any:
    return Field(
        default=None,
        description=attribute.description,
        min_length=attribute.shortest or None,
        max_length=attribute.longest,
        pattern=KEY_PATTERN if attribute.reference else None,
    )
