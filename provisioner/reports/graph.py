"""The routing map as Mermaid, DOT or SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import assert_never

from provisioner.reports.escape import in_double_quotes, mermaid
from provisioner.reports.routing import Column, Node, Routing
from provisioner.reports.svg import standalone_svg

TITLES = {Column.WEBHOOK: "Webhooks", Column.CHANNEL: "Channels", Column.QUEUE: "Queues"}


class GraphFormat(StrEnum):
    """How the map can be written."""

    MERMAID = "mermaid"
    DOT = "dot"
    SVG = "svg"


def graph_text(routing: Routing, environment: str, format: GraphFormat) -> str:
    """The whole map, ending with a line break."""
    match format:
        case GraphFormat.MERMAID:
            return "".join(f"{line}\n" for line in _mermaid(routing))
        case GraphFormat.DOT:
            return "".join(f"{line}\n" for line in _dot(routing, environment))
        case GraphFormat.SVG:
            return standalone_svg(routing, f"Routing of {environment}") + "\n"
        case _:
            assert_never(format)


def _mermaid(routing: Routing) -> Iterator[str]:
    ids = _ids(routing)
    yield "flowchart LR"
    for column in Column:
        yield f'  subgraph {TITLES[column]}["{TITLES[column]}"]'
        yield from (
            f'    {ids[column, one.identity]}["{_label(one, mermaid, "<br>")}"]' for one in routing.of(column)
        )
        yield "  end"
    yield from (f"  {before} --> {after}" for before, after in _pairs(routing, ids))


def _dot(routing: Routing, environment: str) -> Iterator[str]:
    ids = _ids(routing)
    yield f'digraph "{in_double_quotes(environment)}" {{'
    yield "  rankdir=LR;"
    yield '  node [shape=box, style=rounded, fontname="sans-serif"];'
    for column in Column:
        yield f'  subgraph "cluster_{column}" {{'
        yield f'    label="{TITLES[column]}";'
        yield from (
            f'    {ids[column, one.identity]} [label="{_label(one, in_double_quotes, chr(92) + "n")}"];'
            for one in routing.of(column)
        )
        yield "  }"
    yield from (f"  {before} -> {after};" for before, after in _pairs(routing, ids))
    yield "}"


def _ids(routing: Routing) -> dict[tuple[Column, str], str]:
    """A number behind a letter: no name of a file can be a word of the format."""
    return {
        (column, one.identity): f"{column[0]}{number}"
        for column in Column
        for number, one in enumerate(routing.of(column), 1)
    }


def _label(node: Node, escaped: Callable[[str], str], line_break: str) -> str:
    lines = [node.name] if node.detail in ("", node.name) else [node.name, node.detail]
    return line_break.join(map(escaped, lines))


def _pairs(routing: Routing, ids: dict[tuple[Column, str], str]) -> Iterator[tuple[str, str]]:
    """Both ends of each link, from left to right."""
    for link in routing.links:
        channel, other = ids[Column.CHANNEL, link.channel], ids[link.column, link.target]
        yield (other, channel) if link.column is Column.WEBHOOK else (channel, other)
