"""The words for one mistake in the shape of a file."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from provisioner.config.findings import Findings
from provisioner.config.node import Node, Unquoted
from provisioner.model.address import KEY_PATTERN
from provisioner.model.record import record

KEY_HINT = "a key begins with a small letter; small letters, digits, - and _ follow, 63 characters at most"
_EXPECTED = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "list_type": "a list",
    "greater_than_equal": "a larger number",
    "count": "a whole number",
    "limit": 'a whole number, or a share such as "30%"',
    "digits": "an id made of digits",
    "date": "a day such as 2027-03-31",
}


@record
class Subject:
    """What was checked: a node, the key before it, the model it was held against, what a person calls it."""

    node: Node
    key: str
    model: type[BaseModel]
    called: str


def report(error: ErrorDetails, subject: Subject, findings: Findings) -> None:
    """Tell one of pydantic's errors about a subject."""
    of_key = error["loc"][-1:] == ("[key]",)
    path = error["loc"][:-1] if of_key else error["loc"]
    node, key = subject.node.at(path)
    name = next((step for step in reversed(path) if isinstance(step, str)), subject.key)
    owner, called = _owner(subject, path[:-1])
    described = _described(owner, name)
    if of_key:
        own = error.get("ctx", {}).get("pattern") == KEY_PATTERN
        refuse_key(node, name, KEY_HINT if own else _described(*_parent(subject, path)), findings)
    elif error["type"] == "extra_forbidden":
        hint = findings.suggest(name, owner.model_fields, f"{called} takes {', '.join(owner.model_fields)}")
        detail = f'"{name}" is not an attribute of {called}'
        findings.error("Unknown attribute", node.key_position(name), detail, hint)
    elif error["type"] == "missing":
        place = node.key_position(key or subject.key)
        findings.error("Missing attribute", place, f'{called} has no "{name}"', f"add `{name}:`\n{described}")
    elif error["type"] == "one_of":
        inner, _ = _owner(subject, path)
        detail = f'"{name}" takes exactly one of {", ".join(inner.model_fields)}'
        findings.error("Exactly one is needed", node.key_position(name), detail, described)
    else:
        _Value(node, name, described).refuse(error, findings)


def refuse_key(node: Node, key: str, hint: str, findings: Findings) -> None:
    """Tell that something cannot be a key."""
    detail = f'"{brief(key)}" is not possible as a key'
    findings.error("Unusable key", node.key_position(key), detail, hint)


def refuse_empty(node: Node, name: str, findings: Findings) -> None:
    """Tell that nothing stands after a key."""
    hint = "write a value, or remove the line"
    findings.error("Value left empty", node.key_position(name), f'"{name}" has no value', hint)


def brief(text: str) -> str:
    """A value short enough for one line."""
    return text if len(text) <= 60 else f"{text[:57]}..."


@record
class _Value:
    """A value of the wrong sort, the name of its attribute, and what that attribute is."""

    node: Node
    name: str
    described: str

    def refuse(self, error: ErrorDetails, findings: Findings) -> None:
        """Tell what is wrong with it."""
        kind, value, place = error["type"], self.node.value, self.node.position
        written = _written(value)
        if value == Unquoted(""):
            refuse_empty(self.node, self.name, findings)
        elif value in (None, Unquoted("null")):
            detail = f'"{self.name}" cannot be removed'
            findings.error("null is not possible here", place, detail, self.described)
        elif self.name == "format_version":
            detail = "this version of the tool reads format_version 1"
            findings.error("Unknown format", place, detail, "write `format_version: 1`")
        elif (kind == "string_type" and not isinstance(value, dict | list)) or _is_choice(error, value):
            detail = f"`{written}` is not text to every YAML reader"
            findings.error("Text without quotes", place, detail, f'quote it: "{written}"')
        elif kind in _EXPECTED:
            scalar = not isinstance(value, dict | list)
            detail = f'"{self.name}" is {_EXPECTED[kind]}, not {brief(written)}'
            at = place if scalar else self.node.key_position(self.name)
            findings.error("Value not possible", at, detail, self.described)
        else:
            detail = _why(kind, error.get("ctx", {}), written, self.name)
            findings.error("Value not possible", place, detail, self.described)


def _is_choice(error: ErrorDetails, value: object) -> bool:
    """Whether a value that is not text would be one of the choices in quotes."""
    return error["type"] == "literal_error" and f"'{_written(value)}'" in error["ctx"]["expected"]


def _why(kind: str, context: Mapping[str, Any], text: str, name: str) -> str:
    match kind:
        case "string_too_short":
            return f'"{name}" is empty'
        case "string_too_long":
            return f'"{name}" has {len(text):,} characters; {context["max_length"]} is the most'
        case "literal_error":
            return f'"{brief(text)}" is not one of {context["expected"]}'.replace("'", "")
        case _:
            return f'"{brief(text)}" is not possible as "{name}"'


def _written(value: object) -> str:
    match value:
        case Unquoted(text=text):
            return text
        case bool():
            return str(value).lower()
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case _:
            return str(value)


def _described(model: type[BaseModel], name: str) -> str:
    """What an attribute is, from its docstring; for a member of a mapping, what its model is."""
    field = model.model_fields.get(name)
    return (field.description or "") if field else inspect.getdoc(model) or ""


def _owner(subject: Subject, path: tuple[int | str, ...]) -> tuple[type[BaseModel], str]:
    """The model that the last step of `path` leads to, and what a person calls it."""
    owner, called, keyed = subject.model, subject.called, False
    for step in path:
        if keyed:
            called, keyed = f"a {called.strip('`').removesuffix('s')}", False
        elif field := owner.model_fields.get(str(step)):
            called, keyed = f"`{step}`", get_origin(field.annotation) is dict
            owner = _model_in(field.annotation) or owner
    return owner, called


def _parent(subject: Subject, path: tuple[int | str, ...]) -> tuple[type[BaseModel], str]:
    """The model and the attribute that hold the mapping whose key `path` ends in."""
    owner, _ = _owner(subject, path[:-2])
    return owner, str(path[-2]) if len(path) > 1 else ""


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model inside `X`, `X | None`, `dict[str, X]` or `list[X]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for one in get_args(annotation) if (found := _model_in(one)) is not None), None)
