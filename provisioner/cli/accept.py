"""`accept`: take what changed outside into the files."""

from __future__ import annotations

import click

from provisioner.cli import values
from provisioner.cli.command import Command
from provisioner.cli.complete import complete_address
from provisioner.cli.console import Console
from provisioner.cli.options import formatted, tenant
from provisioner.model.address import Address
from provisioner.reports.edit import Errand, edit_document
from provisioner.workflow.options import Options


@click.command("accept", cls=Command)
@formatted
@tenant
@click.option("--dry-run", is_flag=True, help="Show the difference and write nothing.")
@click.argument(
    "addresses", metavar="[ADDRESS]...", type=values.address, nargs=-1, shell_complete=complete_address
)
def command(console: Console, options: Options, dry_run: bool, addresses: tuple[Address, ...]) -> int:
    """Take what changed outside into the files that define it.

    Of all resources, or of those named by ADDRESS. The tenant is only read.
    """
    from provisioner.workflow.accept import accept

    edits = accept(options, addresses, dry_run)
    console.report(edit_document(Errand("accept", options.environment), edits), spare=True)
    console.tell(*edits.notices)
    return 0
