"""Where the configuration stands."""

from __future__ import annotations

from pathlib import Path

from provisioner.config.files import FOLDER
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ConfigurationError


def discover(start: Path) -> Path:
    """The folder that holds `environments/`: `start` or its first parent, not beyond the repository root.

    Raises ConfigurationError when there is none.
    """
    for folder in _up_to_the_repository(start.absolute()):
        if (folder / FOLDER).is_dir():
            return folder
    raise ConfigurationError(
        Diagnostic(
            "No configuration",
            f"there is no {FOLDER}/ here or above, up to the repository's root",
            "write one with `provisioner init`, or name the folder that holds it with -C DIR",
        )
    )


def _up_to_the_repository(start: Path) -> list[Path]:
    folders = [start, *start.parents]
    roots = [index for index, folder in enumerate(folders) if (folder / ".git").exists()]
    # Outside a repository nothing says where to stop, and a stranger's folder must not be picked up.
    return folders[: roots[0] + 1] if roots else [start]
