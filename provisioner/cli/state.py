"""`state`: what is remembered between runs."""

from __future__ import annotations

import click

from provisioner.cli import values
from provisioner.cli.command import Group
from provisioner.cli.complete import complete_address
from provisioner.cli.console import Console
from provisioner.cli.options import formatted, one_environment, spoken, tenant
from provisioner.errors import UsageError
from provisioner.model.address import Address
from provisioner.reports.configuration import state_document
from provisioner.reports.escape import plain, quoted
from provisioner.workflow.options import Options


@click.group("state", cls=Group, no_args_is_help=False)
def command() -> None:
    """Look at the state, repair it."""


@command.command("show")
@formatted
@one_environment
def show(console: Console, options: Options) -> int:
    """Show what is remembered.

    Bindings, pending writes and the last runs, secrets as templates.
    """
    from provisioner.workflow import state

    console.report(state_document(options.environment, state.show(options)))
    return 0


@command.command("unlock")
@spoken
@one_environment
@click.argument("lock_id")
def unlock(console: Console, options: Options, lock_id: str) -> int:
    """Remove the lock LOCK_ID.

    A run that was killed may leave it behind; make sure that the run is over.
    """
    from provisioner.workflow import state

    state.unlock(options, lock_id)
    console.result(f"The lock {plain(lock_id)} of {plain(options.environment)} is removed.\n", spare=True)
    return 0


@command.command("resolve")
@spoken
@tenant
@click.argument("address", type=values.address, shell_complete=complete_address)
@click.option("--adopt", "id", metavar="ID", help="It was created: bind this live resource.")
@click.option("--absent", is_flag=True, help="It was not created: the next plan creates it.")
def resolve(console: Console, options: Options, address: Address, id: str | None, absent: bool) -> int:
    """Decide what became of the create of ADDRESS.

    Its answer was lost, and it is still pending.
    """
    if (id is not None) is absent:
        raise UsageError("Pass either --adopt ID or --absent")
    from provisioner.workflow.resolve import resolve_absent, resolve_as

    if id is None:
        told = f"{quoted(resolve_absent(options, address))} was not created"
    else:
        bound = resolve_as(options, address, id)
        told = f"it is bound to {quoted(bound.name)} ({plain(bound.id)})"
    environment = plain(options.environment)
    console.result(f"{address}: {told}\nNext: provisioner plan -e {environment}\n", spare=True)
    return 0
