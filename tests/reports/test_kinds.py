"""Every kind of file, as it was last looked at."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from provisioner.reports.kinds import Kind, report_text
from tests.reports import samples
from tests.reports.pictured import DOCUMENTS
from tests.reports.tenants import NOW

ENDINGS = {
    Kind.HTML: "html",
    Kind.JUNIT: "xml",
    Kind.PROMETHEUS: "prom",
    Kind.GITHUB: "github.txt",
    Kind.GITLAB: "gitlab.json",
}
STYLE = re.compile(r"(?s)(?<=<style>).*?(?=</style>)|sha256-[^']+")
"""What all pages share is looked at in a browser."""

PLAINER = {Kind.TEXT: "txt", Kind.JSON: "json", Kind.MARKDOWN: "md"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (name, kind)
        for name, document in DOCUMENTS.items()
        for kind in ENDINGS
        if document["report"] != "compare" or kind is not Kind.GITLAB  # its widget counts changes
    ],
)
def test_a_picture_looks_as_it_did(name: str, kind: Kind, golden: Callable[[str, str], None]) -> None:
    text = report_text(DOCUMENTS[name], kind, NOW)
    golden(f"pictured/{name}.{ENDINGS[kind]}", STYLE.sub("[...]", text))


@pytest.mark.parametrize("kind", PLAINER)
@pytest.mark.parametrize("name", ["drift", "several"])
def test_drift_reads_as_it_did(name: str, kind: Kind, golden: Callable[[str, str], None]) -> None:
    golden(f"pictured/{name}.{PLAINER[kind]}", report_text(DOCUMENTS[name], kind, NOW))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_fault_63_no_kind_of_file_shows_a_secret(name: str, kind: Kind) -> None:
    assert samples.SECRET not in report_text(DOCUMENTS[name], kind, NOW)
