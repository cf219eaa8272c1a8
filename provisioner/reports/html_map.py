"""The routing map in a page: the drawing, what its signs mean, and the same in words."""

from __future__ import annotations

from provisioner.plan.drift import Word
from provisioner.reports.bundle import Bundled, bundled
from provisioner.reports.diagnostics import amount
from provisioner.reports.element import Content, Markup, element
from provisioner.reports.html_resource import word_badge
from provisioner.reports.routes import Route, routes
from provisioner.reports.routing import Column, Routing
from provisioner.reports.svg import map_svg

_LEGEND = (
    ("link", "", "in the files and in the tenant"),
    ("link", "tone-alert", "only in the tenant"),
    ("link files", "tone-alert", "only in the files"),
)


def map_panel(routing: Routing, environment: str, rows: int, folded: bool) -> Content:
    """The panel of one environment's map with at most so many rows; nothing where nothing is routed."""
    if not routing.of(Column.CHANNEL):
        return None
    drawn = bundled(routing, rows)
    told = routes(routing)
    label = _label(routing, environment)
    content = (_figure(drawn, label, environment), _table(told[: 2 * rows], len(told) - 2 * rows))
    if folded:
        return element("details", element("summary", "Routing map"), content, class_="panel")
    return element("div", element("h3", "Routing map"), content, class_="panel")


def _figure(drawn: Bundled, label: str, environment: str) -> Markup:
    return element(
        "figure",
        element(
            "div",
            map_svg(drawn.routing, label),
            class_="scroll",
            role="region",
            aria_label=f"Routing map of {environment}",
            tabindex="0",
        ),
        _caption(drawn.left_out),
    )


def _label(routing: Routing, environment: str) -> str:
    counts = ", ".join(amount(len(routing.of(column)), column.value) for column in Column)
    differing = sum(one.word not in (Word.IN_SYNC, Word.UNMANAGED) for one in routing.nodes)
    return f"Routing of {environment}: {counts}; {differing} not in sync. The table below says it in words."


def _caption(left_out: int) -> Markup:
    more = f"{amount(left_out, 'more channel')} in the table below" if left_out else None
    return element(
        "figcaption",
        (_legend(*one) for one in _LEGEND),
        more and element("span", more),
    )


def _legend(classes: str, tone: str, text: str) -> Markup:
    line = element("g", element("path", class_=classes, d="M2 5H32"), class_=tone or None)
    drawing = element("svg", line, class_="map", viewBox="0 0 34 10", aria_hidden="true")
    return element("span", drawing, text, class_="legend")


def _table(told: list[Route], left_out: int) -> Markup:
    headings = ("Webhook", "Channels", "Queue", "State")
    return element(
        "details",
        element("summary", "The map in words"),
        element(
            "table",
            element("caption", "Which channels take which way", class_="hidden"),
            element("thead", element("tr", (element("th", one, scope="col") for one in headings))),
            element("tbody", map(_row, told)),
        ),
        element("p", f"{amount(left_out, 'more way')} left out here: the JSON report has them.")
        if left_out > 0
        else None,
    )


def _row(route: Route) -> Markup:
    keys = (
        element("ul", (element("li", element("code", key)) for key in route.channels), class_="inline")
        if route.channels
        else "none"
    )
    return element(
        "tr",
        element("th", route.webhook or "none", scope="row"),
        element("td", keys),
        element("td", route.queue or "none"),
        element("td", word_badge(route.word)),
    )
