"""The schema of the reports holds for every document, and tells of each of its members."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from provisioner.reports.schema import report_schema
from tests.reports.conftest import FOLDER
from tests.reports.pictured import DOCUMENTS

GOLDEN = [path for path in sorted(FOLDER.rglob("*.json")) if not path.name.endswith(".gitlab.json")]


def strict(schema: Any) -> Any:
    """The same schema that knows no member but those it names."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema else {}
    return {name: strict(one) for name, one in schema.items()} | closed


VALIDATOR = Draft202012Validator(strict(report_schema()))


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(report_schema())


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_golden_document_is_valid(path: Path) -> None:
    VALIDATOR.validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_with_a_picture_is_valid(name: str) -> None:
    VALIDATOR.validate(DOCUMENTS[name])


def test_another_version_or_an_unknown_report_is_not_valid() -> None:
    failure = json.loads((FOLDER / "failure.json").read_text(encoding="utf-8"))
    assert not VALIDATOR.is_valid(failure | {"format_version": 2})
    assert not VALIDATOR.is_valid(failure | {"report": "weather"})
    assert not VALIDATOR.is_valid({name: one for name, one in failure.items() if name != "exit_code"})
