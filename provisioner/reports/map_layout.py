"""Where each node of a routing map stands: three columns, neighbours side by side, no two on one spot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from provisioner.model.record import record
from provisioner.reports.routing import Column, Link, Node, Routing, Side

ROW = 43.0
HEIGHT = 35.0
TOP = 26.0
WIDTHS = {Column.WEBHOOK: 230.0, Column.CHANNEL: 260.0, Column.QUEUE: 210.0}
LEFTS = {Column.WEBHOOK: 1.0, Column.CHANNEL: 340.0, Column.QUEUE: 709.0}
WIDTH = LEFTS[Column.QUEUE] + WIDTHS[Column.QUEUE] + 1

Place = tuple[Column, str]


@record
class Placed:
    """A node and its upper left corner."""

    node: Node
    left: float
    top: float

    @property
    def right(self) -> float:
        return self.left + WIDTHS[self.node.column]

    @property
    def middle(self) -> float:
        return self.top + HEIGHT / 2


@dataclass(frozen=True)
class Layout:
    """The drawing's height, its nodes by place, and the links to draw between them."""

    height: float
    nodes: Mapping[Place, Placed]
    links: tuple[Link, ...]


def layout(routing: Routing) -> Layout:
    """Channels below each other by where they lead; the others at the middle of what leads to them."""
    channels = _ordered(routing)
    rows = {one.identity: float(row) for row, one in enumerate(channels)}
    nodes: dict[Place, Placed] = {}
    for column, members in (
        (Column.WEBHOOK, _centred(Column.WEBHOOK, routing, rows)),
        (Column.CHANNEL, [(one, rows[one.identity]) for one in channels]),
        (Column.QUEUE, _centred(Column.QUEUE, routing, rows)),
    ):
        for node, row in members:
            nodes[column, node.identity] = Placed(node, LEFTS[column], TOP + row * ROW)
    height = max((one.top for one in nodes.values()), default=TOP) + HEIGHT + 1
    return Layout(height, nodes, routing.links)


def _ordered(routing: Routing) -> list[Node]:
    """By webhook, then queue, each in the order in which they are first named: few links cross."""
    webhooks = {one.identity: rank for rank, one in enumerate(routing.of(Column.WEBHOOK))}
    queues = {one.identity: rank for rank, one in enumerate(routing.of(Column.QUEUE))}
    ends: dict[str, dict[Column, str]] = defaultdict(dict)
    for link in routing.links:
        if link.side is not Side.TENANT or link.column not in ends[link.channel]:
            ends[link.channel][link.column] = link.target

    def rank(channel: Node) -> tuple[int, int]:
        ended = ends[channel.identity]
        return (
            webhooks.get(ended.get(Column.WEBHOOK, ""), len(webhooks)),
            queues.get(ended.get(Column.QUEUE, ""), len(queues)),
        )

    return sorted(routing.of(Column.CHANNEL), key=rank)


def _centred(column: Column, routing: Routing, rows: Mapping[str, float]) -> list[tuple[Node, float]]:
    """Each node at the mean row of the channels that name it, moved down as far as the one above needs."""
    named: dict[str, list[float]] = defaultdict(list)
    for link in routing.links:
        if link.column is column:
            named[link.target].append(rows[link.channel])
    wanted = [(_mean(named[one.identity], len(rows)), one) for one in routing.of(column)]
    placed: list[tuple[Node, float]] = []
    for mean, node in sorted(wanted, key=lambda one: one[0]):
        above = placed[-1][1] + 1 if placed else 0.0
        placed.append((node, max(mean, above)))
    return placed


def _mean(rows: Iterable[float], none: float) -> float:
    rows = list(rows)
    return sum(rows) / len(rows) if rows else float(none)
