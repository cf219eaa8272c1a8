"""The files an environment is made of: found and read without leaving `environments/`."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from provisioner.config.yaml_file import MAX_BYTES
from provisioner.diagnostics import Diagnostic, Position
from provisioner.errors import ConfigurationError

FOLDER = "environments"
_FOLDER_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")


def environment_files(folder: Path) -> dict[str, Path]:
    """The environment files by name, in order of name; raises ConfigurationError when there is no folder."""
    root = folder / FOLDER
    if not root.is_dir():
        raise ConfigurationError(
            Diagnostic("No configuration", f"there is no {FOLDER}/ here", "write one with `provisioner init`")
        )
    return {path.stem: path for path in _yaml_files(root)}


def included_files(folder: Path, name: str, place: Position) -> list[Path]:
    """The files of one included folder, by name; raises ConfigurationError when it may not be read."""
    if not _FOLDER_NAME.fullmatch(name):
        hint = f"write the name of a folder in {FOLDER}/, such as `shared`"
        raise _refusal("Include refused", place, f'"{name}" is not a folder inside {FOLDER}/', hint)
    inside = folder / FOLDER / name
    if not _stays_inside(folder, inside):
        raise _refusal("Include refused", place, f'"{name}" leads out of {FOLDER}/', "copy the files here")
    if not inside.is_dir():
        raise _refusal(
            "Include refused", place, f"there is no folder {FOLDER}/{name}", "create it, or correct the name"
        )
    files = _yaml_files(inside)
    if not files:
        raise _refusal(
            "No configuration", place, f"no *.yaml file in {FOLDER}/{name}", "add one, or drop the include"
        )
    return files


def unread_files(folder: Path) -> list[Path]:
    """Files of `folder` that look like configuration and are not read because of their ending."""
    return sorted(path for path in folder.iterdir() if path.suffix == ".yml" and path.is_file())


def label(folder: Path, path: Path) -> str:
    """The name of a file in diagnostics: relative to the folder that holds environments/."""
    return path.relative_to(folder).as_posix()


def read(folder: Path, path: Path) -> bytes:
    """The bytes of a regular file inside `environments/`; raises ConfigurationError on anything else."""
    name = label(folder, path)
    if not _stays_inside(folder, path):
        raise _unreadable(
            "File refused", f"{name} leads out of {FOLDER}/", "replace the link by the file itself"
        )
    try:
        # Without O_NONBLOCK the open of a pipe would wait for a writer.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise _unreadable("File refused", f"{name} is not a regular file", "replace it by a file")
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable("File not readable", f"{name}: {error.strerror}", "check its permissions") from None
    if len(content) > MAX_BYTES:
        raise _unreadable("File too large", f"{name} is over {MAX_BYTES // 2**20} MiB", "split the file")
    return content


def replace(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files by rename, permissions kept: all are written beside the old ones before any is replaced.

    A link is followed to the file it names. Raises OSError.
    """
    written: dict[Path, Path] = {}
    try:
        for name, content in contents.items():
            path = (folder / name).resolve()
            written[path] = path.with_name(f".{path.name}.{os.getpid()}")
            written[path].write_bytes(content)
            if path.exists():
                written[path].chmod(stat.S_IMODE(path.stat().st_mode))
        for path, fresh in written.items():
            fresh.replace(path)
    finally:
        for fresh in written.values():
            fresh.unlink(missing_ok=True)


def _yaml_files(folder: Path) -> list[Path]:
    # A leading dot marks what an editor leaves beside the file it has open.
    return sorted(
        path for path in folder.glob("*.yaml") if not path.name.startswith(".") and not path.is_dir()
    )


def _stays_inside(folder: Path, path: Path) -> bool:
    try:
        return path.resolve().is_relative_to((folder / FOLDER).resolve())
    except (OSError, RuntimeError):
        # Links in a circle: an OSError or a RuntimeError, as the version of Python likes.
        return False


def _refusal(summary: str, place: Position, detail: str, hint: str) -> ConfigurationError:
    return ConfigurationError(Diagnostic(summary, detail, hint, place))


def _unreadable(summary: str, detail: str, hint: str) -> ConfigurationError:
    return ConfigurationError(Diagnostic(summary, detail, hint))
