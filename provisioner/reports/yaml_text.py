"""Plain data as YAML that the loader reads back: maps, lists and scalars need no library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provisioner.reports.escape import quoted
from provisioner.reports.width import padded, width

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))

Line = tuple[str, str]
"""A line, and the dotted path of the leaf on it; empty where a map or a list begins."""


def yaml_text(data: Mapping[str, Any], origins: Mapping[str, str] | None = None) -> str:
    """Two blanks an indentation; with `origins` (dotted path to place) each leaf says where it comes from."""
    lines = list(_lines(data, "", ()))
    column = max((width(line) for line, path in lines if path), default=0) + 2
    told = origins or {}
    return "".join(
        f"{padded(line, column)}# {quoted(told[path])[1:-1]}\n" if path in told else f"{line}\n"
        for line, path in lines
    )


def _lines(data: Any, indent: str, path: tuple[str, ...]) -> Iterator[Line]:
    if isinstance(data, Mapping):
        members = [(f"{scalar(name)}:", str(name), member) for name, member in data.items()]
    else:
        members = [("-", str(index), member) for index, member in enumerate(data)]
    for lead, name, member in members:
        inner = (*path, name)
        if isinstance(member, Mapping | Sequence) and not isinstance(member, str) and member:
            yield f"{indent}{lead}", ""
            yield from _lines(member, f"{indent}  ", inner)
        else:
            yield f"{indent}{lead} {scalar(member)}", ".".join(inner)


def scalar(value: Any) -> str:
    """A leaf as YAML; a text is quoted unless it can be nothing but text."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            bare = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
            return value if bare else quoted(value)
        case Mapping():
            return "{}"
        case Sequence():
            return "[]"
        case _:
            return str(value)
