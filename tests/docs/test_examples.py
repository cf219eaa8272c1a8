"""Every YAML example loads, and every mistake of the table is told by the word that stands there."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest

from provisioner.diagnostics import Severity
from provisioner.reports.diagnostics import diagnostics_text
from provisioner.workflow.validate import validate
from tests.docs.example import ENVIRONMENT, SHARED, Example
from tests.docs.pages import PAGES, ROOT, Block, page, rows, spans, tables

YAML = [block for one in PAGES for block in one.blocks if block.language == "yaml"]
FRAGMENTS = [block for block in YAML if "in" in block.marks]
PLACES = {"file", "in", "with"}
LAID_OVER = {"environment": ENVIRONMENT, "shared": SHARED}
MISTAKES = page("docs/files.md").section("Every mistake")
SUMMARY = re.compile(r"[A-Z][A-Za-z0-9-]+( [A-Za-z0-9-]+)*|null is not possible here")
NEVER_ALONE = {"Unusable variable"}
"""Told only beside the mistake that made it so."""


def test_every_yaml_example_says_where_it_belongs() -> None:
    assert [block for block in YAML if len(block.marks.keys() & PLACES) != 1] == []


def test_the_files_of_the_readme_load(example: Example) -> None:
    reading = example.read()
    assert reading.diagnostics == ()
    assert reading.configuration is not None
    assert [str(address) for address in reading.configuration.definitions] == [
        "webhook.orders-bot",
        "channel.orders-web",
    ]


@pytest.mark.parametrize("block", FRAGMENTS, ids=lambda block: f"{block.page}-{block.text.split(':')[0]}")
def test_every_fragment_loads_in_its_place(example: Example, block: Block) -> None:
    example.lay(LAID_OVER[block.marks["in"]], block.text)
    assert example.told(Severity.ERROR) == []


@pytest.mark.parametrize(
    ("severity", "summary", "text"),
    [
        pytest.param(severity, row[0], "\n".join(spans(row[1])), id=row[0])
        for severity, table in zip((Severity.ERROR, Severity.WARNING), tables(MISTAKES), strict=True)
        for row in table
        if row[1]
    ],
)
def test_every_example_of_a_mistake_makes_it(
    example: Example, severity: Severity, summary: str, text: str
) -> None:
    example.lay(ENVIRONMENT, text)
    assert summary in example.told(severity)


def test_every_mistake_a_file_can_hold_is_documented() -> None:
    documented = {row[0] for row in rows(MISTAKES)}
    assert summaries() - NEVER_ALONE - documented == set()


def test_the_shown_mistakes_are_what_validate_tells(tmp_path: Path) -> None:
    (shown,) = (block.text for block in page("docs/files.md").blocks if "mistakes" in block.marks)
    shutil.copytree(ROOT / "environments", tmp_path / "environments")
    channels = tmp_path / "environments/shared/channels.yaml"
    text = channels.read_text(encoding="utf-8")
    text = text.replace("description:", "descripton:", 1).replace("queue: returns", "queue: retruns", 1)
    channels.write_text(text, encoding="utf-8")
    assert diagnostics_text(validate(tmp_path, ["sandbox"]).diagnostics) == shown


def summaries() -> set[str]:
    """The constant summaries that the modules reading files tell."""
    return {
        text
        for path in (ROOT / "provisioner" / "config").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for text in _summaries(node)
    }


def _summaries(node: ast.AST) -> list[str]:
    """Those handed to a call beside a place or a reason, or chosen as a pair with the way of telling."""
    match node:
        case ast.Call(func=ast.Name(id="getattr") | ast.Attribute(attr="normalize")):
            found = []
        case ast.Call(args=[first, second, *_]):
            found = [first, second]
        case ast.Tuple(elts=[ast.Attribute(), text]):
            found = [text]
        case _:
            found = []
    words = [one.value for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return [one for one in words if SUMMARY.fullmatch(one)]
