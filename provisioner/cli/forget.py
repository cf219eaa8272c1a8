"""`forget`: unbind an address."""

from __future__ import annotations

import click

from provisioner.cli import values
from provisioner.cli.command import Command
from provisioner.cli.complete import complete_address
from provisioner.cli.console import Console
from provisioner.cli.options import one_environment, spoken
from provisioner.model.address import Address
from provisioner.reports.escape import plain, quoted
from provisioner.workflow.options import Options


@click.command("forget", cls=Command)
@spoken
@one_environment
@click.argument("address", type=values.address, shell_complete=complete_address)
def command(console: Console, options: Options, address: Address) -> int:
    """Unbind ADDRESS.

    The live resource stays as it is.
    """
    from provisioner.workflow.binding import forget

    bound = forget(options, address)
    id = f" ({plain(bound.id)})" if bound.id else ""
    console.result(f"{bound.address} is no longer bound to {quoted(bound.name)}{id}\n", spare=True)
    return 0
