"""`output`: the ids a client application needs."""

from __future__ import annotations

import click

from provisioner.cli import values
from provisioner.cli.command import Command
from provisioner.cli.complete import complete_address
from provisioner.cli.console import Console
from provisioner.cli.options import formatted_or_dotenv, one_environment
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError
from provisioner.model.address import Address
from provisioner.reports.escape import plain
from provisioner.reports.formats import Format
from provisioner.reports.output import output_document, output_dotenv
from provisioner.workflow.options import Options


@click.command("output", cls=Command)
@formatted_or_dotenv
@one_environment
@click.argument("address", type=values.address, required=False, shell_complete=complete_address)
def command(console: Console, options: Options, address: Address | None, dotenv: bool) -> int:
    """Show the ids a client application needs.

    Those of all managed resources, or the id of ADDRESS alone.
    """
    from provisioner.workflow.output import output

    resources = [one for one in output(options) if address in (None, one.address)]
    if address and not resources:
        raise ProvisionerError(_unbound(address, options.environment))
    document = output_document(options.environment, resources)
    if dotenv:
        console.result(output_dotenv(document))
    elif address and console.manner.format is Format.TEXT:
        console.result(f"{plain(resources[0].id)}\n")
    else:
        console.report(document)
    return 0


def _unbound(address: Address, environment: str) -> Diagnostic:
    return Diagnostic(
        f"{address} is not bound to an id",
        "it is not declared, or was never applied",
        f"see `provisioner plan -e {environment}`",
    )
