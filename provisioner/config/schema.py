"""JSON Schemas of the files for editors, made from the same models that check them.

They say draft 7 and hold no references, because that is what every editor understands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from provisioner.config.environment_file import EnvironmentFile, SharedFile
from provisioner.config.shape import ASSIGNMENTS
from provisioner.model.address import KEY_PATTERN
from provisioner.model.resource_type import ResourceType

Schema = dict[str, Any]

_DROPPED = ("title", "$defs")
_ASSIGNMENTS_SECTION: Schema = {
    "description": "The other way to say `queue:` of a channel: channel key to queue key.",
    "type": "object",
    "patternProperties": {KEY_PATTERN: {"type": ["string", "null"], "pattern": KEY_PATTERN}},
    "additionalProperties": False,
}


def schemas(types: Sequence[ResourceType]) -> dict[str, Schema]:
    """The schema of each file by the schema's file name."""
    return {
        "environment.json": _file(EnvironmentFile, types),
        "resources.json": _file(SharedFile, types),
    }


def _file(model: type[BaseModel], types: Sequence[ResourceType]) -> Schema:
    schema = _of(model, nullable=False)
    sections = {type.plural: _section(type) for type in types}
    schema["properties"] |= sections | {ASSIGNMENTS: _ASSIGNMENTS_SECTION}
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema}


def _section(type: ResourceType) -> Schema:
    definition = _of(type.model, nullable=True)
    return {
        "description": f"The {type.plural} by key; `null` removes one that an earlier layer defines.",
        "type": "object",
        "patternProperties": {KEY_PATTERN: {**definition, "type": ["object", "null"]}},
        "additionalProperties": False,
    }


def _of(model: type[BaseModel], nullable: bool) -> Schema:
    whole = model.model_json_schema()
    plain = _plain(whole, whole.get("$defs", {}), nullable)
    assert isinstance(plain, dict)
    return plain


def _plain(schema: object, parts: Schema, nullable: bool) -> Any:
    """A part of pydantic's schema without references, titles, and unions with nothing."""
    if isinstance(schema, list):
        return [_plain(one, parts, nullable) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        part = parts[schema["$ref"].rpartition("/")[2]]
        return _plain({**part, **{name: schema[name] for name in schema if name != "$ref"}}, parts, nullable)
    if "anyOf" in schema:
        return _without_union(schema, parts, nullable)
    kept = {name: schema[name] for name in schema if not _is_dropped(name, schema[name])}
    plain = {name: _plain(value, parts, nullable) for name, value in kept.items()}
    if "patternProperties" in plain:
        plain["additionalProperties"] = False
    return plain


def _without_union(schema: Schema, parts: Schema, nullable: bool) -> Schema:
    """`X | None` is X, and null beside it where null removes an attribute."""
    (inner,) = (one for one in schema["anyOf"] if one != {"type": "null"})
    rest = {name: schema[name] for name in schema if name != "anyOf"}
    plain: Schema = _plain({**inner, **rest}, parts, nullable)
    return {**plain, "type": [plain["type"], "null"]} if nullable else plain


def _is_dropped(name: str, value: object) -> bool:
    """What only pydantic needs: a `title` that is a text is a title, one that is a mapping an attribute."""
    return (name in _DROPPED and not (name == "title" and isinstance(value, dict))) or (
        name == "default" and value is None
    )
