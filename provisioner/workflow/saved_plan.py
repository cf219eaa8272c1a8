"""Saved plans on disk: private files, written whole."""

from __future__ import annotations

from pathlib import Path

from provisioner.diagnostics import Diagnostic
from provisioner.errors import ConfigurationError, ProvisionerError
from provisioner.plan.plan_file import PlanFile, decode_plan
from provisioner.state.files import write_private

LARGEST = 64_000_000
"""In bytes: no plan is that large, and a wrong file name must not fill the memory."""


def save_plan(path: Path, text: str) -> None:
    """Write a plan file for this user alone; raises ProvisionerError when it cannot be written."""
    try:
        write_private(path, text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProvisionerError(Diagnostic(f"The plan cannot be saved to {path}", reason)) from None


def load_plan(path: Path) -> PlanFile:
    """Read a saved plan; raises ConfigurationError for anything else."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST)
        return decode_plan(content.decode(), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(Diagnostic(f"The plan {path} cannot be read", str(error))) from None
