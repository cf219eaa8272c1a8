"""A unified diff that git would make, in time that grows with the text alone."""

from __future__ import annotations

import difflib
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.workflow.difference import unified

LINES = st.lists(st.sampled_from(["a", "b", "  c:", "", "d", "e", "f"]), max_size=30)


def applied(before: list[str], diff: list[str]) -> list[str]:
    """What a patch makes of a text; every line it names must be there."""
    result, place = [], 0
    for line in diff[2:]:
        if line.startswith("@@"):
            start, _, length = line.split()[1][1:].partition(",")
            first = int(start) - (length != "0")
            result += before[place:first]
            place = first
        elif line[0] == "+":
            result.append(line[1:])
        else:
            assert before[place] == line[1:]
            result += [line[1:]] * (line[0] == " ")
            place += 1
    return result + before[place:]


@given(LINES, LINES)
def test_the_difference_turns_one_text_into_the_other(before: list[str], after: list[str]) -> None:
    assert applied(before, list(unified("f", before, after))) == after


@given(st.lists(st.integers(), unique=True, max_size=40), st.sets(st.integers(0, 40)))
def test_of_distinct_lines_it_is_the_usual_one(numbers: list[int], changed: set[int]) -> None:
    before = [str(number) for number in numbers]
    after = [f"{line} changed" if place in changed else line for place, line in enumerate(before)]
    usual = difflib.unified_diff(before, after, "a/f", "b/f", lineterm="")
    assert list(unified("f", before, after)) == list(usual)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["a"], []),
        ([], ["a"]),
        (["a", "b"], ["b", "a"]),
        ([str(number) for number in range(20)], ["x", *(str(number) for number in range(1, 20))]),
    ],
)
def test_git_takes_it(tmp_path: Path, before: list[str], after: list[str]) -> None:
    (tmp_path / "f").write_text("".join(f"{line}\n" for line in before), encoding="utf-8")
    patch = "".join(f"{line}\n" for line in unified("f", before, after))
    subprocess.run(["git", "apply", "-"], input=patch, text=True, check=True, cwd=tmp_path)
    found = (tmp_path / "f").read_text(encoding="utf-8") if (tmp_path / "f").exists() else ""
    assert found.splitlines() == after


def test_the_same_has_no_difference() -> None:
    assert list(unified("f", ["a", "b"], ["a", "b"])) == []
    assert list(unified("f", [], [])) == []
