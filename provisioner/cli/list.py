"""`list`: the live resources of a tenant."""

from __future__ import annotations

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.options import formatted, tenant
from provisioner.reports.listing import listing_document
from provisioner.workflow.options import Options


@click.command("list", cls=Command)
@formatted
@tenant
def command(console: Console, options: Options) -> int:
    """Show the live webhooks and channels.

    Each with what it is to the configuration: managed, unmanaged, orphaned, of another type.
    """
    from provisioner.workflow.listing import list_live

    console.report(listing_document(options.environment, list_live(options)))
    return 0
