"""`list`: the live resources of a tenant."""

from __future__ import annotations

from collections.abc import Sequence

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.each import Told, report_each
from provisioner.cli.options import formatted, jobs_flag, several
from provisioner.reports.listing import listing_document
from provisioner.reports.unmanaged import unmanaged_document
from provisioner.workflow.options import Options


@click.command("list", cls=Command)
@formatted
@several
@jobs_flag
@click.option("--unmanaged", is_flag=True, help="Those in no file, as YAML to paste, and how to bind them.")
def command(console: Console, options: Sequence[Options], jobs: int, unmanaged: bool) -> int:
    """Show the live webhooks and channels.

    Each with what it is to the configuration: managed, unmanaged, orphaned, of another type.
    """
    return report_each(console, options, _unmanaged if unmanaged else _listed, jobs)


def _listed(options: Options) -> Told:
    from provisioner.workflow.listing import list_live

    return listing_document(options.environment, list_live(options)), ()


def _unmanaged(options: Options) -> Told:
    from provisioner.workflow.listing import list_unmanaged

    return unmanaged_document(list_unmanaged(options)), ()
