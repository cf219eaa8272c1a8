"""The only writer to stdout and stderr: results on one, everything else on the other.

Help is written through it as well and must not wait for what reports need: those are imported where
they are used.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

from provisioner.cli.outlet import Outlet

if TYPE_CHECKING:
    from pathlib import Path

    from provisioner.cli.manner import Manner
    from provisioner.cli.report_files import Desk
    from provisioner.cli.scrub import Scrubber
    from provisioner.diagnostics import Diagnostic
    from provisioner.reports.shape import AnyDocument
    from provisioner.reports.style import Style


class Console:
    """The streams of one run; `result_shown` says whether stdout has its result already.

    `folder` is the one that holds `environments/`, once it is known.
    """

    def __init__(self, stdin: TextIO | None, stdout: TextIO | None, stderr: TextIO | None) -> None:
        self.stdin = stdin
        self.stdout = Outlet(stdout)
        self.stderr = Outlet(stderr)
        self.environ: Mapping[str, str] = os.environ
        self.result_shown = False
        self.folder: Path | None = None
        self._rewriting = False
        self._writing = threading.Lock()  # environments that are looked at side by side tell of their calls

    @classmethod
    def of_this_run(cls) -> Console:
        """The console on the interpreter's own streams, any of which may be closed."""
        return cls(sys.stdin, sys.stdout, sys.stderr)

    @cached_property
    def manner(self) -> Manner:
        """How to speak; replaced once the flags are read."""
        from provisioner.cli.manner import Manner

        return Manner()

    @cached_property
    def scrubber(self) -> Scrubber:
        """Takes the secrets this run knows out of texts."""
        from provisioner.cli.scrub import Scrubber
        from provisioner.model.disguise import secrets

        return Scrubber(secrets(self.environ))

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked: input and questions are on a terminal."""
        reads = self.stdin is not None and not self.stdin.closed and self.stdin.isatty()
        return reads and self.stderr.terminal

    @property
    def rewrites(self) -> bool:
        """Whether progress is one line that is rewritten."""
        return not self.manner.json_log and self.stderr.terminal and self.environ.get("TERM") != "dumb"

    @property
    def pictures(self) -> bool:
        """Whether some file wants the whole picture, unchanged resources too."""
        return bool(self.manner.files)

    @property
    def log_style(self) -> Style:
        """The style of stderr."""
        return self._style(self.stderr)

    def report(self, document: AnyDocument, spare: bool = False) -> None:
        """Write a report in the format asked for, and to every file; with `spare` nothing that is lost fails.

        What stdout cannot take then goes to stderr. Raises ProvisionerError when something is lost and the
        report itself tells of no failure; a reader that stopped reading is no loss.
        """
        from provisioner.cli.report_files import write_reports
        from provisioner.errors import ProvisionerError
        from provisioner.reports.formats import render

        scrubbed = self.scrubber.document(document)
        try:
            self.result(render(scrubbed, self.manner.format, self._style(self.stdout)), spare)
        finally:
            unwritten = tuple(write_reports(self.manner.files, scrubbed, self._desk()))
            if unwritten and not spare and document["exit_code"] == 0:
                raise ProvisionerError(*unwritten)
            self.show(unwritten)

    def result(self, text: str, spare: bool = False) -> None:
        """Write a finished result; see `report`."""
        self.result_shown = True
        self.close()  # both streams may end on one terminal
        failure = self.stdout.write(text)
        if failure is None:
            return
        if spare:
            self._log(text)
        elif failure.errno != errno.EPIPE:
            from provisioner.errors import ProvisionerError

            raise ProvisionerError(f"The result could not be written: {failure.strerror or failure}")

    def preview(self, document: AnyDocument) -> None:
        """Show a report to whoever is about to decide, beside the result."""
        from provisioner.reports.formats import Format, render

        if self.manner.verbosity >= 0:
            self._log(render(self.scrubber.document(document), Format.TEXT, self.log_style) + "\n")

    def tell(self, *diagnostics: Diagnostic) -> None:
        """Show diagnostics; warnings and notices only to those who did not ask for quiet."""
        from provisioner.diagnostics import Severity

        quiet = self.manner.verbosity < 0
        self.show(one for one in diagnostics if one.severity is Severity.ERROR or not quiet)

    def show(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Write diagnostics to stderr, without the secrets this run knows."""
        from provisioner.reports.diagnostics import diagnostics_text
        from provisioner.reports.document import diagnostic_document

        scrubbed = [self.scrubber.diagnostic(one) for one in diagnostics]
        if self.manner.json_log:
            for one in scrubbed:
                self._log_json(one.severity, **diagnostic_document(one))
        elif scrubbed:
            self._log(diagnostics_text(scrubbed, self.log_style))

    def line(self, text: str, level: str = "progress") -> None:
        """Write one finished line to stderr."""
        if self.manner.json_log:
            self._log_json(level, message=self.scrubber.text(text))
        else:
            self._log(self.scrubber.text(text) + "\n")

    def log(self, text: str) -> None:
        """Write one line about a call, for those who asked twice for more."""
        from provisioner.reports.escape import plain

        if self.manner.verbosity >= 2:
            self.line(plain(self.scrubber.text(text)), "call")

    def rewrite(self, text: str) -> None:
        """Write the one line on the terminal that the next one replaces."""
        with self._writing:
            self.stderr.write(f"\r\x1b[K{text}")
            self._rewriting = True

    def ask(self, question: str, wait: Callable[[TextIO], None]) -> str | None:
        """One line of input, None at its end; `wait` returns once there is something to read."""
        self._log(f"{question} ")
        answer = ""
        if self.stdin:
            wait(self.stdin)
            answer = self.stdin.readline()
        if not answer.endswith("\n"):
            self._log("\n")
        return answer.rstrip("\r\n") if answer else None

    def traceback(self, text: str) -> None:
        """Write a traceback to stderr, without known secrets and what URIs may hold of others."""
        from provisioner.model.disguise import bare_uris

        self._log(bare_uris(self.scrubber.text(text)))

    def close(self) -> None:
        """End the rewritten line, if there is one."""
        self._log("")

    def _desk(self) -> Desk:
        from datetime import UTC, datetime

        from provisioner.cli.report_files import Desk, repository_root

        time = datetime.now(UTC).isoformat(timespec="seconds")
        root = repository_root(self.environ, self.folder)
        return Desk(time, root, self.environ, lambda text: self._log(self.scrubber.text(text)))

    def _style(self, outlet: Outlet) -> Style:
        from provisioner.cli.colour import wanted
        from provisioner.reports.style import Style

        return Style(wanted(self.manner.colour, outlet.terminal, self.environ))

    def _log(self, text: str) -> None:
        with self._writing:
            # A rewritten line must not stay in front of what comes after it.
            self.stderr.write(f"\r\x1b[K{text}" if self._rewriting else text)
            self._rewriting = False

    def _log_json(self, level: str, **members: object) -> None:
        import json
        from datetime import UTC, datetime

        from provisioner.reports.escape import json_text

        time = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._log(json_text(json.dumps({"time": time, "level": level, **members})) + "\n")
