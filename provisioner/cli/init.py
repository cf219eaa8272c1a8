"""`init`: a configuration that works at once."""

from __future__ import annotations

from pathlib import Path

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.options import folder_flag, spoken
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.reports.escape import plain


@click.command("init", cls=Command)
@spoken
@folder_flag
def command(console: Console, folder: str | None) -> int:
    """Write a configuration to begin with.

    It works at once: its tenant is simulated.
    """
    from provisioner.workflow.init import init

    written = init(Path(folder) if folder else Path.cwd())
    console.result("".join(f"wrote {plain(file)}\n" for file in written.files) + "\nNext: provisioner plan\n")
    console.tell(*(Diagnostic(advice, severity=Severity.NOTICE) for advice in written.advice))
    return 0
