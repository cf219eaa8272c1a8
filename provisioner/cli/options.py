"""The flags that several commands share, and what they make of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from provisioner.cli.colour import Colour
from provisioner.cli.command import console_of
from provisioner.cli.complete import complete_environment
from provisioner.cli.console import Console
from provisioner.cli.manner import LogFormat, Manner
from provisioner.cli.report_files import ReportFile, distinct, report_file
from provisioner.cli.values import seconds
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ConfigurationError, ProvisionerError, UsageError
from provisioner.reports.formats import Format
from provisioner.workflow.options import Options

Body = Callable[..., int]
DOTENV = "dotenv"
_COLOURS = click.Choice([str(one) for one in Colour])
_LOG_FORMATS = click.Choice([str(one) for one in LogFormat])
_ENVIRONMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


def spoken(body: Body) -> Body:
    """Give a command its console, and the flags that say how the console speaks."""

    @wraps(body)
    def speak(*, verbose: int, quiet: bool, color: str, log_format: str, **rest: Any) -> int:
        console = console_of(click.get_current_context())
        console.manner = Manner(
            colour=Colour(color),
            log_format=LogFormat(log_format),
            verbosity=-1 if quiet else min(verbose, 2),
        )
        return body(console, **rest)

    return with_flags(
        speak,
        click.option("-v", "--verbose", count=True, help="Tell more; -vv tells of every call."),
        click.option("-q", "--quiet", is_flag=True, help="Tell errors only."),
        click.option("--color", type=_COLOURS, default="auto", help="Also by NO_COLOR and FORCE_COLOR."),
        click.option("--log-format", type=_LOG_FORMATS, default="text", help="How stderr speaks."),
    )


def formatted(body: Body) -> Body:
    """Give a command the flag that says in which format its result is written."""

    @wraps(body)
    def format(console: Console, *, output: str, **rest: Any) -> int:
        console.manner = replace(console.manner, format=Format(output))
        return body(console, **rest)

    return spoken(with_flags(format, _output_flag(Format)))


def reported(body: Body) -> Body:
    """The same, and the flag that names further files for the report."""

    @wraps(body)
    def name(console: Console, *, report: tuple[ReportFile, ...], **rest: Any) -> int:
        console.manner = replace(console.manner, files=report)
        return body(console, **rest)

    return formatted(with_flags(name, _report_flag))


def formatted_or_dotenv(body: Body) -> Body:
    """The same with one more format, in which the command writes by itself when `dotenv` is true."""

    @wraps(body)
    def format(console: Console, *, output: str, **rest: Any) -> int:
        dotenv = output == DOTENV
        console.manner = replace(console.manner, format=Format.TEXT if dotenv else Format(output))
        return body(console, dotenv=dotenv, **rest)

    return spoken(with_flags(format, _output_flag((*Format, DOTENV))))


def located(body: Body) -> Body:
    """Give a command the `folder` that holds `environments/`, named or found."""

    @wraps(body)
    def locate(console: Console, *, folder: str | None, **rest: Any) -> int:
        console.folder = found(folder)
        return body(console, folder=console.folder, **rest)

    return with_flags(locate, folder_flag)


def one_environment(body: Body) -> Body:
    """Give a command the `Options` of one environment; the only one need not be named."""

    @wraps(body)
    def choose(console: Console, *, folder: Path, environments: tuple[str, ...], **rest: Any) -> int:
        chosen = chosen_environments(folder, environments)
        if len(chosen) > 1:
            raise UsageError(_several(chosen))
        return body(console, options_of(console, folder, chosen[0]), **rest)

    return located(with_flags(choose, environment_flag))


def tenant(body: Body) -> Body:
    """Let a command that reads a tenant be told how patient and how hasty to be."""

    @wraps(body)
    def adjust(console: Console, options: Options, *, timeout: float, parallelism: int, **rest: Any) -> int:
        return body(console, replace(options, timeout=timeout, parallelism=parallelism), **rest)

    return one_environment(with_flags(adjust, timeout_flag, parallelism_flag))


def several(body: Body) -> Body:
    """Give a command the `Options` of every environment that was chosen, in order."""

    @wraps(body)
    def choose(
        console: Console,
        *,
        folder: Path,
        environments: tuple[str, ...],
        everything: bool,
        timeout: float,
        parallelism: int,
        **rest: Any,
    ) -> int:
        chosen = all_environments(folder) if everything else chosen_environments(folder, environments, True)
        options = [
            replace(
                options_of(console, folder, one, len(chosen) > 1), timeout=timeout, parallelism=parallelism
            )
            for one in chosen
        ]
        return body(console, options, **rest)

    return located(with_flags(choose, environment_flag, all_flag, timeout_flag, parallelism_flag))


def found(folder: str | None) -> Path:
    """The folder that was named, else the one found from here upwards; raises ConfigurationError."""
    from provisioner.workflow import discover

    return Path(folder) if folder else discover.folder(Path.cwd())


def all_environments(folder: Path) -> tuple[str, ...]:
    """All there are; raises ConfigurationError when there is none."""
    from provisioner.workflow import discover

    return discover.environments(folder) or chosen_environments(folder, ())


def chosen_environments(folder: Path, named: tuple[str, ...], several: bool = False) -> tuple[str, ...]:
    """Those that were named, each once, else the only one there is; raises when it is unclear.

    `several` says that the command could be told to take all.
    """
    from provisioner.workflow import discover

    for name in named:
        if not _ENVIRONMENT.fullmatch(name):
            raise UsageError(f"{name!r} is not the name of an environment")
    chosen = tuple(dict.fromkeys(named)) or discover.environments(folder)
    if not named and len(chosen) != 1:
        raise _unnamed(chosen, several)
    return chosen


def options_of(console: Console, folder: Path, environment: str, apart: bool = False) -> Options:
    """What a workflow needs to know, its messages going to the console; `apart` puts its name before them."""
    hide = console.scrubber.learn  # one scrubber for all, made before environments are looked at side by side
    if not apart:
        return Options(folder, environment, tell=console.tell, log=console.log, hide=hide)

    def tell(diagnostic: Diagnostic) -> None:
        console.tell(replace(diagnostic, summary=f"{environment}: {diagnostic.summary}"))

    def log(line: str) -> None:
        console.log(f"{environment}: {line}")

    return Options(folder, environment, tell=tell, log=log, hide=hide)


def with_flags(body: Body, *flags: Callable[[Body], Body]) -> Body:
    """The body with flags, which the help shows in this order."""
    for flag in reversed(flags):
        body = flag(body)
    return body


folder_flag = click.option(
    "-C",
    "folder",
    metavar="DIR",
    envvar="PROVISIONER_DIR",
    type=click.Path(exists=True, file_okay=False),
    is_eager=True,
    help="The folder that holds environments/.",
)
environment_flag = click.option(
    "-e",
    "--environment",
    "environments",
    metavar="ENV",
    multiple=True,
    envvar="PROVISIONER_ENVIRONMENT",
    shell_complete=complete_environment,
    help="The environment; the only one need not be named.",
)
all_flag = click.option("--all", "everything", is_flag=True, help="Every environment.")
jobs_flag = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="Environments side by side.",
)
timeout_flag = click.option(
    "--timeout",
    type=seconds,
    metavar="SECONDS",
    default="30",
    show_default=True,
    help="Seconds a call may take in all.",
)
parallelism_flag = click.option(
    "--parallelism",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    help="Calls side by side.",
)


_report_flag = click.option(
    "--report",
    metavar="KIND=PATH",
    multiple=True,
    type=report_file,
    callback=distinct,
    help="Write the report to PATH as well: text, json, markdown, html, junit, prometheus, github, gitlab.",
)


def _output_flag(formats: Iterable[str]) -> Callable[[Body], Body]:
    choice = click.Choice([str(one) for one in formats])
    return click.option("-o", "--output", type=choice, default="text", help="How stdout speaks.")


def _several(chosen: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        "One environment at a time", f"named were {', '.join(chosen)}", "run the command once for each"
    )


def _unnamed(known: tuple[str, ...], several: bool) -> ProvisionerError:
    if not known:
        hint = "write one with `provisioner init`"
        return ConfigurationError(Diagnostic("No configuration", "there is no environment file", hint))
    hint = "name one with -e ENV" + (", or take all with --all" if several else "")
    return UsageError(Diagnostic("Which environment?", f"there are {', '.join(known)}", hint))
