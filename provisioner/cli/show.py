"""`show`: a saved plan again."""

from __future__ import annotations

from pathlib import Path

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.options import formatted
from provisioner.cli.saved import plan_file
from provisioner.reports.document import plan_document


@click.command("show", cls=Command)
@formatted
@click.argument("file", type=plan_file)
def command(console: Console, file: Path) -> int:
    """Show the saved plan FILE.

    As it was when it was made: no file, no state and no tenant is read.
    """
    from provisioner.workflow.saved_plan import load_plan

    console.report(plan_document(load_plan(file).plan, file=str(file)))
    return 0
