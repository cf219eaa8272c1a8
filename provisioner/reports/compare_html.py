"""A comparison as a page: a matrix, then each difference with the values of every side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from provisioner.reports.compare import DIFFERENT, ON_PURPOSE
from provisioner.reports.compare_text import (
    BASES,
    cause_words,
    compare_line,
    headline,
    matrix,
    of_word,
    presence_words,
    values,
)
from provisioner.reports.element import Content, Markup, element
from provisioner.reports.html_environment import diagnostics, panel
from provisioner.reports.html_frame import framed, page_header
from provisioner.reports.html_resource import badge
from provisioner.reports.shape import ComparedDocument, CompareDocument, DivergenceDocument
from provisioner.reports.words import Tone

_MOST = 500
"""Cards of one word, and rows of the matrix."""

_LOOKS = {DIFFERENT: (Tone.ALERT, "!"), ON_PURPOSE: (Tone.CALM, "=")}


def compare_page(document: CompareDocument, time: str) -> str:
    """What really differs first; what is meant to is folded."""
    sentence = f"{compare_line(document)} Compared {BASES[document['basis']]}."
    header = page_header("Comparison", headline(document), sentence, time)
    section = element(
        "section",
        element("h2", "Comparison", id="comparison", class_="hidden"),
        _tenants(document),
        _matrix(document) if len(document["environments"]) > 2 else None,
        panel("What differs", _cards(of_word(document, DIFFERENT))),
        _folded("What is meant to differ", of_word(document, ON_PURPOSE)),
        panel("Notices", diagnostics(document["notices"])),
        class_="environment",
        aria_labelledby="comparison",
    )
    return framed(headline(document), header, section)


def _tenants(document: CompareDocument) -> Content:
    rows = (
        (element("th", one["environment"], scope="row"), element("td", f"{one['tenant']}, {one['endpoint']}"))
        for one in document["environments"]
    )
    return panel("Environments", _table(("Environment", "Tenant"), rows))


def _matrix(document: CompareDocument) -> Content:
    if not document["resources"]:
        return None
    head, *rows = matrix(document)
    table = _table(("Resource", *head[1:-1], "State"), map(_row, rows[:_MOST]))
    title = "At a glance: in one row, the same letter says the same"
    scroll = element("div", table, class_="scroll", role="region", aria_label=title, tabindex="0")
    return panel(title, [scroll, _more(len(rows) - _MOST)])


def _row(cells: Sequence[str]) -> list[Markup]:
    return [element("th", cells[0], scope="row"), *(element("td", one) for one in cells[1:])]


def _table(head: Iterable[str], rows: Iterable[Iterable[Content]]) -> Markup:
    return element(
        "table",
        element("thead", element("tr", (element("th", one, scope="col") for one in head))),
        element("tbody", (element("tr", *row) for row in rows)),
    )


def _cards(resources: Sequence[ComparedDocument]) -> Content:
    if not resources:
        return None
    return [*map(_card, resources[:_MOST]), _more(len(resources) - _MOST)]


def _more(rest: int) -> Content:
    return element("p", f"{rest} more; the JSON report tells all in full.") if rest > 0 else None


def _folded(title: str, resources: Sequence[ComparedDocument]) -> Content:
    if not resources:
        return None
    summary = element("summary", element("h3", f"{title} ({len(resources)})"))
    return element("details", summary, _cards(resources), class_="panel")


def _card(compared: ComparedDocument) -> Markup:
    presence, differences = presence_words(compared), compared["differences"]
    return element(
        "article",
        element(
            "h4",
            badge(compared["word"], *_LOOKS[compared["word"]]),
            " ",
            element("span", compared["name"]),
            " ",
            element("span", compared["address"] or compared["type"], class_="address"),
        ),
        element("p", presence, class_="why") if presence else None,
        element("dl", map(_divergence, differences), class_="differences") if differences else None,
        class_="resource",
    )


def _divergence(divergence: DivergenceDocument) -> Markup:
    cause = cause_words(divergence["cause"])
    return element(
        "div",
        element("dt", divergence["attribute"], element("small", cause) if cause else None),
        (_side(names, value) for names, value in values(divergence)),
    )


def _side(names: str, value: str) -> Markup:
    return element("dd", element("span"), element("span", names), element("span", value), class_="side")
