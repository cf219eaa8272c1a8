"""`plan`: what apply would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.each import Told, report_each
from provisioner.cli.limits import Allow, limited
from provisioner.cli.options import jobs_flag, reported, several
from provisioner.cli.saved import plan_file, prune_flag
from provisioner.diagnostics import Diagnostic
from provisioner.errors import UsageError
from provisioner.reports.document import plan_document
from provisioner.workflow.options import Options

DIFFERENCES = 2


@click.command("plan", cls=Command)
@reported
@several
@jobs_flag
@prune_flag
@click.option("--out", metavar="FILE", type=plan_file, help="Save the plan, to be applied as it is shown.")
@click.option("--detailed-exitcode", is_flag=True, help="End with 2 when there are changes.")
@limited
def command(
    console: Console,
    options: Sequence[Options],
    jobs: int,
    prune: bool,
    out: Path | None,
    detailed_exitcode: bool,
    allow: Allow,
) -> int:
    """Show what apply would do.

    Nothing is written but FILE, if one is named.
    """
    if out and len(options) > 1:
        raise UsageError(_one_plan_a_file(options))
    options = [replace(allow(one), prune=prune) for one in options]
    whole = console.pictures
    return report_each(console, options, lambda one: _planned(one, out, detailed_exitcode, whole), jobs)


def _planned(options: Options, out: Path | None, detailed: bool, whole: bool) -> Told:
    from provisioner.workflow.plan import PlanRefused, plan

    try:
        planned = plan(options, out)
    except PlanRefused as refused:
        document = plan_document(refused.plan, refused.diagnostics, refused.exit_code, whole=whole)
        return document, (*refused.plan.notices, *refused.diagnostics)
    code = DIFFERENCES if detailed and planned.shown else 0
    document = plan_document(planned, exit_code=code, file=str(out or ""), whole=whole)
    return document, planned.notices


def _one_plan_a_file(options: Sequence[Options]) -> Diagnostic:
    named = ", ".join(one.environment for one in options)
    return Diagnostic("A file holds one plan", f"named were {named}", "run plan once for each")
