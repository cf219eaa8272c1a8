"""`export`: a live tenant as files."""

from __future__ import annotations

from pathlib import Path

import click

from provisioner.cli import values
from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.options import formatted, tenant
from provisioner.errors import UsageError
from provisioner.model.address import Address
from provisioner.reports.export import export_document
from provisioner.workflow.options import Options

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("export", cls=Command)
@formatted
@tenant
@click.option(
    "--out", metavar="DIR", type=_FOLDER, required=True, help="The folder that will hold environments/."
)
@click.option(
    "--only",
    metavar="webhook|channel|ADDRESS",
    type=values.choice,
    multiple=True,
    help="This alone, with what it refers to.",
)
@click.option("--merge", is_flag=True, help="Add to the files that are there what stands in none of them.")
@click.option("--force", is_flag=True, help="Write the environment's file anew.")
@click.option("--secrets-to", metavar="FILE", type=_FILE, help="Where the credentials of live URIs go.")
def command(
    console: Console,
    options: Options,
    out: Path,
    only: tuple[Address | str, ...],
    merge: bool,
    force: bool,
    secrets_to: Path | None,
) -> int:
    """Write a live tenant as files and bind it.

    The plan is empty then. The tenant is only read.
    """
    from provisioner.workflow.export import Request, export

    if merge and force:
        raise UsageError("--merge and --force exclude each other")
    exported = export(options, Request(out, only, merge, force, secrets_to))
    console.report(export_document(exported), spare=True)
    console.tell(*exported.notices)
    return 0
