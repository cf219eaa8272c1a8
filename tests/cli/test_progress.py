"""Progress while an apply goes on, with a clock nobody waits for."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from provisioner.apply.events import ApplyStarted, ChangeFinished, Checking, Event
from provisioner.cli.colour import Colour
from provisioner.cli.console import Console
from provisioner.cli.manner import LogFormat, Manner
from provisioner.cli.progress import ProgressLine
from tests.cli.shell import Terminal
from tests.reports.samples import RESULT

EVENTS: tuple[Event, ...] = (ApplyStarted(2), *map(ChangeFinished, RESULT.results[:2]), Checking())
FINISHED = [
    'failed: + create webhook.sales-bot "Sales bot": 400 from the tenant',
    'done: ~ update webhook.support-bot "Support bot" (9f1Zk2)',
]


def told(stream: io.StringIO, seconds: float, manner: Manner | None = None) -> str:
    """What stands on the stream after all events, each of which took so many seconds."""
    console = Console(io.StringIO(), io.StringIO(), stream)
    console.manner = manner or Manner()
    ticks: Iterator[float] = iter(index * seconds for index in range(20))
    line = ProgressLine(console, lambda: next(ticks))
    for event in EVENTS:
        line.tell(event)
    return stream.getvalue()


def test_a_terminal_has_one_line_that_is_rewritten() -> None:
    assert told(Terminal(), 1.0).split("\r\x1b[K")[1:] == [
        "1/2 done, 1.0/s, 1 s left",
        "2/2 done, 1.0/s, 0 s left",
        "2/2 done, reading back",
    ]


def test_what_is_over_within_a_second_shows_no_progress() -> None:
    assert told(Terminal(), 0.2) == ""


def test_the_time_at_the_question_is_not_counted() -> None:
    terminal, now = Terminal(), [0.0]
    line = ProgressLine(Console(io.StringIO(), io.StringIO(), terminal), lambda: now[0])
    now[0] = 60.0
    line.tell(ApplyStarted(2))
    now[0] = 60.5
    line.tell(Checking())
    assert terminal.getvalue() == ""


def test_elsewhere_each_finished_change_has_a_line() -> None:
    assert told(io.StringIO(), 1.0).splitlines() == FINISHED


def test_a_terminal_shows_the_lines_to_those_who_ask() -> None:
    assert told(Terminal(), 0.1, Manner(colour=Colour.NEVER, verbosity=1)).count("done: ~ update") == 1


def test_a_dumb_terminal_is_not_rewritten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert told(Terminal(), 1.0).splitlines() == FINISHED


def test_a_log_in_json_is_never_rewritten() -> None:
    assert "\r" not in told(Terminal(), 1.0, Manner(log_format=LogFormat.JSON))


def test_quiet_shows_no_progress() -> None:
    assert told(io.StringIO(), 1.0, Manner(verbosity=-1)) == ""
