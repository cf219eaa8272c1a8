"""Schemas on disk are written and compared."""

from __future__ import annotations

from pathlib import Path

from provisioner.workflow import schema

NAMES = ("environments/.schema/environment.json", "environments/.schema/resources.json")


def test_missing_schemas_are_written_once(tmp_path: Path) -> None:
    assert schema.check(tmp_path) == NAMES
    assert schema.write(tmp_path) == NAMES
    assert schema.check(tmp_path) == schema.write(tmp_path) == ()


def test_only_what_differs_is_named_and_written_again(tmp_path: Path) -> None:
    schema.write(tmp_path)
    (tmp_path / NAMES[1]).write_text("{}", encoding="utf-8")
    assert schema.check(tmp_path) == schema.write(tmp_path) == NAMES[1:]
    assert schema.check(tmp_path) == ()
