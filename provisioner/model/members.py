"""Members of a JSON document, each of the type it must have; all functions raise ValueError."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

Member = TypeVar("Member", str, int, float, bool, dict[str, Any], list[Any])
_WORDS = {
    bool: "true or false",
    str: "a text",
    int: "a whole number",
    float: "a number",
    dict: "a mapping",
    list: "a list",
}


def parse(text: str) -> dict[str, Any]:
    """The mapping that a JSON text is."""
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("it is not whole JSON") from None
    if not isinstance(document, dict):
        raise ValueError("it is not a mapping")
    return document


def member(document: Mapping[str, Any], name: str, type: type[Member], *default: Member) -> Member:
    """The member of that name; without a default it must be there."""
    value = document.get(name, *default)
    if value.__class__ is type:
        return value
    accepted = (int, float) if type is float else type
    if isinstance(value, bool) is not (type is bool) or not isinstance(value, accepted):
        raise ValueError(f"{name!r} is missing or not {_WORDS[type]}")
    return value


def optional(document: Mapping[str, Any], name: str) -> str | None:
    """A text, None when it is missing or null."""
    return None if document.get(name) is None else member(document, name, str)


def texts(document: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts, empty when it is missing."""
    values = member(document, name, list, [])
    if values and not all(isinstance(one, str) for one in values):
        raise ValueError(f"{name!r} holds something that is not a text")
    return tuple(values)


def mappings(document: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of mappings, empty when it is missing."""
    values = member(document, name, list, [])
    if not all(isinstance(one, dict) for one in values):
        raise ValueError(f"{name!r} holds something that is not a mapping")
    return values


def others(document: Mapping[str, Any], holder: type, *known: str) -> dict[str, Any]:
    """The members that neither the dataclass `holder` nor `known` names."""
    names = _names(holder)
    if document.keys() <= names:
        return {}
    return {name: value for name, value in document.items() if name not in names and name not in known}


@cache
def _names(holder: type) -> frozenset[str]:
    return frozenset(one.name for one in fields(holder) if one.name != "extra")
