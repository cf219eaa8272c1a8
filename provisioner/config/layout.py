"""Where each part of a YAML text stands, in characters: what an edit has to know and a reader has not."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from provisioner.config.yaml_file import events
from provisioner.model.record import record

_BLANK_LINES = re.compile(r"(?:\r?\n *)+\Z")
_LINE_END = re.compile(r"\r?\n *\Z")


@record
class Leaf:
    """A scalar or a list; `style` is its quote or block sign, empty for a plain one.

    A block scalar ends before the line end that ends it, and before blank lines that are not part of it.
    """

    start: int
    end: int
    style: str


@record
class Branch:
    """A mapping, from its first key or its bracket on; `flow` says that brackets enclose it."""

    start: int
    end: int
    flow: bool
    entries: dict[str, Entry]

    @property
    def last(self) -> Entry:
        """The last entry; there must be one."""
        return next(reversed(self.entries.values()))


@record
class Entry:
    """A key, from `start` to `end`, and what stands behind it."""

    start: int
    end: int
    quoted: bool
    column: int
    node: Leaf | Branch


def layout(text: str) -> Branch:
    """The layout of a text that is known to hold one mapping, no anchor and no tag."""
    parsed = events(text)
    next(parsed)
    next(parsed)
    root = _node(text, parsed, next(parsed))
    assert isinstance(root, Branch)
    return root


def _node(text: str, parsed: Iterator[yaml.Event], event: yaml.Event) -> Leaf | Branch:
    start, end = _span(event)
    if isinstance(event, yaml.MappingStartEvent):
        return _branch(text, parsed, start, bool(event.flow_style))
    if isinstance(event, yaml.SequenceStartEvent):
        return _list(text, parsed, start, bool(event.flow_style))
    assert isinstance(event, yaml.ScalarEvent)
    if event.style in ("|", ">"):
        end = start + len(_trimmed(text[start:end]))
    return Leaf(start, end, event.style or "")


def _branch(text: str, parsed: Iterator[yaml.Event], start: int, flow: bool) -> Branch:
    entries: dict[str, Entry] = {}
    while not isinstance(event := next(parsed), yaml.MappingEndEvent):
        assert isinstance(event, yaml.ScalarEvent)
        assert event.start_mark is not None
        quoted, column = bool(event.style), event.start_mark.column
        entries[event.value] = Entry(*_span(event), quoted, column, _node(text, parsed, next(parsed)))
    ends = [entry.node.end for entry in entries.values()]
    return Branch(start, _span(event)[1] if flow else max(ends, default=start), flow, entries)


def _list(text: str, parsed: Iterator[yaml.Event], start: int, flow: bool) -> Leaf:
    ends = [start]
    while not isinstance(event := next(parsed), yaml.SequenceEndEvent):
        ends.append(_node(text, parsed, event).end)
    return Leaf(start, _span(event)[1] if flow else ends[-1], "")


def _span(event: yaml.Event) -> tuple[int, int]:
    assert event.start_mark is not None
    assert event.end_mark is not None
    return event.start_mark.index, event.end_mark.index


def _trimmed(block: str) -> str:
    """Without the line end that ends it; blank lines at its end count only where `+` keeps them."""
    header = block.partition("\n")[0].partition("#")[0]
    return (_LINE_END if "+" in header else _BLANK_LINES).sub("", block)
