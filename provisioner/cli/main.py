"""The program: argv in, exit code out, and never a traceback for a user."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import click

from provisioner import __version__
from provisioner.cli.command import COMPLETE, PROGRAM, LazyGroup, print_once
from provisioner.cli.console import Console

COMMANDS = {
    "init": "Write a configuration to begin with.",
    "validate": "Check the files offline.",
    "render": "Show the resolved configuration.",
    "schema": "Check or write the schemas for editors.",
    "plan": "Show what apply would do.",
    "show": "Show the saved plan FILE.",
    "apply": "Bring the tenant to what the files say.",
    "destroy": "Delete every managed resource of one environment.",
    "drift": "Show what changed outside.",
    "accept": "Take what changed outside into the files that define it.",
    "promote": "Carry definitions from one environment to another.",
    "history": "Show the last runs that wrote, newest first.",
    "output": "Show the ids a client application needs.",
    "list": "Show the live webhooks and channels.",
    "queues": "Show the queues, ready to be bound.",
    "graph": "Draw the routing map.",
    "export": "Write a live tenant as files and bind it.",
    "compare": "Show how environments really differ.",
    "adopt": "Bind ADDRESS to the live resource ID.",
    "forget": "Unbind ADDRESS.",
    "state": "Look at the state, repair it.",
    "simulator": "Serve a simulated tenant on loopback.",
    "completion": "Print the completion script of SHELL.",
}
INTERRUPTED = 130


@click.group(PROGRAM, cls=LazyGroup, summaries=COMMANDS, no_args_is_help=False)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=print_once(lambda context: f"{PROGRAM} {__version__}"),
    help="Show the version and exit.",
)
def program() -> None:
    """Configuration as code for 8x8 Contact Center's Chat Gateway.

    Webhooks, channels and queue assignments of a tenant, from the YAML files in environments/.
    """


def main() -> int:
    """Run with the arguments and streams of this interpreter."""
    if instruction := os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(program, {}, PROGRAM, COMPLETE, instruction)
    try:
        return run(sys.argv[1:], Console.of_this_run())
    finally:
        gc.freeze()  # the process ends: to look for garbage once more would only take time


def run(arguments: Sequence[str], console: Console, commands: click.Group = program) -> int:
    """Run one command; whatever happens becomes an exit code and something a person can act on."""
    try:
        with commands.make_context(PROGRAM, list(arguments) or ["--help"], obj=console) as context:
            return int(commands.invoke(context) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except KeyboardInterrupt:
        console.close()
        return INTERRUPTED
    except Exception as error:
        from provisioner.cli.failure import fail  # what goes well does not pay for it

        return fail(console, arguments, error)
