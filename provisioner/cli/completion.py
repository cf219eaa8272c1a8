"""`completion`: what a shell needs to complete commands, environments and addresses."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from provisioner.cli.command import COMPLETE, PROGRAM, Command
from provisioner.cli.console import Console
from provisioner.cli.options import spoken

SHELLS = ("bash", "zsh", "fish")


@click.command("completion", cls=Command)
@spoken
@click.argument("shell", type=click.Choice(SHELLS))
def command(console: Console, shell: str) -> int:
    """Print the completion script of SHELL."""
    completion = get_completion_class(shell)
    assert completion is not None
    script = completion(click.get_current_context().command, {}, PROGRAM, COMPLETE)
    # Its own `source()` starts a shell to ask for the version, and writes to stdout when it dislikes it.
    console.result(script.source_template % script.source_vars())
    return 0
