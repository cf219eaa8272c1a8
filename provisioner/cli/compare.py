"""`compare`: how environments really differ."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from provisioner.cli.command import Command
from provisioner.cli.complete import complete_environment
from provisioner.cli.console import Console
from provisioner.cli.options import (
    chosen_environments,
    jobs_flag,
    located,
    options_of,
    parallelism_flag,
    reported,
    timeout_flag,
)
from provisioner.diagnostics import Diagnostic
from provisioner.errors import UsageError
from provisioner.reports.compare import compare_document
from provisioner.reports.kinds import Kind

DIFFERENT = 2


@click.command("compare", cls=Command)
@reported
@located
@click.argument("environments", metavar="A B...", nargs=-1, shell_complete=complete_environment)
@timeout_flag
@parallelism_flag
@jobs_flag
@click.option("--live", is_flag=True, help="What lives alone, by name; files are not looked at.")
@click.option("--config", is_flag=True, help="The files alone; no tenant is asked, no secret is needed.")
@click.option("--all-attributes", is_flag=True, help="Also those that no file manages.")
@click.option("--detailed-exitcode", is_flag=True, help="End with 2 when something really differs.")
def command(
    console: Console,
    folder: Path,
    environments: tuple[str, ...],
    timeout: float,
    parallelism: int,
    jobs: int,
    live: bool,
    config: bool,
    all_attributes: bool,
    detailed_exitcode: bool,
) -> int:
    """Show how environments really differ.

    Ids do not count, and what the files mean to differ is told apart.
    """
    from provisioner.workflow.compare import Basis, compare

    if any(one.kind is Kind.GITLAB for one in console.manner.files):
        raise UsageError("GitLab's widget counts the changes of a plan, and a comparison has none")
    if live and config:
        raise UsageError("--live and --config exclude each other")
    chosen = chosen_environments(folder, environments, several=True) if environments else ()
    if len(chosen) < 2:
        raise UsageError(Diagnostic("Compare what with what?", hint="name two environments or more"))
    basis = Basis.LIVE if live else Basis.CONFIG if config else Basis.BOTH
    options = [
        replace(options_of(console, folder, one), timeout=timeout, parallelism=parallelism) for one in chosen
    ]
    found = compare(options, basis, every=all_attributes, jobs=jobs)
    code = DIFFERENT if detailed_exitcode and found.comparison.different else 0
    console.report(compare_document(found.comparison, basis.value, found.notices, code))
    console.tell(*found.notices)
    return code
