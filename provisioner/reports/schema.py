"""The JSON Schema of the report documents, made from their shape."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from provisioner.reports.shape import FORMAT_VERSION, AnyDocument

Schema = dict[str, Any]
_SIMPLE: dict[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    Any: {},
}


def report_schema() -> Schema:
    """A document is one of the reports; `report` says which. A later version may add members."""
    definitions: dict[str, Schema] = {}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Reports of provisioner, format_version {FORMAT_VERSION}",
        **_schema(AnyDocument, definitions),
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(kind: Any, definitions: dict[str, Schema]) -> Schema:
    """The schema of one annotation; what it names is put into the definitions once."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if is_typeddict(kind):
        return _reference(kind, definitions)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is list:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    if origin is NotRequired:
        return _schema(arguments[0], definitions)
    assert origin in (Union, UnionType), kind
    return {"anyOf": [_schema(one, definitions) for one in arguments]}


def _reference(kind: Any, definitions: dict[str, Schema]) -> Schema:
    name = kind.__name__.removesuffix("Document") or kind.__name__
    if name not in definitions:
        definitions[name] = {}
        hints = get_type_hints(kind, include_extras=True)
        definitions[name] = {
            "description": kind.__doc__.partition("\n")[0],
            "type": "object",
            "properties": {member: _schema(one, definitions) for member, one in hints.items()},
            "required": list(_required(hints)),
        }
    return {"$ref": f"#/$defs/{name}"}


def _required(hints: dict[str, Any]) -> Iterator[str]:
    yield from (member for member, one in hints.items() if get_origin(one) is not NotRequired)
