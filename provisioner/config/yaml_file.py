"""One strict YAML text to nodes: what two readers could read differently is refused or kept as written.

Everything is read from the parser's events in one pass, so that a limit stops a hostile file before it costs
anything: no alias is ever followed and no tag is ever resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn

import yaml

from provisioner.config.node import Node, Unquoted
from provisioner.config.scalars import WORDS, read_plain
from provisioner.config.yaml_text import decode, refusal
from provisioner.diagnostics import Position
from provisioner.errors import ConfigurationError

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 16
MAX_NODES = 300_000

_STARTS = (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)
_LOADER: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LOOK = "look at this line and the one before it: indentation, quotes, brackets"
_SURROGATE = re.compile("[\ud800-\udfff]")


class Repeated(NamedTuple):
    """A key that stands twice in one mapping, and what stands behind it each time."""

    key: str
    first: Node
    second: Node


def parse(content: bytes, file: str) -> tuple[Node | None, list[Repeated]]:
    """The root of a file and its repeated keys; the root is None when the file says nothing.

    Raises ConfigurationError on anything that leaves the rest unreadable. `file` is the name in diagnostics.
    """
    builder = _Builder(decode(content, file), file)
    try:
        return builder.document(), builder.repeated
    except yaml.MarkedYAMLError as error:
        raise refusal("Not YAML", *_explain(error), _position(file, error)) from None


def events(text: str) -> Iterator[Any]:
    """The parser's events of a decoded text, each with its marks in characters.

    Any, because the types of yaml let a mark be None, which in an event of a parser none is.
    """
    return iter(_LOADER(text).get_event, None)


class _Builder:
    """One pass over the events of one file."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._events = events(text)
        self._nodes = 1
        self._known_keys: set[str] = set()
        self.repeated: list[Repeated] = []

    def document(self) -> Node | None:
        next(self._events)
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        root = self._node(next(self._events), 0, 1, 1)
        next(self._events)
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._refused(
                event, "Several documents", "a file holds one document", "split it at this `---`"
            )
        return None if root.value == Unquoted("") else root

    def _node(self, event: yaml.Event, depth: int, key_line: int, key_column: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, key_line, key_column)
        self._admit(event, depth)
        value = (
            self._mapping(depth + 1)
            if isinstance(event, yaml.MappingStartEvent)
            else self._sequence(depth + 1)
        )
        return Node(value, self._file, *_place(event), 1, key_line, key_column)

    def _scalar(self, event: Any, key_line: int, key_column: int) -> Node:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        value = self._quoted(event) if event.style else read_plain(event.value)
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        length = end.column - column if end.line == line and end.column > column else 1
        # What Node(...) does, without a call in between: most of a file is scalars.
        return tuple.__new__(Node, (value, self._file, line + 1, column + 1, length, key_line, key_column))

    def _mapping(self, depth: int) -> dict[str, Node]:
        members: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            self._count(2, event)
            key, mark, value = self._key(event), event.start_mark, next(self._events)
            line, column = mark.line + 1, mark.column + 1
            if isinstance(value, yaml.ScalarEvent):  # as nearly all are
                node = self._scalar(value, line, column)
            else:
                node = self._node(value, depth, line, column)
            if members.setdefault(key, node) is not node:
                self.repeated.append(Repeated(key, members[key], node))
        return members

    def _sequence(self, depth: int) -> list[Node]:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            self._count(1, event)
            items.append(self._node(event, depth, *_place(event)))
        return items

    def _key(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._admit(event, 0)
            raise self._refused(event, "Unusable key", "a key is one word", "write one key a line")
        text: str = event.value
        if text in self._known_keys and event.anchor is None and event.tag is None:
            return text
        self._admit(event, 0)
        if event.style:
            return text
        if text == "<<":
            raise self._refused(event, "Merge key", "`<<` is not read here", "write the members out")
        if text in WORDS or isinstance(read_plain(text), Unquoted):
            raise self._refused(
                event, "Ambiguous key", f"`{text}` is not text to every reader", f'write "{text}"'
            )
        self._known_keys.add(text)
        return text

    def _count(self, nodes: int, event: yaml.Event) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            self._refuse(event)

    def _admit(self, event: yaml.Event, depth: int) -> None:
        """Refuse what is refused everywhere: aliases, anchors, tags, and what is nested too deep."""
        if depth > MAX_DEPTH or isinstance(event, yaml.AliasEvent):
            self._refuse(event)
        assert isinstance(event, _STARTS)
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)

    def _refuse(self, event: yaml.Event) -> NoReturn:
        raise self._refused(event, *self._complaint(event))

    def _complaint(self, event: yaml.Event) -> tuple[str, str, str]:
        if self._nodes > MAX_NODES:
            return "File too large", f"more than {MAX_NODES:,} values", "split the file"
        if isinstance(event, yaml.AliasEvent):
            return "Alias", f"`*{event.anchor}` is not followed", "write the value out"
        assert isinstance(event, _STARTS)
        if event.anchor is not None:
            return "Anchor", f"`&{event.anchor}` has no use here", "write each value out"
        if event.tag is not None:
            return "Tag", "tags are not read here", "remove it; quote a value that is text"
        return "Nested too deep", f"more than {MAX_DEPTH} levels", "no file needs that"

    def _quoted(self, event: yaml.ScalarEvent) -> str:
        text: str = event.value
        if not text.isascii() and _SURROGATE.search(text):
            raise self._refused(
                event, "Not text", "half a surrogate pair is no character", "write the character"
            )
        return text

    def _refused(self, event: yaml.Event, summary: str, detail: str, hint: str) -> ConfigurationError:
        return refusal(summary, detail, hint, Position(self._file, *_place(event)))


def _place(event: Any) -> tuple[int, int]:
    """Line and column from 1."""
    return event.start_mark.line + 1, event.start_mark.column + 1


def _explain(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    problem = error.problem or "it cannot be read"
    hint = (
        'a value that holds ": " or begins with a sign needs quotes' if "mapping values" in problem else _LOOK
    )
    return f"{error.context}: {problem}" if error.context else problem, hint


def _position(file: str, error: yaml.MarkedYAMLError) -> Position:
    mark = error.problem_mark or error.context_mark
    return Position(file, mark.line + 1, mark.column + 1) if mark else Position(file, 1, 1)
