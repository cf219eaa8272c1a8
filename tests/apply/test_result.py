"""The exit code of all results together."""

from __future__ import annotations

import pytest

from provisioner.apply.result import ChangeResult, Result, Status
from provisioner.diagnostics import Diagnostic
from tests.apply.changes import created, plan_of

CHANGE = created("webhook.bot", "Bot")
UNCHECKED = Diagnostic("The tenant failed to answer")


def result_of(*statuses: Status, **more: object) -> Result:
    results = tuple(ChangeResult(CHANGE, status) for status in statuses)
    return Result(plan_of(), results, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ((), 0),
        ((Status.DONE, Status.DONE), 0),
        ((Status.DONE, Status.FAILED), 3),
        ((Status.DONE, Status.MOVED), 3),
        ((Status.DONE, Status.NOT_TRIED), 3),
        ((Status.DIFFERS,), 3),
        ((Status.FAILED, Status.SKIPPED), 1),
        ((Status.MOVED,), 1),
        ((Status.FAILED, Status.NOT_TRIED), 1),
        ((Status.DONE, Status.UNKNOWN), 5),
        ((Status.UNKNOWN,), 5),
    ],
)
def test_the_exit_code_tells_what_was_changed(statuses: tuple[Status, ...], code: int) -> None:
    assert result_of(*statuses).exit_code == code


def test_a_write_that_could_not_be_proved_is_not_all_done() -> None:
    assert result_of(Status.DONE, unchecked=UNCHECKED).exit_code == 3


@pytest.mark.parametrize(("number", "code"), [(1, 129), (2, 130), (15, 143)])
def test_a_signal_has_its_own_code(number: int, code: int) -> None:
    assert result_of(Status.DONE, Status.NOT_TRIED, stopped_by=number).exit_code == code


def test_an_unknown_outcome_weighs_more_than_a_signal() -> None:
    assert result_of(Status.UNKNOWN, stopped_by=2).exit_code == 5


def test_a_write_that_went_out_and_is_not_known_as_done_is_not_nothing() -> None:
    moved = ChangeResult(CHANGE, Status.MOVED, sent=True)
    assert Result(plan_of(), (moved,)).exit_code == 3


@pytest.mark.parametrize(
    ("status", "code"),
    [(Status.DONE, 7), (Status.DIFFERS, 7), (Status.UNKNOWN, 7), (Status.FAILED, 1), (Status.MOVED, 1)],
)
def test_fault_43_a_state_that_is_not_saved_matters_once_something_was_written(
    status: Status, code: int
) -> None:
    assert result_of(status, unsaved=Diagnostic("It cannot be written")).exit_code == code


def test_results_are_found_by_status() -> None:
    result = result_of(Status.DONE, Status.FAILED, Status.DONE)
    assert len(result.of(Status.DONE)) == 2
    assert result.of(Status.SKIPPED) == ()
