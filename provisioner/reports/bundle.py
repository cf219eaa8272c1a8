"""A routing map small enough to be looked at: what is in sync and goes the same way becomes one node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from provisioner.plan.drift import Word
from provisioner.reports.diagnostics import amount
from provisioner.reports.routing import Column, Link, Node, Routing

ROOMY = 24
"""So many channels are shown one by one, whatever they are."""

Route = tuple[tuple[Column, str], ...]


@dataclass(frozen=True)
class Bundled:
    """The map that is drawn, and how many channels are left out of it."""

    routing: Routing
    left_out: int


def bundled(routing: Routing, rows: int) -> Bundled:
    """At most so many rows of channels: those that differ before the others, many on one route before few."""
    channels = routing.of(Column.CHANNEL)
    links = _by_channel(routing.links)
    if len(channels) <= min(ROOMY, rows):
        return Bundled(routing, 0)
    differing = [one for one in channels if _differs(one, links[one.identity])]
    groups = _groups((one for one in channels if not _differs(one, links[one.identity])), links)
    kept = differing[:rows]
    kept += [_merged(group) for group in groups[: rows - len(kept)]]
    left = len(channels) - sum(one.channels for one in kept)
    return Bundled(_restricted(routing, kept, links), left)


def _by_channel(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.channel].append(link)
    return found


def _differs(channel: Node, links: Iterable[Link]) -> bool:
    return any(word != Word.IN_SYNC for word in (channel.word, *(link.word for link in links)))


def _groups(channels: Iterable[Node], links: dict[str, list[Link]]) -> list[list[Node]]:
    """Channels by their route, the most travelled first."""
    groups: dict[Route, list[Node]] = defaultdict(list)
    for one in channels:
        groups[tuple((link.column, link.target) for link in links[one.identity])].append(one)
    return sorted(groups.values(), key=len, reverse=True)


def _merged(group: list[Node]) -> Node:
    first = group[0]
    if len(group) == 1:
        return first
    return replace(first, name=amount(len(group), "channel"), detail=Word.IN_SYNC, channels=len(group))


def _restricted(routing: Routing, channels: list[Node], links: dict[str, list[Link]]) -> Routing:
    """The kept channels, what they lead to, and what differs by itself."""
    kept = tuple(chain.from_iterable(links[one.identity] for one in channels))
    named = {(link.column, link.target) for link in kept}
    others = (
        one
        for one in routing.nodes
        if one.column is not Column.CHANNEL
        and ((one.column, one.identity) in named or one.word not in (Word.IN_SYNC, Word.UNMANAGED))
    )
    return Routing((*others, *channels), kept)
