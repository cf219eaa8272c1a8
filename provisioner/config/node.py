"""What one YAML file says, every value with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from provisioner.diagnostics import Position
from provisioner.model.record import record


@record
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
        return Position(self.file, self.key_line, self.key_column, max(1, len(key)))

    @property
    def members(self) -> Mapping[str, Node]:
        """The entries of a mapping; none for any other value."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> Sequence[Node]:
        """The entries of a list; none for any other value."""
        return self.value if isinstance(self.value, list) else ()

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

    def at(self, path: Sequence[str | int]) -> tuple[Node, str]:
        """The deepest node on `path` that exists, and its key (empty for the root and for list items)."""
        node, key = self, ""
        for step in path:
            below = node._below(step)
            if below is None:
                break
            node, key = below, "" if isinstance(node.value, list) else str(step)
        return node, key

    def find(self, path: Sequence[str | int]) -> Node | None:
        """The node at the end of `path`, or None."""
        node: Node | None = self
        for step in path:
            node = node._below(step) if node else None
        return node

    def _below(self, step: str | int) -> Node | None:
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and str(step).isdecimal() and int(step) < len(self.value):
            item: Node = self.value[int(step)]
            return item
        return None

    def leaves(self) -> Iterator[Node]:
        """Every scalar, in reading order."""
        match self.value:
            case dict(members):
                nodes = list(members.values())
            case list(items):
                nodes = items
            case _:
                yield self
                return
        for node in nodes:
            yield from node.leaves()
