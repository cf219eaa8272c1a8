"""`state`: what is remembered between runs."""

from __future__ import annotations

import click

from provisioner.cli.command import Group
from provisioner.cli.console import Console
from provisioner.cli.options import formatted, one_environment, spoken
from provisioner.reports.configuration import state_document
from provisioner.reports.escape import plain
from provisioner.workflow.options import Options


@click.group("state", cls=Group, no_args_is_help=False)
def command() -> None:
    """Look at the state, repair its lock."""


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
