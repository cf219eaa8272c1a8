"""Every case of the fault catalogue has a test or a reason, and the page tells both as they are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.docs.faults import CATALOGUE, NOT_HAD
from tests.docs.reliability import PAGE, observations, page
from tests.house.source import Module, source

CASES = [case for cases in CATALOGUE.values() for case in cases]
OBSERVED = observations(source("tests"))


def test_the_page_is_what_the_tests_tell() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make reliability`"


def test_every_case_has_a_test_or_a_reason_why_not() -> None:
    assert sorted(OBSERVED.keys() | NOT_HAD.keys()) == CASES
    assert not OBSERVED.keys() & NOT_HAD.keys()


def test_the_cases_are_numbered_without_a_gap() -> None:
    assert [*range(1, len(CASES) + 1)] == CASES


def test_the_number_in_a_name_has_two_digits() -> None:
    names = [
        f"{module.place}:{node.lineno} {node.name}"
        for module in source("tests")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and re.match(r"test_faults?_(?!\d\d_)", node.name)
    ]
    assert names == []


def test_a_test_is_told_by_its_docstring_or_else_by_its_name(tmp_path: Path) -> None:
    told = written(
        tmp_path,
        "tests/a.py",
        "def test_fault_07_twins_are_told() -> None: ...\n"
        'def test_fault_07_b() -> None:\n    """Two\n    lines; 78."""\n'
        "def test_twins() -> None: ...\n",
    )
    proof_of_the_double = written(tmp_path, "tests/simulator/a.py", "def test_fault_08_x() -> None: ...\n")
    assert observations([told, proof_of_the_double]) == {7: ["Twins are told", "Two lines; 78"]}


def written(root: Path, place: str, text: str) -> Module:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Module(root, path)
