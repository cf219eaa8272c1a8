"""The routing map: which webhook hears a channel, and which queue a channel leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from provisioner.model.configuration import Configuration
from provisioner.model.record import record
from provisioner.plan.drift import Word
from provisioner.reports.shape import LinkDocument, ReferenceDocument, ResourceDocument


class Column(StrEnum):
    """What stands below each other on the map, from left to right; the values are the types' names."""

    WEBHOOK = "webhook"
    CHANNEL = "channel"
    QUEUE = "queue"


_TYPES = frozenset(Column)
"""A type that was added is on no map: nothing says where it would stand."""


class Side(StrEnum):
    """Who knows of a link."""

    BOTH = "in the files and in the tenant"
    TENANT = "only in the tenant"
    FILES = "only in the files"


@record
class Node:
    """A webhook, a channel or a queue; `channels` is how many channels a node stands for."""

    column: Column
    identity: str
    name: str
    detail: str = ""
    word: str = Word.IN_SYNC
    channels: int = 1


@record
class Link:
    """From a channel to what it names in one of the other columns."""

    channel: str
    column: Column
    target: str
    word: str = Word.IN_SYNC
    side: Side = Side.BOTH


@dataclass(frozen=True)
class Routing:
    """Nodes in the order given, and the links between them."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]

    def of(self, column: Column) -> tuple[Node, ...]:
        """The nodes of one column."""
        return tuple(one for one in self.nodes if one.column is column)


def routing_of(resources: Iterable[ResourceDocument]) -> Routing:
    """The map of what a report says of every resource; what is only named by a channel has a node as well."""
    resources = tuple(one for one in resources if one["word"] != Word.FORGOTTEN)
    nodes: dict[tuple[Column, str], Node] = {}
    for one in resources:
        if one["type"] in _TYPES:
            node = _node(one)
            nodes[node.column, node.identity] = node
    links = tuple(link for one in resources if one["type"] == Column.CHANNEL for link in _links(one, nodes))
    return Routing(tuple(nodes.values()), links)


def declared_routing(configuration: Configuration) -> Routing:
    """The map of what the files say; queues by the name or the id they are bound to."""
    nodes = [
        Node(Column(address.type), address.key, definition.name, address.key)
        for address, definition in configuration.definitions.items()
        if address.type in _TYPES
    ]
    links = []
    queues: dict[str, Node] = {}
    channels = (one for one in configuration.definitions.values() if one.address.type == Column.CHANNEL)
    for channel, column in product(channels, (Column.WEBHOOK, Column.QUEUE)):
        key = channel.attributes.get(column.value)
        if isinstance(key, str):
            links.append(Link(channel.address.key, column, key))
            if column is Column.QUEUE:
                queues.setdefault(key, _bound_queue(configuration, key))
    return Routing((*nodes, *queues.values()), tuple(links))


def _bound_queue(configuration: Configuration, key: str) -> Node:
    binding = configuration.environment.queues[key]
    return Node(Column.QUEUE, key, binding.name or key, f"id {binding.id}" if binding.id else key)


def _node(resource: ResourceDocument) -> Node:
    key = resource["address"].partition(".")[2]
    return Node(Column(resource["type"]), key, resource["name"], key, resource["word"])


def _links(resource: ResourceDocument, nodes: dict[tuple[Column, str], Node]) -> Iterator[Link]:
    channel = resource["address"].partition(".")[2]
    for link in resource["links"]:
        if link["attribute"] not in _TYPES:
            continue
        column = Column(link["attribute"])
        for side, reference in _ends(link):
            node = _named(column, reference)
            nodes.setdefault((column, node.identity), node)
            yield Link(channel, column, node.identity, link["word"], side)


def _ends(link: LinkDocument) -> Iterator[tuple[Side, ReferenceDocument]]:
    desired, live = link["desired"], link["live"]
    if desired and live and (desired["id"] or _identity(desired)) == (live["id"] or _identity(live)):
        yield Side.BOTH, desired
        return
    if live:
        yield Side.TENANT, live
    if desired:
        yield Side.FILES, desired


def _named(column: Column, reference: ReferenceDocument) -> Node:
    """What a channel names; a webhook that no file declares is unmanaged, a queue never is managed."""
    key, id, name = reference["key"], reference["id"], reference["name"]
    foreign = column is Column.WEBHOOK and key is None
    detail = f"id {id}" if id and (foreign or column is Column.QUEUE) else key or ""
    word = Word.UNMANAGED if foreign else Word.IN_SYNC
    return Node(column, _identity(reference), name or key or id or "", detail, word)


def _identity(reference: ReferenceDocument) -> str:
    """A key in the files, else an id; ids are marked, as a key may look like one."""
    return reference["key"] or f"id:{reference['id']}"
