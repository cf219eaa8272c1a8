"""The report as one HTML file: no script, no request, nothing that the file itself does not hold."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from string import Template

from provisioner.reports.element import Markup, element, joined
from provisioner.reports.html_environment import Room, environment_section
from provisioner.reports.html_resource import badge
from provisioner.reports.moment import moment
from provisioner.reports.shape import AnyDocument
from provisioner.reports.sheet import Sheet, sheets
from provisioner.reports.svg import asset
from provisioner.reports.verdict import Verdict, overall, verdict, words_text

TITLES = {
    "plan": "Plan",
    "result": "Apply",
    "drift": "Drift report",
    "outdated": "Saved plan",
    "failure": "Report",
}
_LOGO = "M2 3h5c5 0 3 8 8 8h5M2 11h5c5 0 3-8 8-8h5"


def html_page(document: AnyDocument, time: str) -> str:
    """The whole page; `time` is now, in ISO 8601."""
    told = sheets(document)
    whole = overall(told)
    style = asset("page.css") + asset("map.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    room = Room.shared(len(told))
    sections = (
        environment_section(one, f"e{number}", room, one.time or time) for number, one in enumerate(told, 1)
    )
    body = (
        _header(told, whole, time, document["exit_code"]),
        element("main", _overview(told) if len(told) > 1 else None, sections),
        element("footer", element("p", "The same as data: --report json=FILE.")),
    )
    return Template(asset("page.html")).substitute(
        title=element("span", f"{whole.headline} - provisioner")
        .removeprefix("<span>")
        .removesuffix("</span>"),
        digest=digest,
        style=style,
        body=joined(body),
    )


def _header(told: Sequence[Sheet], whole: Verdict, time: str, exit_code: int) -> Markup:
    title = TITLES[told[0].report] if len({one.report for one in told}) == 1 else "Report"
    logo = element("svg", element("path", d=_LOGO), viewBox="0 0 22 14", aria_hidden="true")
    brand = (logo, element("b", "provisioner"), " ", element("span", title), " ", moment(time))
    return element(
        "header",
        element("p", brand, class_="brand"),
        element("h1", whole.headline),
        element("p", whole.sentence, f" Exit code {exit_code}." if exit_code else None, class_="lead"),
    )


def _overview(told: Sequence[Sheet]) -> Markup:
    """Every environment with its state, in the order asked for."""
    headings = (
        ("Environment", None),
        ("State", None),
        ("", None),
        ("Tenant", "wide"),
        ("Declared", "wide number"),
    )
    head = (
        element("th", text or element("span", "Details", class_="hidden"), scope="col", class_=classes)
        for text, classes in headings
    )
    return element(
        "nav",
        element(
            "table",
            element("caption", "Environments", class_="hidden"),
            element("thead", element("tr", head)),
            element("tbody", (_row(one, f"e{number}") for number, one in enumerate(told, 1))),
        ),
        class_="overview",
        aria_label="Environments",
    )


def _row(sheet: Sheet, anchor: str) -> Markup:
    judged = verdict(sheet)
    covered = f"{sheet.coverage}%" if sheet.coverage is not None else ""
    told = words_text(sheet.words) if sheet.report == "drift" and sheet.complete else judged.sentence
    return element(
        "tr",
        element("th", element("a", sheet.environment or "Command", href=f"#{anchor}"), scope="row"),
        element("td", badge(judged.word, judged.tone, judged.sign)),
        element("td", told),
        element("td", sheet.tenant, class_="wide"),
        element("td", covered, class_="wide number"),
    )
