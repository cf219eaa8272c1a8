"""What the project takes from outside is named, pinned and taken from nowhere else."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.doors import OWNERS
from tests.house.source import ROOT

LOCK = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DISTRIBUTIONS = {"yaml": "pyyaml", "pydantic_core": "pydantic"}
TEXTS = {".py", ".md", ".yaml", ".yml", ".json", ".txt"}
PLANTED = (
    *(
        "yaml",
        "requests",
        "urllib3",
        "click",
        "pydantic",
        "deepdiff",
        "json",
        "sqlite3",
        "typing",
        "provisioner",
    ),
    *("sitecustomize", "usercustomize", "_yaml", "certifi", "idna", "simplejson", "orjson", "chardet"),
)
PINNED = re.compile(r"[a-z0-9-]+==[0-9][^\n]*\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+")
PROVISIONER = Path(sys.executable).with_name("provisioner")


def required(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9-]", one)[0].lower() for one in requirements}


def locked() -> dict[str, str]:
    """Each locked distribution with the lines that belong to it."""
    blocks = re.split(r"(?m)^(?=[a-z0-9])", LOCK)[1:]
    return {block.partition("==")[0]: block for block in blocks}


def test_every_imported_library_is_a_declared_dependency() -> None:
    assert {DISTRIBUTIONS.get(library, library) for library in OWNERS} == required(PROJECT["dependencies"])


def test_the_lock_holds_every_dependency() -> None:
    wanted = required(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"])
    assert wanted <= locked().keys()


def test_fault_69_every_locked_distribution_is_pinned_with_its_hashes() -> None:
    assert [name for name, block in locked().items() if not PINNED.match(block)] == []


def test_the_lock_names_no_index() -> None:
    assert "://" not in LOCK
    assert "index-url" not in LOCK


@pytest.mark.parametrize(
    "workflow", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.name
)
def test_fault_69_every_action_of_a_workflow_is_pinned_by_its_digest(workflow: Path) -> None:
    used = re.findall(r"uses: *(\S+)", workflow.read_text(encoding="utf-8"))
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []


def test_nothing_but_the_ci_script_knows_where_the_vendors_document_lies() -> None:
    place = "/".join(("shared", "vendor"))
    folders = (ROOT / name for name in ("provisioner", "tests", "demo", "docs", "environments", ".github"))
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in TEXTS]
    files += [ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / "README.md"]
    assert [path for path in files if place in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["validate", "-e", "sandbox"], ["apply", "-e", "sandbox", "--auto-approve"]],
    ids=" ".join,
)
def test_fault_69_a_module_planted_in_the_working_folder_is_not_imported(
    tmp_path: Path, arguments: list[str]
) -> None:
    shutil.copytree(ROOT / "environments", tmp_path / "environments")
    for name in PLANTED:
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the planted one')\n", encoding="utf-8")
    ended = subprocess.run(
        [PROVISIONER, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, "planted" in ended.stdout + ended.stderr) == (0, False), ended.stderr


def test_fault_69_there_is_no_way_to_start_that_looks_into_the_working_folder(tmp_path: Path) -> None:
    """`python -m`, which puts the working folder first, does not start the tool."""
    (tmp_path / "json.py").write_text("raise SystemExit('the planted one')\n", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "provisioner", "--help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, "cannot be directly executed" in ended.stderr) == (1, True), ended.stderr
