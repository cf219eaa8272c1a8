"""What one YAML file says, every value with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from provisioner.diagnostics import Position


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A plain scalar that some YAML reader takes for something else than text; `text` is as written."""

    text: str


Scalar = str | int | bool | Unquoted | None
Plain = Scalar | dict[str, "Plain"] | list["Plain"]


class Node(NamedTuple):
    """A value, where it stands, and where the key before it stands; lines and columns count from 1."""

    value: Scalar | dict[str, Node] | list[Node]
    file: str
    line: int
    column: int
    length: int
    key_line: int
    key_column: int

    @property
    def position(self) -> Position:
        """The place of the value."""
        return Position(self.file, self.line, self.column, self.length)

    def key_position(self, key: str) -> Position:
        """The place of the key before the value."""
        return Position(self.file, self.key_line, self.key_column, len(key))

    @property
    def members(self) -> Mapping[str, Node]:
        """The entries of a mapping; none for any other value."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def plain(self) -> Plain:
        """The value without places."""
        match self.value:
            case dict(members):
                return {key: node.plain for key, node in members.items()}
            case list(items):
                return [node.plain for node in items]
            case scalar:
                return scalar

    def at(self, path: tuple[str | int, ...]) -> tuple[Node, str]:
        """The deepest node on `path` that exists, and its key (empty for the root and for list items)."""
        node, key = self, ""
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                node, key = node.value[str(step)], str(step)
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node, key = node.value[step], ""
            else:
                break
        return node, key

    def leaves(self, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str, Node]]:
        """Every scalar with its path and the nearest key before it, in reading order."""
        if isinstance(self.value, dict):
            for key, node in self.value.items():
                yield from node.leaves((*path, key))
        elif isinstance(self.value, list):
            for index, node in enumerate(self.value):
                yield from node.leaves((*path, str(index)))
        else:
            yield path, path[-1] if path else "", self
