"""How far an apply has come: the events so far, counted, and the one line that tells them."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from provisioner.apply.events import ApplyStarted, ChangeFinished, Checking, Event
from provisioner.apply.result import ChangeResult
from provisioner.model.record import record
from provisioner.reports.diagnostics import amount
from provisioner.reports.result import change_result_document
from provisioner.reports.style import PLAIN, Style, action_words
from provisioner.reports.text import result_words

__all__ = ["Event", "Progress", "finished_text"]


@record
class Progress:
    """Writes that ended, of all there are; `settling` are those looked for in the listing."""

    total: int = 0
    done: int = 0
    checking: bool = False
    settling: int = 0

    def after(self, event: Event) -> Progress:
        """The same with one more event."""
        match event:
            case ApplyStarted():
                return replace(self, total=event.total)
            case ChangeFinished():
                return replace(self, done=self.done + 1)
            case Checking():
                return replace(self, checking=True, settling=event.settling)
            case _:
                assert_never(event)

    def line(self, seconds: float) -> str:
        """`12/40 done, 4.0/s, 7 s left`, `seconds` after the start."""
        counted = f"{self.done}/{self.total} done"
        if self.settling:
            return f"{counted}, looking for {amount(self.settling, 'lost answer')}"
        if self.checking:
            return f"{counted}, reading back"
        if not self.done or seconds <= 0:
            return counted
        rate = self.done / seconds
        return f"{counted}, {rate:.1f}/s, {(self.total - self.done) / rate:.0f} s left"


def finished_text(event: Event, style: Style = PLAIN) -> str:
    """One line for a change that ended; empty for any other event."""
    return _finished(event.result, style) if isinstance(event, ChangeFinished) else ""


def _finished(result: ChangeResult, style: Style) -> str:
    document = change_result_document(result)
    status = style.paint(document["status"], document["status"])
    return f"{status}: {action_words(document['action'])} {result_words(document)}"
