"""Where the configuration stands, which environments it has, and which addresses they declare."""

from __future__ import annotations

from pathlib import Path

from provisioner.config import discover
from provisioner.config.files import environment_files
from provisioner.model.address import Address


def folder(start: Path) -> Path:
    """The folder that holds `environments/`, `start` or above; raises ConfigurationError without one."""
    return discover.discover(start)


def environments(folder: Path) -> tuple[str, ...]:
    """The names of the environments, in order; raises ConfigurationError when there is no `environments/`."""
    return tuple(environment_files(folder))


def addresses(folder: Path, environment: str) -> tuple[Address, ...]:
    """What an environment declares, in order; reads no secret, raises ConfigurationError."""
    # The schemas of the files cost more than listing environments needs.
    from provisioner.config.load import load
    from provisioner.resources import RESOURCE_TYPES

    return tuple(load(folder, environment, None, RESOURCE_TYPES).definitions)
