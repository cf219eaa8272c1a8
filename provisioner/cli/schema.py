"""`schema`: the JSON Schemas that editors complete and check the files with."""

from __future__ import annotations

from pathlib import Path

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.options import located, spoken
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError, UsageError


@click.command("schema", cls=Command)
@spoken
@located
@click.option("--write", is_flag=True, help="Write those that are not up to date.")
@click.option("--check", is_flag=True, help="Fail when one is not up to date.")
def command(console: Console, folder: Path, write: bool, check: bool) -> int:
    """Check or write the schemas for editors.

    They stand in environments/.schema; without a flag those are told that are not up to date.
    """
    from provisioner.workflow import schema

    if write and check:
        raise UsageError("--write and --check exclude each other")
    outdated = schema.write(folder) if write else schema.check(folder)
    word = "wrote" if write else "not up to date:"
    console.result("".join(f"{word} {name}\n" for name in outdated) or "The schemas are up to date.\n")
    if check and outdated:
        raise ProvisionerError(_outdated(outdated))
    return 0


def _outdated(names: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        "The schemas are not up to date", ", ".join(names), "write them with `provisioner schema --write`"
    )
