"""`queues`: the queues of a tenant, to be bound in its environment."""

from __future__ import annotations

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.options import formatted, tenant
from provisioner.reports.queues import queues_document
from provisioner.workflow.options import Options


@click.command("queues", cls=Command)
@formatted
@tenant
def command(console: Console, options: Options) -> int:
    """Show the queues, ready to be bound.

    The text can be pasted under queues: of the environment.
    """
    from provisioner.workflow.listing import list_queues

    console.report(queues_document(options.environment, list_queues(options)))
    return 0
