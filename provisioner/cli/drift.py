"""`drift`: what changed in the tenant since the last apply, and what else departs from the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.each import Told, report_each
from provisioner.cli.options import jobs_flag, reported, several
from provisioner.cli.values import words
from provisioner.reports.drift import GRAVE, Verdict, Word, drift_document, unknown_document
from provisioner.reports.formats import Format
from provisioner.workflow.options import Options


@click.command("drift", cls=Command)
@reported
@several
@jobs_flag
@click.option(
    "--since", metavar="FILE", type=click.Path(path_type=Path), help="An earlier report of -o json."
)
@click.option("--fail-on", metavar="WORD,...", type=words, help="What ends with 2, instead of the usual.")
@click.option("--exit-zero", is_flag=True, help="End with 0 whatever departs.")
def command(
    console: Console,
    options: Sequence[Options],
    jobs: int,
    since: Path | None,
    fail_on: frozenset[Word] | None,
    exit_zero: bool,
) -> int:
    """Show what changed outside.

    Ends with 2 when the tenant changed since the last apply; nothing is written.
    """
    from provisioner.workflow.drift import DriftUnknown, detect, load_earlier

    report = load_earlier(since) if since else None
    whole = console.pictures or console.manner.format is not Format.TEXT
    verdict = Verdict(GRAVE if fail_on is None else fail_on, exit_zero)

    def detected(one: Options) -> Told:
        try:
            found = detect(one, report)
        except DriftUnknown as unknown:
            return unknown_document(unknown, verdict), unknown.diagnostics
        document = drift_document(found.drift, found.time, found.since, verdict, whole)
        return document, found.drift.plan.notices

    return report_each(console, options, detected, jobs)
