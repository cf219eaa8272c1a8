"""Commands and groups that write through the console, and a group that loads a command when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, NoReturn

import click

from provisioner.cli.console import Console

PROGRAM = "provisioner"
COMPLETE = "_PROVISIONER_COMPLETE"
"""The variable in which a shell asks for what it may complete."""


class Command(click.Command):
    """A command whose help goes through the console."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _through_the_console(super().get_help_option(ctx))


class Group(click.Group):
    """A group whose help goes through the console, and that answers an unknown command with a near one."""

    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _through_the_console(super().get_help_option(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.list_commands(ctx) and not ctx.resilient_parsing:
            _refuse_unknown(args[0], self.list_commands(ctx), ctx.command_path)
        return super().resolve_command(ctx, args)


class LazyGroup(Group):
    """A group whose commands are modules, imported when they are named; the help lists their `summaries`."""

    def __init__(self, *args: Any, summaries: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.summaries = summaries

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.summaries)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.summaries:
            return None
        command = import_module(f"provisioner.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command


def console_of(context: click.Context) -> Console:
    """The console of this run."""
    console = context.find_object(Console)
    assert console is not None
    return console


def print_once(
    text: Callable[[click.Context], str],
) -> Callable[[click.Context, click.Parameter, bool], None]:
    """The callback of a flag that writes a text instead of running the command."""

    def callback(context: click.Context, parameter: click.Parameter, value: bool) -> None:
        if value and not context.resilient_parsing:
            console_of(context).result(text(context) + "\n")
            context.exit()

    return callback


def _through_the_console(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.callback = print_once(click.Context.get_help)
    return option


def _refuse_unknown(name: str, known: Iterable[str], path: str) -> NoReturn:
    import difflib

    from provisioner.diagnostics import Diagnostic
    from provisioner.errors import UsageError

    near = difflib.get_close_matches(name, list(known), n=1)
    hint = f'did you mean "{path} {near[0]}"?' if near else f"see `{path} --help`"
    raise UsageError(Diagnostic("Unknown command", f'"{name}" is not a command', hint))
