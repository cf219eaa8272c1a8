"""A run in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provisioner.reports.history import history_document, history_text
from tests.reports.samples import RUNS


@pytest.mark.parametrize(
    ("exit_code", "result"),
    [
        (0, "done"),
        (1, "failed"),
        (3, "partly done"),
        (5, "unknown"),
        (7, "not saved"),
        (129, "stopped by SIGHUP"),
        (130, "stopped by SIGINT"),
        (143, "stopped by SIGTERM"),
        (99, "exit code 99"),
    ],
)
def test_the_exit_code_of_a_run_is_told_in_words(exit_code: int, result: str) -> None:
    (run,) = history_document("prod", [replace(RUNS[0], exit_code=exit_code)])["runs"]
    assert (run["exit_code"], run["result"]) == (exit_code, result)


def test_a_line_tells_how_when_what_who_and_from_which_commit() -> None:
    first, second = history_text(history_document("prod", RUNS)).splitlines()
    assert first.split("  ") == [
        "partly done",
        "2026-10-02T08:00:00+00:00",
        "3 done, 1 failed",
        "ci@build-7",
        "c0ffee" * 6,
    ]
    assert second.startswith("done         2026-10-01T12:30:00+00:00  12 done           ann@laptop")


def test_a_name_from_the_state_cannot_speak_to_a_terminal() -> None:
    evil = replace(RUNS[0], owner="\x1b[31mann", commit="a\nb")
    assert "\\x1b[31mann  a\\nb\n" in history_text(history_document("prod", [evil]))
