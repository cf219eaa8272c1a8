"""For every resource type one whole definition, and another value for each of its attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from provisioner.model.resource_type import ResourceType
from provisioner.resources import RESOURCE_TYPES
from tests.journeys.site import Site

QUEUES = {"sales": {"id": 101}, "billing": {"id": 102}}


@dataclass(frozen=True)
class Sample:
    """`whole` sets every attribute, `changed` gives each another value; references are keys of `Site`s."""

    whole: Mapping[str, str]
    changed: Mapping[str, str]


SAMPLES: Mapping[str, Sample] = {
    "webhook": Sample(
        {"name": "Orders bot", "uri": "https://bots.example.com/orders", "version": "Chat Gateway v1.0"},
        {"name": "Sales bot", "uri": "https://bots.example.com/sales?v=2", "version": "Chat Gateway v0.9"},
    ),
    "channel": Sample(
        {"name": "Shop chat", "description": "On the shop", "webhook": "first", "queue": "sales"},
        {"name": "Web chat", "description": "", "webhook": "second", "queue": "billing"},
    ),
}
"""Keyed by the name of the type; a new type needs one more."""

REFERRED: Mapping[str, Mapping[str, Any]] = {
    "webhook": {key: {"name": key, "uri": f"https://bots.example.com/{key}"} for key in ("first", "second")}
}
"""What the samples refer to, by type and key."""

ATTRIBUTES = [(type, one.name) for type in RESOURCE_TYPES for one in type.attributes]


def declare(site: Site, type: ResourceType, attributes: Mapping[str, str], **sections: Any) -> None:
    """Declare one sample as `sample` beside all that samples refer to."""
    declared = {one.plural: dict(REFERRED.get(one.name, {})) for one in RESOURCE_TYPES}
    declared[type.plural]["sample"] = dict(attributes)
    site.declare(**declared, queues=QUEUES, **sections)
