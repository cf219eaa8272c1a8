"""Whatever ends a command becomes an error with something a person can act on."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from provisioner.cli.command import PROGRAM
from provisioner.cli.console import Console
from provisioner.diagnostics import Diagnostic
from provisioner.errors import BrokenOffError, ProvisionerError, UsageError
from provisioner.reports.document import failure_document
from provisioner.reports.formats import Format

_FORMAT_FLAG = re.compile(r"(?:-[vq]*o|--output(?:=|$))(?P<format>.*)")


def failure_of(error: Exception, console: Console) -> ProvisionerError:
    """The error itself if it was raised on purpose, else what can be said of it without its message."""
    match error:
        case BrokenOffError(__cause__=Exception() as cause):
            return BrokenOffError(*failure_of(cause, console).diagnostics, *error.diagnostics)
        case ProvisionerError():
            return error
        case click.ClickException():
            return UsageError(_usage(error))
        case OSError():
            return _unreachable(error)
        case _:
            return _unexpected(console, error)


def fail(console: Console, arguments: Sequence[str], error: Exception) -> int:
    """Tell of what ended a command and return the exit code; stdout has a document also then."""
    known = failure_of(error, console)
    console.tell(*known.diagnostics)
    if not console.result_shown:
        console.manner.format = asked_format(arguments)
        console.report(failure_document(known.diagnostics, known.exit_code), spare=True)
    return known.exit_code


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


def _unreachable(error: OSError) -> ProvisionerError:
    place = f": {error.filename}" if error.filename else ""
    return ProvisionerError(f"{error.strerror or type(error).__name__}{place}")


def _unexpected(console: Console, error: Exception) -> ProvisionerError:
    """A defect of the tool; its message may hold anything, so only its name and its place are told."""
    if os.environ.get("PROVISIONER_DEBUG") == "1":
        console.traceback("".join(traceback.format_exception(error)))
    frame = traceback.extract_tb(error.__traceback__)[-1]
    detail = f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
    hint = "this is a defect of provisioner; PROVISIONER_DEBUG=1 shows the traceback"
    return ProvisionerError(Diagnostic("Unexpected error", detail, hint))
