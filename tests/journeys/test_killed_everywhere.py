"""Case 42: an apply is killed at each of its steps, and the next one converges."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.journeys.doomed import Definitions, Doomed
from tests.journeys.forks import aside
from tests.journeys.mortal import ANSWERED, ASKED, HALF_A_FILE, HALF_A_LINE

SHARES = 4
"""Tests among which the steps of one apply are divided, so that several cores take part."""


def webhooks(keys: str, version: int = 1) -> Definitions:
    return {key: {"name": f"Bot {key}", "uri": f"https://bots.example.com/v{version}"} for key in keys}


def channels(keys: str, webhook: str = "a", queue: str = "sales") -> Definitions:
    return {key: {"name": f"Channel {key}", "webhook": webhook, "queue": queue} for key in keys}


def twenty(folder: Path, parallelism: int = 1) -> Doomed:
    """Ten creates, four updates, an adoption, five deletes; a key is renamed besides."""
    after = (
        channels("ab")
        | {"renamed": channels("c")["c"]}
        | channels("def", queue="billing")
        | channels("jklmnpqr", webhook="e")
        | channels("o")
    )
    return Doomed(
        folder,
        before=(webhooks("abcd"), channels("abcdefghi")),
        after=(webhooks("a") | webhooks("b", version=2) | webhooks("ef"), after),
        found=({"name": "Channel o", "type": "ChatAPI"},),
        parallelism=parallelism,
    )


def first(folder: Path) -> Doomed:
    """Two creates of an apply that finds no state."""
    return Doomed(folder, before=None, after=(webhooks("a"), channels("b")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


def test_every_change_of_a_file_and_every_call_is_a_step(folder: Path) -> None:
    doomed = twenty(folder)
    assert doomed.prepare() == 20
    life = aside(doomed.life)
    assert (life.overlooked, len(life.steps) > 200) == ([], True)
    assert {"open", "write", "fsync", "link", "replace", "unlink", HALF_A_LINE, HALF_A_FILE} <= {*life.steps}
    assert life.steps.count(ASKED) == life.steps.count(ANSWERED) > 20


@pytest.mark.parametrize("number", range(SHARES))
def test_fault_42_twenty_changes_killed_at_any_step_are_completed_by_the_next_apply(
    folder: Path, number: int
) -> None:
    """Twenty changes of every sort, killed at each of more than 200 steps, are completed by the next apply.

    No duplicate, no lost id, nothing left to do, and what is in no file stays as it was.
    """
    doomed = twenty(folder)
    doomed.prepare()
    steps = len(aside(doomed.life).steps)
    outcomes = aside(partial(doomed.killed, range(1 + number, steps + 1, SHARES)))
    assert {one for one in outcomes if one != doomed.converged()} == set()


def test_fault_42_a_first_apply_killed_at_any_step_is_completed_by_the_next_one(folder: Path) -> None:
    doomed = first(folder)
    assert doomed.prepare() == 2
    steps = len(aside(doomed.life).steps)
    outcomes = aside(partial(doomed.killed, range(1, steps + 1)))
    assert len(outcomes) > 50
    assert {one for one in outcomes if one != doomed.converged()} == set()
