"""Every report in every format, as it was last looked at."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from provisioner.diagnostics import Diagnostic, Position, Severity
from provisioner.plan.drift import drift_of
from provisioner.reports.compare import compare_document
from provisioner.reports.configuration import rendering_document, state_document, validation_document
from provisioner.reports.document import failure_document, outdated_document, plan_document, several_document
from provisioner.reports.drift import GRAVE, Verdict, drift_document, unknown_document
from provisioner.reports.edit import Errand, edit_document
from provisioner.reports.export import export_document
from provisioner.reports.formats import Format, render
from provisioner.reports.history import history_document
from provisioner.reports.listing import listing_document
from provisioner.reports.output import output_document
from provisioner.reports.queues import queues_document
from provisioner.reports.result import result_document
from provisioner.reports.shape import AnyDocument
from provisioner.reports.style import Style
from provisioner.reports.unmanaged import unmanaged_document
from provisioner.workflow.revision import Edits
from tests.reports import edits, portraits, samples

WARNING = Diagnostic("Punycode host", "xn--e1a", position=Position("a.yaml", 1, 1), severity=Severity.WARNING)
RENDERED = {"environment": "prod", "guards": {"allowed_hosts": ["*.example.com"], "deletes": False}}
CHECKED = (
    samples.Checked("dev", True, {"webhooks": 1, "channels": 2}),
    samples.Checked("staging", False, {}),
)
DOCUMENTS: dict[str, AnyDocument] = {
    "plan": plan_document(samples.PLAN),
    "plan-refused": plan_document(samples.PLAN, [samples.REFUSAL], 6),
    "plan-empty": plan_document(samples.EMPTY),
    "plan-saved": plan_document(replace(samples.PLAN, changes=(samples.OLD,)), file="a plan.json"),
    "outdated": outdated_document(samples.PLAN, samples.EMPTY, [samples.OUTDATED], 6),
    "result": result_document(samples.RESULT),
    "result-done": result_document(samples.DONE),
    "result-nothing": result_document(samples.NOTHING),
    "result-unsaved": result_document(samples.UNSAVED),
    "drift": drift_document(samples.DRIFT, samples.TUESDAY, None, Verdict(GRAVE)),
    "drift-since": drift_document(samples.DRIFT, samples.TUESDAY, samples.SINCE, Verdict((), exit_zero=True)),
    "drift-none": drift_document(drift_of(samples.EMPTY), samples.TUESDAY, None, Verdict(GRAVE)),
    "drift-unknown": unknown_document(samples.UNKNOWN, Verdict(GRAVE)),
    "history": history_document("prod", samples.RUNS),
    "history-empty": history_document("prod", ()),
    "listing": listing_document("prod", samples.LISTING),
    "listing-empty": listing_document("prod", samples.Listing((), 100)),
    "queues": queues_document("prod", samples.QUEUES),
    "export": export_document(
        portraits.Exported(portraits.DRAFTS, secrets_to=Path("prod.env"), notices=(WARNING,))
    ),
    "export-empty": export_document(portraits.Exported(portraits.Drafts())),
    "unmanaged": unmanaged_document(
        portraits.Unmanaged(portraits.DRAFTS, portraits.SECTIONS, frozenset({samples.SALES_WEB}))
    ),
    "unmanaged-empty": unmanaged_document(portraits.Unmanaged(portraits.Drafts())),
    "compare": compare_document(portraits.TWO, "both", [WARNING], 2),
    "compare-matrix": compare_document(portraits.THREE, "both"),
    "compare-live": compare_document(portraits.TWO, "live"),
    "compare-same": compare_document(portraits.NONE, "config"),
    "output": output_document("prod", samples.MANAGED),
    "validation": validation_document(CHECKED, [samples.REFUSAL, WARNING], 78),
    "rendering": rendering_document("prod", RENDERED, {"environment": "prod.yaml:2"}),
    "edit": edit_document(Errand("accept", "prod"), edits.EDITS),
    "edit-dry": edit_document(
        Errand("promote", "prod", "staging"),
        replace(edits.EDITS, written=False),
        [samples.WEB, samples.OLD],
        ["whether staging has drift"],
    ),
    "edit-nothing": edit_document(Errand("accept", "prod"), Edits((), (), (), written=False)),
    "state": state_document("prod", {"serial": 2, "bindings": {"webhook.sales-bot": {"id": "9f1Zk2"}}}),
    "failure": failure_document([samples.REFUSAL], 78),
    "several": several_document([plan_document(samples.EMPTY), failure_document([samples.REFUSAL], 69)]),
}
ENDINGS = {Format.TEXT: "txt", Format.JSON: "json", Format.MARKDOWN: "md"}


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_report_looks_as_it_did(name: str, format: Format, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.{ENDINGS[format]}", render(DOCUMENTS[name], format))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_json_is_the_document_itself(name: str) -> None:
    assert json.loads(render(DOCUMENTS[name], Format.JSON)) == DOCUMENTS[name]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_report_names_its_version_and_its_exit_code(name: str) -> None:
    document = DOCUMENTS[name]
    assert document["format_version"] == 1
    assert isinstance(document["exit_code"], int)


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("format", Format)
def test_no_report_shows_a_secret(name: str, format: Format) -> None:
    assert samples.SECRET not in render(DOCUMENTS[name], format)


@pytest.mark.parametrize("name", ["plan", "result", "drift", "outdated", "validation", "several"])
def test_a_colour_adds_nothing_but_colour(name: str) -> None:
    import re

    coloured = render(DOCUMENTS[name], Format.TEXT, Style(colour=True))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(DOCUMENTS[name])
