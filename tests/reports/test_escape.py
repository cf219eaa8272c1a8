"""Nothing a tenant or a file says acts on its reader."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.reports.document import plan_document
from provisioner.reports.escape import cell, code, json_text, plain, quoted
from provisioner.reports.formats import Format, render
from tests.reports.samples import EVIL, named, named_documents

ANY_TEXT = st.text(st.characters())
MARKER = re.compile(r"(?m)^<!-- provisioner(:[\w.-]+)? -->$")
COMMAND = re.compile(r"^\s*::|##\[|##vso\[", re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sales bot", "Sales bot"),
        ("é 漢字", "é 漢字"),
        ("\x1b[31m", r"\x1b[31m"),
        ("a\r\n\tb", r"a\r\n\tb"),
        ("\u202egpj", r"\u202egpj"),
        ("\u200b", r"\u200b"),
        ("\udc80", r"\udc80"),
        ("\U000e0041", r"\U000e0041"),
        ("\u3164", r"\u3164"),
        ("##vso[a]", r"\x23#vso[a]"),
        ("##[a]", r"\x23#[a]"),
        ("## a", "## a"),
        ("::error::a", r"\x3a:error::a"),
        ("  ::error::a", r"  \x3a:error::a"),
        ("a::b", "a::b"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_the_ends_of_a_quoted_text_are_not_in_doubt() -> None:
    assert quoted('a" -> "b\\') == r'"a\" -> \"b\\"'


@given(ANY_TEXT)
def test_a_plain_text_is_one_visible_line(text: str) -> None:
    shown = plain(text)
    assert shown.isprintable()
    assert shown.splitlines() in ([], [shown])
    assert not re.search(r"##(vso)?\[", shown)
    assert not any(unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp") for one in shown)


@given(st.text(st.sampled_from("`|a <@!\n")))
def test_a_code_span_ends_where_it_should(text: str) -> None:
    span = code(text)
    fence = re.match("`+", span)
    assert fence
    inner = span[len(fence[0]) : -len(fence[0])]
    assert span.endswith(fence[0])
    assert fence[0] not in re.findall("`+", inner)
    assert "\n" not in span


def test_a_bar_does_not_end_a_cell() -> None:
    assert cell("a|b") == "`a\\|b`"


@given(st.dictionaries(ANY_TEXT, ANY_TEXT))
def test_escaped_json_means_the_same_and_is_pure(data: dict[str, str]) -> None:
    text = json_text(json.dumps(data))
    assert json.loads(text) == data
    assert text.isascii()
    assert not re.search(r"##(vso)?\[|\x7f", text)


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("evil", EVIL)
def test_fault_65_an_evil_name_is_inert_wherever_it_stands(evil: str, format: Format) -> None:
    for document in named_documents(evil):
        text = render(document, format)
        assert not COMMAND.search(text)
        assert all(line.isprintable() for line in text.splitlines())
        text.encode("utf-8")


@pytest.mark.parametrize("evil", EVIL)
def test_fault_66_an_evil_name_is_dead_in_markdown(evil: str) -> None:
    for document in named_documents(evil):
        text = MARKER.sub("", render(document, Format.MARKDOWN))
        unfenced = re.sub(r"(?ms)^(`{3,})\w+$.*?^\1$", "", text)
        outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", unfenced)
        assert not re.search(r"<!--|<script|@team|!\[|::error", outside)


def test_json_keeps_an_evil_name_as_it_is() -> None:
    for evil in EVIL:
        change = json.loads(render(plan_document(named(evil)), Format.JSON))["changes"][0]
        assert change["name"] == evil
