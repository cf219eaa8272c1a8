"""`promote`: carry definitions from one environment to another, or to all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from provisioner.cli import values
from provisioner.cli.command import Command
from provisioner.cli.complete import complete_environment
from provisioner.cli.console import Console
from provisioner.cli.options import (
    chosen_environments,
    formatted,
    located,
    options_of,
    parallelism_flag,
    timeout_flag,
)
from provisioner.diagnostics import Diagnostic
from provisioner.errors import UsageError
from provisioner.model.address import Address
from provisioner.reports.edit import Errand, edit_document
from provisioner.reports.shape import EditDocument
from provisioner.workflow.options import Options

Told = tuple[EditDocument, Sequence[Diagnostic]]
"""The report, and what is said beside it."""


@click.command("promote", cls=Command)
@formatted
@located
@click.option(
    "--only",
    "named",
    metavar="ADDRESS",
    type=values.address,
    multiple=True,
    help="Carry this resource alone.",
)
@click.option("--check", is_flag=True, help="Tell what stands against it; write nothing.")
@click.option("--dry-run", is_flag=True, help="Show the difference; write nothing.")
@click.option("--offline", is_flag=True, help="Look at the files alone.")
@click.option("--to-shared", is_flag=True, help="Say once what all environments say.")
@timeout_flag
@parallelism_flag
@click.argument("environments", metavar="FROM TO", nargs=-1, shell_complete=complete_environment)
def command(
    console: Console,
    folder: Path,
    named: tuple[Address, ...],
    check: bool,
    dry_run: bool,
    offline: bool,
    to_shared: bool,
    timeout: float,
    parallelism: int,
    environments: tuple[str, ...],
) -> int:
    """Carry definitions from one environment to another.

    Both tenants are only read; what stands against it is told at once.
    """
    if check and dry_run:
        raise UsageError(
            Diagnostic("--check and --dry-run at once", "the one shows no difference", "choose one")
        )
    writes = not (check or dry_run)
    if to_shared:
        told = _lifted(
            folder, chosen_environments(folder, environments) if environments else (), named, writes
        )
    else:
        source, target = _both(folder, environments)
        options = replace(options_of(console, folder, target), timeout=timeout, parallelism=parallelism)
        told = _promoted(options, source, named, offline, writes)
    document, notices = told
    console.report({**document, "files": []} if check else document, spare=True)
    console.tell(*notices)
    return 0


def _promoted(options: Options, source: str, named: tuple[Address, ...], offline: bool, writes: bool) -> Told:
    from provisioner.workflow import promote

    done = promote.promote(options, promote.Errand(source, named, offline, writes))
    errand = Errand("promote", options.environment, source)
    return edit_document(errand, done.edits, done.changes, done.unchecked), done.edits.notices


def _lifted(folder: Path, environments: tuple[str, ...], named: tuple[Address, ...], writes: bool) -> Told:
    from provisioner.workflow.lift import lift

    lifted = lift(folder, environments, named, writes)
    return edit_document(Errand("lift", lifted.folder), lifted.edits), lifted.edits.notices


def _both(folder: Path, environments: tuple[str, ...]) -> tuple[str, str]:
    chosen = chosen_environments(folder, environments) if environments else ()
    if len(chosen) != 2 or len(environments) != 2:
        detail = f"named were {', '.join(environments) or 'none'}"
        hint = "provisioner promote FROM TO, or --to-shared"
        raise UsageError(Diagnostic("Promote takes two environments", detail, hint))
    return chosen[0], chosen[1]
