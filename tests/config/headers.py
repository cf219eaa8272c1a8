"""The schemas of the headers, made of their models: `python -m tests.config.headers` writes them anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from provisioner.config.content import FileKind
from provisioner.config.mistakes import MODELS
from provisioner.config.schema import HEADERS, Schema

DROPPED = ("title", "$defs")


def written() -> Iterator[tuple[FileKind, str]]:
    """Each header as it stands in its file."""
    for kind, model in MODELS.items():
        yield kind, json.dumps(schema_of(model), indent=1, ensure_ascii=False) + "\n"


def schema_of(model: type[BaseModel]) -> Schema:
    """The schema of a model, without what only pydantic needs."""
    whole = model.model_json_schema()
    plain: Schema = plainly(whole, whole.get("$defs", {}))
    return plain


def plainly(schema: object, parts: Schema) -> Any:
    """A part of pydantic's schema without references, titles, and unions with nothing."""
    if isinstance(schema, list):
        return [plainly(one, parts) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        part = parts[schema["$ref"].rpartition("/")[2]]
        return plainly({**part, **{name: schema[name] for name in schema if name != "$ref"}}, parts)
    if "anyOf" in schema:
        (inner,) = (one for one in schema["anyOf"] if one != {"type": "null"})
        return plainly({**inner, **{name: schema[name] for name in schema if name != "anyOf"}}, parts)
    kept = {name: schema[name] for name in schema if not is_dropped(name, schema[name])}
    plain = {name: plainly(value, parts) for name, value in kept.items()}
    return plain | ({"additionalProperties": False} if "patternProperties" in plain else {})


def is_dropped(name: str, value: object) -> bool:
    """A `title` that is a text is a title, one that is a mapping an attribute."""
    return (name in DROPPED and not (name == "title" and isinstance(value, dict))) or (
        name == "default" and value is None
    )


if __name__ == "__main__":
    for kind, text in written():
        (HEADERS / f"{kind}.json").write_text(text, encoding="utf-8")
