"""What is said of live tenants is inert in every format, and its YAML means what the tenant said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from provisioner.config.yaml_file import parse
from provisioner.diagnostics import Diagnostic
from provisioner.reports.compare import compare_document
from provisioner.reports.export import export_document
from provisioner.reports.formats import Format, render
from provisioner.reports.shape import Single
from provisioner.reports.unmanaged import unmanaged_document
from tests.reports.portraits import Drafts, Exported, LeftOut, Unmanaged, named_comparison
from tests.reports.samples import EVIL, SALES_BOT, Managed

COMMAND = re.compile(r"^\s*::|##\[|##vso\[", re.MULTILINE)


def documents(name: str) -> list[Single]:
    """Reports in which a text of the tenant stands wherever one can."""
    drafts = Drafts((Managed(SALES_BOT, name, name),), {}, (), (LeftOut("channel", name, name, name),))
    notices = (Diagnostic(name, name, name),)
    return [
        export_document(Exported(drafts, folder=Path(name), files=(name,), notices=notices)),
        compare_document(named_comparison(name), "both", notices),
        unmanaged_document(Unmanaged(drafts, {"channels": {"web": {"name": name}}})),
    ]


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("evil", EVIL)
def test_an_evil_name_is_inert_in_what_is_said_of_tenants(evil: str, format: Format) -> None:
    for document in documents(evil):
        text = render(document, format)
        assert not COMMAND.search(text)
        assert all(line.isprintable() for line in text.splitlines())


MARKER = "<!-- provisioner:"


@pytest.mark.parametrize("evil", EVIL)
def test_an_evil_name_is_dead_in_the_markdown_of_tenants(evil: str) -> None:
    for document in documents(evil):
        text = re.sub(r"(?ms)^(`{3,})yaml$.*?^\1$", "", render(document, Format.MARKDOWN))
        outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", text).removeprefix(MARKER)
        assert not re.search(r"<!--|<script|@team|!\[|::error", outside)


@pytest.mark.parametrize("evil", [one for one in EVIL if not re.search("[\ud800-\udfff]", one)])
def test_what_is_to_be_pasted_means_what_the_tenant_said(evil: str) -> None:
    root, _ = parse(render(documents(evil)[-1]).encode(), "pasted.yaml")
    assert root is not None
    assert root.plain == {"channels": {"web": {"name": evil}}}
