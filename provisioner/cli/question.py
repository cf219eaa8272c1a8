"""The one question an apply asks, and what may interrupt it."""

from __future__ import annotations

import select
from contextlib import suppress
from io import UnsupportedOperation
from socket import socket
from types import FrameType
from typing import TextIO

from provisioner.cli.console import Console
from provisioner.errors import StoppedError
from provisioner.reports.diagnostics import amount
from provisioner.reports.escape import plain
from provisioner.reports.shape import PlanDocument
from provisioner.workflow.interruption import Heeded

YES = "yes"


def confirmed(console: Console, plan: PlanDocument) -> bool:
    """Whether the answer is exactly what the plan asks for: `yes`, or the environment's name."""
    environment = plan["environment"]
    wanted = environment if plan["confirm"] == "name" else YES
    changes = amount(len(plan["changes"]), "change")
    if deletes := plan["counts"]["delete"]:
        changes += f", {amount(deletes, 'delete')} among them,"
    question = f"Apply {changes} to {plain(environment)}? Type {plain(wanted)} to go on:"
    # An apply only notes signals, to end its calls in order; here nothing is in flight.
    with Heeded(_stop) as signals:
        return console.ask(question, lambda stdin: _wait(stdin, signals.reading)) == wanted


def _wait(stdin: TextIO, signals: socket) -> None:
    """Until a line or a signal has come: a read alone does not end when the signal came just before it."""
    with suppress(UnsupportedOperation):  # a stream in memory never waits
        select.select([stdin.fileno(), signals.fileno()], [], [])


def _stop(number: int, frame: FrameType | None) -> None:
    raise StoppedError(number, "Stopped at the question: nothing was applied")
