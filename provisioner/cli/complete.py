"""What the shell offers for an environment or an address: nothing at all when anything is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from provisioner.errors import ProvisionerError


def complete_environment(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The environments of the folder that the line names or the shell stands in."""
    from provisioner.workflow import discover

    try:
        return _beginning(incomplete, discover.environments(_folder(context)))
    except (ProvisionerError, OSError):
        return []


def complete_address(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The addresses that the environment of the line declares, or the only environment there is."""
    from provisioner.workflow import discover

    try:
        folder = _folder(context)
        environments = context.params.get("environments") or discover.environments(folder)
        declared = discover.addresses(folder, environments[0]) if len(environments) == 1 else ()
        return _beginning(incomplete, map(str, declared))
    except (ProvisionerError, OSError):
        return []


def _folder(context: click.Context) -> Path:
    from provisioner.workflow import discover

    named = context.params.get("folder") or os.environ.get("PROVISIONER_DIR")
    return Path(named) if named else discover.folder(Path.cwd())


def _beginning(incomplete: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word.startswith(incomplete)]
