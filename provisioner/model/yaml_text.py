"""Plain data as YAML that the strict loader reads back exactly: maps, lists and scalars need no library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provisioner.model.visible import between_quotes, visible

Path = tuple[str, ...]
Line = tuple[str, Path]
"""A line, and the path of the leaf on it; empty where a map or a list begins, and for a comment."""

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_NO_NOTES: Mapping[Path, str] = {}


class Bare(str):
    """A text that stands as it was written, without quotes."""

    __slots__ = ()


def yaml_lines(
    data: Any,
    notes: Mapping[Path, str] = _NO_NOTES,
    indent: str = "",
    path: Path = (),
    *,
    short: bool = False,
) -> Iterator[Line]:
    """Two blanks an indentation; a note stands as a comment above the member its path leads to.

    With `short` a map of one leaf stands in braces on the line of its key.
    """
    if isinstance(data, Mapping):
        members = [(f"{scalar(name)}:", str(name), member) for name, member in data.items()]
    else:
        members = [("-", str(index), member) for index, member in enumerate(data)]
    for lead, name, member in members:
        inner = (*path, name)
        if inner in notes:
            yield f"{indent}{comment(notes[inner])}", ()
        if short and isinstance(member, Mapping) and len(member) == 1 and not _holds(*member.values()):
            ((name, leaf),) = member.items()
            yield f"{indent}{lead} {{ {scalar(name)}: {scalar(leaf)} }}", (*inner, name)
        elif _holds(member):
            yield f"{indent}{lead}", ()
            yield from yaml_lines(member, notes, f"{indent}  ", inner, short=short)
        else:
            yield f"{indent}{lead} {scalar(member)}", inner


def comment(text: str) -> str:
    """One line that no reader takes for anything else."""
    return f"# {visible(text)}".rstrip()


def scalar(value: Any) -> str:
    """A leaf; a text is quoted unless it can be nothing but text."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Bare():
            return str(value)
        case str():
            bare = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
            return value if bare else between_quotes(value)
        case Mapping():
            return "{}"
        case Sequence():
            return "[]"
        case _:
            return str(value)


def _holds(value: Any) -> bool:
    """Whether a value is a map or a list with something in it."""
    return isinstance(value, Mapping | Sequence) and not isinstance(value, str) and bool(value)
