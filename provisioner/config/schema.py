"""JSON Schemas of the files: what editors check by, and what the loader looks at first.

They say draft 7 and hold no references, because that is what every editor understands. What stands beside
the definitions is described by models; its schema is kept as data, for a good file has no need of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from provisioner.config.content import ASSIGNMENTS, FileKind
from provisioner.model.address import KEY_PATTERN
from provisioner.model.attribute import Attribute
from provisioner.model.resource_type import ResourceType

Schema = dict[str, Any]

HEADERS = Path(__file__).parent / "headers"
"""The schemas of everything but the definitions; a test makes them anew from the models."""

PROTECT = "Never deleted or re-pointed without `--allow-protected ADDRESS`."
"""What every definition may say, whatever its type."""

_KEY: Schema = {"type": ["string", "null"], "pattern": KEY_PATTERN}
_DRAFT = {"$schema": "http://json-schema.org/draft-07/schema#"}


def schemas(types: Sequence[ResourceType]) -> dict[str, Schema]:
    """The schema of each file by the schema's file name."""
    return {
        "environment.json": _DRAFT | file_schema(FileKind.ENVIRONMENT, types),
        "resources.json": _DRAFT | file_schema(FileKind.SHARED, types),
    }


def file_schema(kind: FileKind, types: Sequence[ResourceType]) -> Schema:
    """What a file of this kind may hold."""
    schema: Schema = json.loads((HEADERS / f"{kind}.json").read_text(encoding="utf-8"))
    assignments = "The other way to say `queue:` of a channel: channel key to queue key."
    sections = {type.plural: _section(type) for type in types} | {ASSIGNMENTS: _keyed(assignments, _KEY)}
    return {**schema, "properties": schema["properties"] | sections}


def _section(type: ResourceType) -> Schema:
    definition: Schema = {
        "description": type.description,
        "type": ["object", "null"],
        "properties": {"protect": {"description": PROTECT, "type": "boolean", "default": False}}
        | {one.name: _attribute(one) for one in type.attributes},
        "additionalProperties": False,
    }
    told = f"The {type.plural} by key; `null` removes one that an earlier layer defines."
    return _keyed(told, definition)


def _keyed(description: str, value: Schema) -> Schema:
    return {
        "description": description,
        "type": "object",
        "patternProperties": {KEY_PATTERN: value},
        "additionalProperties": False,
    }


def _attribute(attribute: Attribute) -> Schema:
    schema: Schema = {"description": attribute.description, "type": ["string", "null"]}
    if attribute.shortest:
        schema["minLength"] = attribute.shortest
    if attribute.longest is not None:
        schema["maxLength"] = attribute.longest
    return schema | (_KEY if attribute.reference else {})
