"""`init`: a configuration that works at once, simulated or from a tenant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.options import (
    chosen_environments,
    environment_flag,
    folder_flag,
    options_of,
    parallelism_flag,
    spoken,
    timeout_flag,
)
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import UsageError
from provisioner.reports.escape import plain
from provisioner.reports.export import export_document
from provisioner.workflow.options import Options


@click.command("init", cls=Command)
@spoken
@folder_flag
@click.option("--from-tenant", is_flag=True, help="Begin with what lives in a tenant, and bind it.")
@environment_flag
@click.option("--tenant", metavar="ID", help="The tenant's id.")
@click.option("--endpoint", metavar="URL", help="Where it is reached, if not at 8x8.")
@click.option("--api-key-env", metavar="NAME", help="The variable with its key: PROVISIONER_ENV_API_KEY.")
@click.option(
    "--secrets-to",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the credentials of live URIs go.",
)
@timeout_flag
@parallelism_flag
def command(
    console: Console,
    folder: str | None,
    from_tenant: bool,
    environments: tuple[str, ...],
    timeout: float,
    parallelism: int,
    **origin: Any,
) -> int:
    """Write a configuration to begin with.

    It works at once: its tenant is simulated, or the one that is named.
    """
    home = Path(folder or ".")
    given = {name: value for name, value in origin.items() if value is not None}
    if from_tenant:
        options = options_of(console, home, _named(home, environments))
        return _begin(console, replace(options, timeout=timeout, parallelism=parallelism), given)
    if given:
        raise UsageError(f"--{next(iter(given)).replace('_', '-')} is about a tenant: add --from-tenant")
    return _simulate(console, home)


def _simulate(console: Console, home: Path) -> int:
    from provisioner.workflow.init import init

    written = init(home)
    console.result("".join(f"wrote {plain(file)}\n" for file in written.files) + "\nNext: provisioner plan\n")
    console.tell(*(Diagnostic(advice, severity=Severity.NOTICE) for advice in written.advice))
    return 0


def _begin(console: Console, options: Options, given: Mapping[str, Any]) -> int:
    from provisioner.workflow.init_tenant import Origin, init_from_tenant

    if "tenant" not in given:
        raise UsageError(Diagnostic("Which tenant?", hint="name it with --tenant ID"))
    exported = init_from_tenant(options, Origin(**given))
    console.report(export_document(exported), spare=True)
    console.tell(*exported.notices)
    return 0


def _named(home: Path, environments: tuple[str, ...]) -> str:
    if len(environments) != 1:
        raise UsageError(Diagnostic("Which environment?", hint="give it one name with -e ENV, such as prod"))
    return chosen_environments(home, environments)[0]
