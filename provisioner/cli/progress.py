"""Progress on stderr: one rewritten line on a terminal, elsewhere one line a finished change."""

from __future__ import annotations

import time
from collections.abc import Callable

from provisioner.cli.console import Console
from provisioner.reports.progress import Event, Progress, finished_text

PATIENCE = 1.0
"""Seconds before a terminal shows progress at all: what is over at once needs none."""


class ProgressLine:
    """Tells a console of the events of one apply; `clock` gives monotonic seconds."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self.console = console
        self.clock = clock
        self.progress = Progress()
        self.start: float | None = None

    def tell(self, event: Event) -> None:
        """Show one more event; time runs from the first one, not while a question waits for its answer."""
        now = self.clock()
        self.start = now if self.start is None else self.start
        self.progress = self.progress.after(event)
        verbosity = self.console.manner.verbosity
        finished = finished_text(event, self.console.log_style)
        if verbosity < 0:
            return
        if finished and (verbosity > 0 or not self.console.rewrites):
            self.console.line(finished)
        elapsed = now - self.start
        if self.console.rewrites and elapsed >= PATIENCE:
            self.console.rewrite(self.progress.line(elapsed))
