"""The program: argv in, exit code out, and never a traceback for a user."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence

import click
from click.shell_completion import shell_complete

from provisioner import __version__
from provisioner.cli.command import LazyGroup, print_once
from provisioner.cli.completion import PROGRAM, VARIABLE
from provisioner.cli.console import Console
from provisioner.cli.failure import failure_of
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError, UsageError
from provisioner.reports.document import failure_document
from provisioner.reports.formats import Format

COMMANDS = (
    "init",
    "validate",
    "render",
    "schema",
    "plan",
    "show",
    "apply",
    "destroy",
    "drift",
    "accept",
    "promote",
    "history",
    "output",
    "list",
    "queues",
    "graph",
    "adopt",
    "forget",
    "state",
    "simulator",
    "completion",
)
INTERRUPTED = 130
_FORMAT_FLAG = re.compile(r"(?:-[vq]*o|--output(?:=|$))(?P<format>.*)")


@click.group(PROGRAM, cls=LazyGroup, modules=COMMANDS, no_args_is_help=False)
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
    if instruction := os.environ.get(VARIABLE):
        return shell_complete(program, {}, PROGRAM, VARIABLE, instruction)
    return run(sys.argv[1:], Console.of_this_run())


def run(arguments: Sequence[str], console: Console, commands: click.Group = program) -> int:
    """Run one command; whatever happens becomes an exit code and something a person can act on."""
    try:
        with commands.make_context(PROGRAM, list(arguments) or ["--help"], obj=console) as context:
            return int(commands.invoke(context) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        return _fail(console, arguments, UsageError(_usage(error)))
    except KeyboardInterrupt:
        console.close()
        return INTERRUPTED
    except Exception as error:
        return _fail(console, arguments, failure_of(error, console))


def _fail(console: Console, arguments: Sequence[str], error: ProvisionerError) -> int:
    console.tell(*error.diagnostics)
    if not console.result_shown:
        console.manner.format = asked_format(arguments)
        console.report(failure_document(error.diagnostics, error.exit_code), spare=True)
    return error.exit_code


def asked_format(arguments: Sequence[str]) -> Format:
    """The format a line asks for, also when it is wrong elsewhere; text when that cannot be told."""
    asked = Format.TEXT.value
    for flag, following in zip(arguments, (*arguments[1:], ""), strict=True):
        if found := _FORMAT_FLAG.fullmatch(flag):
            asked = found["format"] or following
    return Format(asked) if asked in set(Format) else Format.TEXT


def _usage(error: click.ClickException) -> Diagnostic:
    context = getattr(error, "ctx", None)
    path = context.command_path if isinstance(context, click.Context) else PROGRAM
    hint = f"see `{path} --help`"
    if path == PROGRAM and isinstance(error, click.NoSuchOption):
        hint = f"flags stand after the command: `{PROGRAM} plan {error.option_name}`"
    return Diagnostic("Wrong usage", error.format_message(), hint)
