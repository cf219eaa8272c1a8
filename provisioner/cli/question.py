"""The one question an apply asks, and what may interrupt it."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import UnsupportedOperation
from types import FrameType
from typing import TextIO

from provisioner.cli.console import Console
from provisioner.errors import StoppedError
from provisioner.reports.diagnostics import amount
from provisioner.reports.escape import plain
from provisioner.reports.shape import PlanDocument

YES = "yes"
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def confirmed(console: Console, plan: PlanDocument) -> bool:
    """Whether the answer is exactly what the plan asks for: `yes`, or the environment's name."""
    environment = plan["environment"]
    wanted = environment if plan["confirm"] == "name" else YES
    changes = amount(len(plan["changes"]), "change")
    if deletes := plan["counts"]["delete"]:
        changes += f", {amount(deletes, 'delete')} among them,"
    question = f"Apply {changes} to {plain(environment)}? Type {plain(wanted)} to go on:"
    with _stoppable() as alarm:
        return console.ask(question, lambda stdin: _wait(stdin, alarm)) == wanted


@contextmanager
def _stoppable() -> Iterator[int]:
    """An apply only notes signals, to end its calls in order; at the question nothing is in flight.

    Yields a file descriptor that can be read once a signal has come, whichever thread was running then.
    """
    former = {one: signal.getsignal(one) for one in _SIGNALS}
    heeded = [one for one, action in former.items() if action is not signal.SIG_IGN]
    alarm, ring = os.pipe()
    os.set_blocking(ring, False)
    former_ring = signal.set_wakeup_fd(ring)
    try:
        for one in heeded:
            signal.signal(one, _stop)
        yield alarm
    finally:
        for one in heeded:
            signal.signal(one, former[one])
        signal.set_wakeup_fd(former_ring)
        os.close(alarm)
        os.close(ring)


def _wait(stdin: TextIO, alarm: int) -> None:
    """Until a line or a signal has come: a read alone does not end when the signal came just before it."""
    with suppress(UnsupportedOperation):  # a stream in memory never waits
        select.select([stdin.fileno(), alarm], [], [])


def _stop(number: int, frame: FrameType | None) -> None:
    raise StoppedError(number, "Stopped at the question: nothing was applied")
