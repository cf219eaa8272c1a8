"""`history`: the last runs."""

from __future__ import annotations

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.options import formatted, one_environment
from provisioner.reports.history import history_document
from provisioner.workflow.options import Options


@click.command("history", cls=Command)
@formatted
@one_environment
def command(console: Console, options: Options) -> int:
    """Show the last runs that wrote, newest first.

    When, how it ended, what was done, who ran it and from which commit.
    """
    from provisioner.workflow import state

    console.report(history_document(options.environment, state.runs(options)))
    return 0
