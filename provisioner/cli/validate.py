"""`validate`: the files checked offline."""

from __future__ import annotations

from pathlib import Path

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.options import environment_flag, formatted, located
from provisioner.errors import ConfigurationError
from provisioner.reports.configuration import validation_document


@click.command("validate", cls=Command)
@formatted
@located
@environment_flag
@click.option("--all", "everything", is_flag=True, help="Every environment; so it is when none is named.")
@click.option("--strict", is_flag=True, help="Let warnings fail as well.")
def command(
    console: Console, folder: Path, environments: tuple[str, ...], everything: bool, strict: bool
) -> int:
    """Check the files offline.

    All mistakes of all files are told at once; no secret is needed.
    """
    from provisioner.workflow.validate import validate

    validation = validate(folder, () if everything else tuple(dict.fromkeys(environments)), strict)
    exit_code = 0 if validation.valid else ConfigurationError.exit_code
    console.report(validation_document(validation.environments, validation.diagnostics, exit_code))
    console.tell(*validation.diagnostics)
    return exit_code
