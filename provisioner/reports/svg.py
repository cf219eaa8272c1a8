"""The routing map as SVG: what differs is told by its line, a sign and a word, and by colour."""

from __future__ import annotations

from importlib.resources import files

from provisioner.plan.drift import Word
from provisioner.reports.element import Markup, element, joined
from provisioner.reports.escape import plain
from provisioner.reports.map_layout import HEIGHT, LEFTS, WIDTH, WIDTHS, Layout, Placed, layout
from provisioner.reports.routing import Column, Link, Routing, Side
from provisioner.reports.width import width
from provisioner.reports.words import sign, tone

TITLES = {Column.WEBHOOK: "Webhook", Column.CHANNEL: "Channel", Column.QUEUE: "Queue"}
_NAME_PITCH, _DETAIL_PITCH = 7.2, 6.7
_CUT = "\N{HORIZONTAL ELLIPSIS}"


def asset(name: str) -> str:
    """The text of a file that lies beside this module."""
    return (files("provisioner.reports") / "assets" / name).read_text(encoding="utf-8")


def map_svg(routing: Routing, label: str) -> Markup:
    """The drawing, to stand in a page that has the style of maps; a text alternative belongs beside it."""
    drawn = layout(routing)
    return element(
        "svg",
        _content(drawn),
        class_="map",
        viewBox=f"0 0 {WIDTH:g} {drawn.height:g}",
        role="img",
        aria_label=label,
    )


def standalone_svg(routing: Routing, label: str) -> Markup:
    """The drawing as a file of its own, which brings its style along and loads nothing."""
    drawn = layout(routing)
    return element(
        "svg",
        element("title", label),
        element("style", Markup(asset("map.css"))),
        _content(drawn),
        xmlns="http://www.w3.org/2000/svg",
        class_="map",
        viewBox=f"-16 -8 {WIDTH + 32:g} {drawn.height + 24:g}",
        width=WIDTH + 32,
        height=drawn.height + 24,
        role="img",
        aria_label=label,
    )


def _content(drawn: Layout) -> Markup:
    headings = (
        element("text", TITLES[column], class_="column", x=LEFTS[column], y=12)
        for column in Column
        if any(place[0] is column for place in drawn.nodes)
    )
    # What differs is drawn last, above what does not.
    links = sorted(drawn.links, key=lambda link: link.word != Word.IN_SYNC)
    told = {(link.channel, link.column): link for link in links if link.side is not Side.FILES}
    lines = (_link(one, drawn, told.get((one.channel, one.column), one) is one) for one in links)
    return joined((*headings, *lines, *map(_node, drawn.nodes.values())))


def _link(link: Link, drawn: Layout, signed: bool) -> Markup:
    """A link; of two that tell of one difference only one bears the sign, near its channel."""
    channel, other = drawn.nodes[Column.CHANNEL, link.channel], drawn.nodes[link.column, link.target]
    start, end = (other, channel) if link.column is Column.WEBHOOK else (channel, other)
    bend = (start.right + end.left) / 2
    curve = f"M{start.right:g} {start.middle:g}C{bend:g} {start.middle:g} {bend:g} {end.middle:g} "
    curve += f"{end.left:g} {end.middle:g}"
    if link.word == Word.IN_SYNC:
        return element("path", class_="link", d=curve)
    dotted = " files" if link.side is Side.FILES else ""
    return element(
        "g",
        element("title", f"{link.word}: {link.side}"),
        element("path", class_=f"link{dotted}", d=curve),
        (signed and _sign(link.word, channel, other)) or None,
        class_=f"tone-{tone(link.word)}",
    )


def _sign(word: str, channel: Placed, other: Placed) -> Markup:
    """A dot on the curve, three tenths of the way from the channel."""
    start, end = (channel.right, other.left) if other.left > channel.left else (channel.left, other.right)
    # Both handles of the curve stand in the middle, so its parts weigh .343, .441, .189 and .027 there.
    x = 0.343 * start + 0.63 * (start + end) / 2 + 0.027 * end
    y = 0.784 * channel.middle + 0.216 * other.middle
    return joined(
        (
            element("circle", class_="dot", cx=x, cy=y, r=8.5),
            element("text", sign(word), class_="sign", x=x, y=y + 4.5),
        )
    )


def _node(placed: Placed) -> Markup:
    node = placed.node
    differs = node.word != Word.IN_SYNC
    stack = [_rectangle(placed, 4, class_="box under")] if node.channels > 1 else []
    room = WIDTHS[node.column] - 24
    word = f"{sign(node.word)} {node.word}" if differs else ""
    taken = width(word) * _DETAIL_PITCH + 10 if differs else 0
    return element(
        "g",
        element("title", f"{node.name} ({node.detail})" if node.detail else node.name),
        *stack,
        _rectangle(placed, 0, class_="box"),
        element(
            "text", _cut(node.name, room / _NAME_PITCH), class_="name", x=placed.left + 12, y=placed.top + 15
        ),
        element(
            "text",
            _cut(node.detail, (room - taken) / _DETAIL_PITCH),
            class_="detail",
            x=placed.left + 12,
            y=placed.top + 29,
        ),
        (
            differs
            and element(
                "text", word, class_="word", x=placed.right - 10, y=placed.top + 29, text_anchor="end"
            )
        )
        or None,
        class_=f"node tone-{tone(node.word)}" if differs else "node",
    )


def _rectangle(placed: Placed, offset: float, class_: str) -> Markup:
    return element(
        "rect",
        class_=class_,
        x=placed.left + offset,
        y=placed.top + offset,
        width=WIDTHS[placed.node.column],
        height=HEIGHT,
        rx=7,
    )


def _cut(text: str, columns: float) -> str:
    """As much of a text as fits; the whole of it stands in the title and in the text alternative."""
    text = plain(text)
    if width(text) <= columns:
        return text
    while text and width(text) + 1 > columns:
        text = text[:-1]
    return text + _CUT
