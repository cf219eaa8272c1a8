"""Whatever ends a command becomes an error with something a person can act on."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from provisioner.cli.console import Console
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError


def failure_of(error: Exception, console: Console) -> ProvisionerError:
    """The error itself if it was raised on purpose, else what can be said of it without its message."""
    match error:
        case ProvisionerError():
            return error
        case OSError():
            return _unreachable(error)
        case _:
            return _unexpected(console, error)


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
