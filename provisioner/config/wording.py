"""The words for one mistake in the shape of a file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from provisioner.config.findings import Findings
from provisioner.config.node import Node, Unquoted

KEY_HINT = "a key begins with a small letter; small letters, digits, - and _ follow, 63 characters at most"
_EXPECTED = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "list_type": "a list",
    "greater_than_equal": "a number that is large enough",
    "limit": 'a whole number, or a share such as "30%" where one is possible',
    "digits": "an id made of digits",
}


def suggestion(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the known word nearest to `word`, or `otherwise`."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f'did you mean "{near[0]}"?' if near else otherwise


def report(error: ErrorDetails, root: Node, model: type[BaseModel], what: str, findings: Findings) -> None:
    """Tell one of pydantic's errors; `root` is the node that was checked against `model`, called `what`."""
    of_key = error["loc"][-1:] == ("[key]",)
    path = tuple(step for step in error["loc"] if isinstance(step, int) or step != "[key]")
    node, key = root.at(path)
    name = next((step for step in reversed(path) if isinstance(step, str)), what)
    owner, called = _owner(model, path[:-1], what)
    if of_key:
        findings.error("Unusable key", node.key_position(name), f'"{brief(name)}" is not a key', KEY_HINT)
    elif error["type"] == "extra_forbidden":
        takes = f"{called} takes {', '.join(owner.model_fields)}"
        hint = suggestion(name, owner.model_fields, takes)
        findings.error(
            "Unknown attribute", node.key_position(name), f'"{name}" is not an attribute of {called}', hint
        )
    elif error["type"] == "missing":
        place = node.key_position(key) if key else node.position
        findings.error("Missing attribute", place, f'{called} has no "{name}"', _described(owner, name))
    else:
        _refuse_value(error, node, name, _described(owner, name), findings)


def refuse_empty(node: Node, name: str, findings: Findings) -> None:
    """Tell that nothing stands after a key."""
    hint = "write a value, or remove the line"
    findings.error("Value left empty", node.key_position(name), f'"{name}" has no value', hint)


def brief(text: str) -> str:
    """A value short enough for one line."""
    return text if len(text) <= 60 else f"{text[:57]}..."


def _refuse_value(error: ErrorDetails, node: Node, name: str, described: str, findings: Findings) -> None:
    kind, value = error["type"], node.value
    match value:
        case Unquoted(text=""):
            refuse_empty(node, name, findings)
        case None | Unquoted(text="null"):
            findings.error(
                "null is not possible here", node.position, f'"{name}" cannot be removed', described
            )
        case Unquoted() | bool() | int() if kind in ("string_type", "literal_error"):
            written = _written(value)
            detail = f"`{written}` is not text to every YAML reader"
            findings.error("Text without quotes", node.position, detail, f'quote it: "{written}"')
        case str() if kind not in _EXPECTED:
            findings.error("Value not possible", node.position, _why(kind, error, value, name), described)
        case dict() if kind == "one_of":
            detail = f'"{name}" takes exactly one of its attributes'
            findings.error("Exactly one is needed", node.key_position(name), detail, described)
        case _:
            scalar = not isinstance(value, dict | list)
            place = node.position if scalar else node.key_position(name)
            expected = _EXPECTED.get(kind, described)
            findings.error(
                "Value not possible", place, f'"{name}" is {expected}, not {_written(value)}', described
            )


def _why(kind: str, error: ErrorDetails, text: str, name: str) -> str:
    context: Mapping[str, Any] = error.get("ctx", {})
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
            return brief(str(value))


def _described(model: type[BaseModel], name: str) -> str:
    """What the attribute is, from its docstring; empty when it has none."""
    field = model.model_fields.get(name)
    return (field.description or "") if field else ""


def _owner(model: type[BaseModel], path: tuple[int | str, ...], what: str) -> tuple[type[BaseModel], str]:
    """The model that the last step of `path` leads to, and what a person calls it."""
    owner, called, keyed = model, what, False
    for step in path:
        if keyed:
            called, keyed = f"a {called.strip('`').removesuffix('s')}", False
        elif field := owner.model_fields.get(str(step)):
            called, keyed = f"`{step}`", get_origin(field.annotation) is dict
            owner = _model_in(field.annotation) or owner
    return owner, called


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model inside `X`, `X | None`, `dict[str, X]` or `list[X]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for one in get_args(annotation) if (found := _model_in(one)) is not None), None)
