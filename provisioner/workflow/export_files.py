"""The files of an export: what stands in their way, and how they are written and taken back."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from provisioner.config import files
from provisioner.config.files import FOLDER
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError
from provisioner.state.files import write_private
from provisioner.workflow.draft import Lifted
from provisioner.workflow.options import Options

_MOST_NAMED = 5


def environment_file(options: Options) -> Path:
    """The file of an environment."""
    return options.folder / FOLDER / f"{options.environment}.yaml"


def refuse_files_in(folder: Path) -> None:
    """Raise ProvisionerError when something is written there already, and nobody said what to do with it."""
    inside = folder / FOLDER
    found = sorted(path.relative_to(folder).as_posix() for path in inside.rglob("*.y*ml"))
    if found:
        more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
        hint = (
            "nothing was written; --merge adds what stands in no file yet, "
            "--force writes the environment's file anew and leaves the others"
        )
        raise ProvisionerError(
            Diagnostic("Files in the way", f"{', '.join(found[:_MOST_NAMED])}{more}", hint)
        )


def refuse_a_file(path: Path | None) -> None:
    """Raise ProvisionerError when the file for secrets exists, for it may hold others."""
    if path is not None and (path.exists() or path.is_symlink()):
        raise ProvisionerError(Diagnostic(f"{path} is in the way", hint="name a file that does not exist"))


@contextmanager
def tentative(path: Path, content: bytes) -> Iterator[None]:
    """Write a file for the time of the block; it stays when the block ends well, else all is as it was."""
    before = path.read_bytes() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    files.replace(path.parent, {path.name: content})
    try:
        yield
    except BaseException:
        path.unlink() if before is None else files.replace(path.parent, {path.name: before})
        raise


def write_secrets(path: Path, lifted: Iterable[Lifted]) -> None:
    """Write the values of variables for this user alone, in lines that a shell and dotenv read."""
    lines = (f"{one.variable}={shlex.quote(one.value)}\n" for one in lifted)
    try:
        write_private(path, "".join(lines))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProvisionerError(Diagnostic(f"The secrets cannot be written to {path}", reason)) from None
