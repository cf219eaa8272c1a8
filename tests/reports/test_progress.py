"""How far an apply has come, in one line."""

from __future__ import annotations

import pytest

from provisioner.apply.events import ApplyStarted, ChangeFinished, Checking
from provisioner.reports.progress import Progress, finished_text
from tests.reports.samples import RESULT

FAILED, DONE, *_ = RESULT.results


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (Progress(total=40), "0/40 done"),
        (Progress(total=40, done=12), "12/40 done, 4.0/s, 7 s left"),
        (Progress(total=40, done=40, checking=True), "40/40 done, reading back"),
        (Progress(total=2, done=1, checking=True, settling=1), "1/2 done, looking for 1 lost answer"),
    ],
)
def test_the_line_tells_done_rate_and_time_left(progress: Progress, line: str) -> None:
    assert progress.line(3.0) == line


def test_events_are_counted() -> None:
    progress = Progress()
    for event in (ApplyStarted(3), ChangeFinished(DONE), ChangeFinished(FAILED), Checking(1)):
        progress = progress.after(event)
    assert progress == Progress(total=3, done=2, checking=True, settling=1)


def test_a_finished_change_has_a_line_of_its_own() -> None:
    assert finished_text(ChangeFinished(DONE)) == 'done: ~ update webhook.support-bot "Support bot" (9f1Zk2)'
    assert finished_text(ChangeFinished(FAILED)).endswith('"Sales bot": 400 from the tenant')
    assert finished_text(ApplyStarted(1)) == ""
