"""The command line chooses what is measured."""

from __future__ import annotations

import pytest

from benchmarks.case import Case, Scenario
from benchmarks.environment import Size
from benchmarks.selection import selection


def test_one_case_can_be_chosen() -> None:
    chosen = selection(["--only", "noop", "--size", "1000", "--latency", "50", "--connections", "8"])
    assert list(chosen.cases()) == [Case(Scenario.NOOP, Size(1000, 100), 50, 8)]


def test_everything_is_chosen_unless_something_is_named() -> None:
    cases = list(selection([]).cases())
    assert {case.scenario for case in cases} == set(Scenario)
    assert Case(Scenario.CHANGE, Size(10_000, 1_000), 0, 16) in cases


def test_what_takes_too_long_is_left_out_and_can_be_told() -> None:
    chosen = selection(["--only", "create", "--size", "10000", "--latency", "50"])
    too_long = Case(Scenario.CREATE, Size(10_000, 1_000), 50, 1)
    assert chosen.left_out() == [too_long]
    assert too_long not in chosen.cases()
    assert too_long in selection(["--only", "create", "--size", "10000", "--longest", "1000"]).cases()


def test_a_long_case_is_repeated_less_often() -> None:
    assert Case(Scenario.NOOP, Size(10_000, 1_000), 50, 1).repetitions(5) == 5
    assert Case(Scenario.CREATE, Size(10_000, 1_000), 0, 8).repetitions(5) == 1


@pytest.mark.parametrize("wrong", [["--size", "0"], ["--latency", "-1"], ["--only", "nothing"]])
def test_a_wrong_choice_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        selection(wrong)
    assert wrong[0] in capsys.readouterr().err
