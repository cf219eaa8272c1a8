"""`graph`: which webhook, channel and queue belong together."""

from __future__ import annotations

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.options import one_environment, spoken
from provisioner.workflow.options import Options

FORMATS = ("mermaid", "dot", "svg")


@click.command("graph", cls=Command)
@spoken
@one_environment
@click.option(
    "-o", "--output", type=click.Choice(FORMATS), default=FORMATS[0], help="How the map is written."
)
def command(console: Console, options: Options, output: str) -> int:
    """Draw the routing map.

    From webhook to channel to queue, as the files say: no tenant is read, no secret is needed.
    """
    from provisioner.reports.graph import GraphFormat, graph_text
    from provisioner.reports.routing import declared_routing
    from provisioner.workflow.prepare import declared

    routing = declared_routing(declared(options))
    console.result(graph_text(routing, options.environment, GraphFormat(output)))
    return 0
