"""The one question an apply asks, and what may interrupt it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

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
    with _stoppable():
        return console.ask(question) == wanted


@contextmanager
def _stoppable() -> Iterator[None]:
    """An apply only notes signals, to end its calls in order; at the question nothing is in flight."""
    former = {one: signal.getsignal(one) for one in _SIGNALS}
    heeded = [one for one, action in former.items() if action is not signal.SIG_IGN]
    try:
        for one in heeded:
            signal.signal(one, _stop)
        yield
    finally:
        for one in heeded:
            signal.signal(one, former[one])


def _stop(number: int, frame: FrameType | None) -> None:
    raise StoppedError(number, "Stopped at the question: nothing was applied")
