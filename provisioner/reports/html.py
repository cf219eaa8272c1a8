"""The report as one HTML file: no script, no request, nothing that the file itself does not hold."""

from __future__ import annotations

from collections.abc import Sequence

from provisioner.reports.compare_html import compare_page
from provisioner.reports.element import Markup, element
from provisioner.reports.html_environment import Room, environment_section
from provisioner.reports.html_frame import framed, page_header
from provisioner.reports.html_resource import badge
from provisioner.reports.shape import AnyDocument
from provisioner.reports.sheet import Sheet, sheets
from provisioner.reports.verdict import overall, verdict, words_text

TITLES = {
    "plan": "Plan",
    "result": "Apply",
    "drift": "Drift report",
    "outdated": "Saved plan",
    "failure": "Report",
}


def html_page(document: AnyDocument, time: str) -> str:
    """The whole page; `time` is now, in ISO 8601."""
    if document["report"] == "compare":
        return compare_page(document, time)
    told = sheets(document)
    whole = overall(told)
    room = Room.shared(len(told))
    sections = (
        environment_section(one, f"e{number}", room, one.time or time) for number, one in enumerate(told, 1)
    )
    title = TITLES[told[0].report] if len({one.report for one in told}) == 1 else "Report"
    code = f" Exit code {document['exit_code']}." if document["exit_code"] else ""
    head = page_header(title, whole.headline, whole.sentence + code, time)
    return framed(whole.headline, head, _overview(told) if len(told) > 1 else None, sections)


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
