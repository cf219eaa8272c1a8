"""Edits in memory, held against the files once more before they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from provisioner.errors import RefusedError
from provisioner.workflow.revision import FileDifference, Revision

NAME = "environments/dev.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / NAME).parent.mkdir()
    (tmp_path / NAME).write_bytes(b"a:\r\n  x: p   # https://h.example.com/?token=abc\r\n  y: q\r\n")
    return tmp_path


def test_changes_are_collected_and_shown_before_they_are_written(folder: Path) -> None:
    revision = Revision(folder)
    revision.put(NAME, ("a", "y"), "r")
    revision.put(NAME, ("b", "k", "n"), "v")
    (difference,) = revision.differences()
    assert difference == FileDifference(
        NAME,
        (
            f"--- a/{NAME}",
            f"+++ b/{NAME}",
            "@@ -1,3 +1,7 @@",
            " a:",
            "   x: p   # https://h.example.com/?token=***",
            "-  y: q",
            "+  y: r",
            "+",
            "+b:",
            "+  k:",
            "+    n: v",
        ),
    )
    assert b"y: q" in (folder / NAME).read_bytes()
    revision.write()
    assert (folder / NAME).read_bytes().endswith(b"token=abc\r\n  y: r\r\n\r\nb:\r\n  k:\r\n    n: v\r\n")


def test_what_is_the_same_is_neither_shown_nor_written(folder: Path) -> None:
    revision = Revision(folder)
    revision.put(NAME, ("a", "y"), "q")
    before = (folder / NAME).stat().st_ino
    revision.write()
    assert (revision.differences(), (folder / NAME).stat().st_ino) == ((), before)


@pytest.mark.parametrize("meanwhile", ["changed", "gone"])
def test_a_file_that_changed_meanwhile_is_left_alone(folder: Path, meanwhile: str) -> None:
    revision = Revision(folder)
    revision.put(NAME, ("a", "y"), "r")
    assert revision.after
    if meanwhile == "gone":
        (folder / NAME).unlink()
    else:
        (folder / NAME).write_bytes(b"a: { x: p }\n")
    with pytest.raises(RefusedError, match="changed meanwhile"):
        revision.write()
    assert list((folder / NAME).parent.iterdir()) == ([] if meanwhile == "gone" else [folder / NAME])


def test_the_changes_can_be_pasted(folder: Path) -> None:
    revision = Revision(folder)
    revision.put(NAME, ("channels", "web", "name"), "a: b")
    assert revision.pasted() == f'in {NAME}:\n  channels:\n    web:\n      name: "a: b"'
