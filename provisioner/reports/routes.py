"""The routing map in words: a table of which channels take which way, for who cannot or need not see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from provisioner.model.record import record
from provisioner.plan.drift import Word
from provisioner.reports.routing import Column, Link, Node, Routing, Side
from provisioner.reports.words import gravity


@record
class Route:
    """Channels that take the same way; where the sides differ, `webhook` and `queue` tell both."""

    webhook: str
    channels: tuple[str, ...]
    queue: str
    word: str


def routes(routing: Routing) -> list[Route]:
    """One row a way, the gravest first; a webhook that no channel names has a row of its own."""
    names = {(one.column, one.identity): _named(one) for one in routing.nodes}
    ends: dict[str, dict[Column, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for link in routing.links:
        ends[link.channel][link.column].append(link)
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for channel in routing.of(Column.CHANNEL):
        told = ends[channel.identity]
        way = (
            _told(told[Column.WEBHOOK], names),
            _told(told[Column.QUEUE], names),
            _word(channel, told.values()),
        )
        groups[way].append(channel.identity)
    named = {link.target for link in routing.links if link.column is Column.WEBHOOK}
    idle = (one for one in routing.of(Column.WEBHOOK) if one.identity not in named)
    found = [Route(webhook, tuple(keys), queue, word) for (webhook, queue, word), keys in groups.items()]
    found += [Route(one.name, (), "", one.word) for one in idle]
    return sorted(found, key=lambda route: gravity(route.word))


def _named(node: Node) -> str:
    """A name, and what is to be said of a webhook itself: it is the way of all its channels."""
    return node.name if node.word == Word.IN_SYNC else f"{node.name} ({node.word})"


def _told(links: Iterable[Link], names: dict[tuple[Column, str], str]) -> str:
    links = list(links)
    texts = [names[link.column, link.target] for link in links]
    if all(link.side is Side.BOTH for link in links):
        return ", ".join(texts)
    return ", ".join(f"{text} ({link.side})" for text, link in zip(texts, links, strict=True))


def _word(channel: Node, links: Iterable[list[Link]]) -> str:
    words = {channel.word, *(link.word for group in links for link in group)}
    return min(words, key=gravity, default=Word.IN_SYNC)
