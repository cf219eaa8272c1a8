"""`render`: the resolved configuration of an environment."""

from __future__ import annotations

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.options import formatted, one_environment
from provisioner.reports.configuration import rendering_document
from provisioner.workflow.options import Options


@click.command("render", cls=Command)
@formatted
@one_environment
@click.option("--origin", is_flag=True, help="Say where each value comes from.")
def command(console: Console, options: Options, origin: bool) -> int:
    """Show the resolved configuration.

    Layers are merged and secrets stand as templates; no secret is needed.
    """
    from provisioner.workflow.render import render

    rendering = render(options.folder, options.environment)
    origins = rendering.origins if origin else None
    console.report(rendering_document(options.environment, rendering.data, origins))
    return 0
