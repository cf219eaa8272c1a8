"""`simulator`: the simulated tenant as a server on loopback."""

from __future__ import annotations

import click

from provisioner.cli.command import Command
from provisioner.cli.complete import complete_environment
from provisioner.cli.console import Console
from provisioner.cli.options import chosen_environments, folder_flag, found, options_of, spoken

TENANT = "sandbox"


@click.command("simulator", cls=Command)
@spoken
@folder_flag
@click.option(
    "-e",
    "--environment",
    metavar="ENV",
    shell_complete=complete_environment,
    help="Serve this environment's simulated tenant; without it an empty one, kept in memory.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; a free one by default.")
def command(console: Console, folder: str | None, environment: str | None, port: int) -> int:
    """Serve a simulated tenant on loopback.

    Until it is interrupted.
    """
    from provisioner.workflow import embedded
    from provisioner.workflow.prepare import declared

    def started(url: str) -> None:
        console.result(f"Serving on {url}, x-api-key {embedded.KEY}; Ctrl-C ends it.\n")

    if environment is None:
        embedded.serve_empty(TENANT, port, started)
    else:
        place = found(folder)
        (name,) = chosen_environments(place, (environment,))
        embedded.serve_environment(
            place, declared(options_of(console, place, name)).environment, port, started
        )
    return 0
