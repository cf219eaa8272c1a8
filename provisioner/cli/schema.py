"""`schema`: the JSON Schemas that editors check the files with, and that of the reports."""

from __future__ import annotations

import json

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.options import folder_flag, found, spoken
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError, UsageError


@click.command("schema", cls=Command)
@spoken
@folder_flag
@click.argument("what", type=click.Choice(["report"]), required=False)
@click.option("--write", is_flag=True, help="Write those that are not up to date.")
@click.option("--check", is_flag=True, help="Fail when one is not up to date.")
def command(console: Console, folder: str | None, what: str | None, write: bool, check: bool) -> int:
    """Check or write the schemas for editors.

    They stand in environments/.schema; without a flag those are told that are not up to date. `schema report`
    prints the schema of the reports instead.
    """
    if [bool(what), write, check].count(True) > 1:
        raise UsageError("report, --write and --check exclude each other")
    if what:
        from provisioner.reports.schema import report_schema

        console.result(json.dumps(report_schema(), indent=2) + "\n")
        return 0
    return _files(console, folder, write, check)


def _files(console: Console, folder: str | None, write: bool, check: bool) -> int:
    from provisioner.workflow import schema

    place = found(folder)
    outdated = schema.write(place) if write else schema.check(place)
    word = "wrote" if write else "not up to date:"
    console.result("".join(f"{word} {name}\n" for name in outdated) or "The schemas are up to date.\n")
    if check and outdated:
        raise ProvisionerError(_outdated(outdated))
    return 0


def _outdated(names: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        "The schemas are not up to date", ", ".join(names), "write them with `provisioner schema --write`"
    )
