"""A quick look at a value: whether it has the shape that a schema describes, and never why not.

A schema that holds a word unknown here fits nothing, so that a yes can be trusted.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from provisioner.config.node import Node, Unquoted

Schema = Mapping[str, Any]
Test = Callable[[Any], bool]
Shape = Mapping[type, Test]
"""What a value of each type has to pass."""

_NOTHING: Shape = {}
_KNOWN = frozenset(
    (
        *("description", "default", "type", "const", "enum", "pattern", "minLength", "maxLength", "minimum"),
        *("format", "properties", "patternProperties", "additionalProperties", "required", "items"),
        *("minProperties", "maxProperties"),
    )
)


def fits(node: Node, shape: Shape) -> bool:
    """Whether a value has this shape."""
    test = shape.get(type(node.value))
    return test is not None and test(node.value)


def shape(schema: Schema) -> Shape:
    """A schema made ready for many values."""
    kinds = schema.get("type", ()) if schema.keys() <= _KNOWN else ()
    tests = [_TESTS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    if "format" in schema:
        tests = [(str, _day), (Unquoted, _day)] if schema["format"] == "date" and kinds == "string" else []
    return {type: test(schema) for type, test in tests}


def _text(schema: Schema) -> Test:
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", sys.maxsize)
    if schema.keys().isdisjoint(("pattern", "const", "enum")):
        return lambda text: shortest <= len(text) <= longest
    matches, choices = re.compile(schema.get("pattern", "(?s:.*)")).fullmatch, _choices(schema)
    return lambda text: (
        shortest <= len(text) <= longest and matches(text) is not None and (not choices or text in choices)
    )


def _day(schema: Schema) -> Test:
    """A day needs no quotes."""
    matches = re.compile(schema["pattern"]).fullmatch

    def possible(value: str | Unquoted) -> bool:
        text = value.text if isinstance(value, Unquoted) else value
        try:
            return matches(text) is not None and bool(date.fromisoformat(text))
        except ValueError:
            return False

    return possible


def _whole_number(schema: Schema) -> Test:
    least, choices = schema.get("minimum", -sys.maxsize), _choices(schema)
    return lambda number: number >= least and (not choices or number in choices)


def _choices(schema: Schema) -> list[Any]:
    """The values that are possible; none where any is."""
    return [schema["const"]] if "const" in schema else schema.get("enum", [])


def _mapping(schema: Schema) -> Test:
    members = {name: shape(one) for name, one in schema.get("properties", {}).items()}
    is_key, keyed = _keyed(schema)
    required = frozenset(schema.get("required", ()))
    fewest, most = schema.get("minProperties", 0), schema.get("maxProperties", sys.maxsize)

    def whole(mapping: Mapping[str, Node]) -> bool:
        if not (required <= mapping.keys() and fewest <= len(mapping) <= most):
            return False
        for name, node in mapping.items():
            value = node.value
            inner = members.get(name) or (keyed if is_key(name) else _NOTHING)
            test = inner.get(type(value))
            if test is None or not test(value):
                return False
        return True

    return whole


def _keyed(schema: Schema) -> tuple[Callable[[str], object], Shape]:
    """What tells a key from other names, and the shape of whatever stands behind one."""
    patterns = list(schema.get("patternProperties", {}).items())
    if len(patterns) != 1:
        return lambda name: None, _NOTHING
    (key, value), *_ = patterns
    return re.compile(key).fullmatch, shape(value)


def _list(schema: Schema) -> Test:
    item = shape(schema["items"])
    return lambda items: all(fits(node, item) for node in items)


def _anything(schema: Schema) -> Test:
    return lambda value: True


_TESTS: Mapping[str, tuple[type, Callable[[Schema], Test]]] = {
    "string": (str, _text),
    "integer": (int, _whole_number),
    "boolean": (bool, _anything),
    "object": (dict, _mapping),
    "array": (list, _list),
    "null": (type(None), _anything),
}
