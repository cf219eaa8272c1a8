"""Files that survive a kill and a power cut: private, synced, never written through a link."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700


def private_folder(folder: Path) -> None:
    """Make the folder and the one around it for this user alone, whatever the umask says.

    Who may write to the one around it could put another folder in place of this one.
    """
    for one in (folder.parent, folder):
        one.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
        one.chmod(_PRIVATE_FOLDER)


def read_private(path: Path) -> str | None:
    """The text of a file, None when there is none; raises OSError for a link, ValueError for broken text."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    with os.fdopen(descriptor, encoding="utf-8") as file:
        return file.read()


def replace_durably(path: Path, text: str, backup: Path) -> None:
    """Put a whole new file in place of the old one, which is kept as `backup`. Durable on return."""
    aside = _written_aside(path, text)
    if path.exists():
        backup.unlink(missing_ok=True)
        os.link(path, backup)
    aside.replace(path)
    sync_folder(path.parent)


def write_private(path: Path, text: str) -> None:
    """Put a whole new file, for this user alone, in place of whatever had its name. Durable on return."""
    descriptor, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        _write_durably(descriptor, text)
        Path(aside).replace(path)
    except OSError:
        Path(aside).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _written_aside(path: Path, text: str) -> Path:
    aside = path.with_name(f"{path.name}.new")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _PRIVATE_FILE)
    _write_durably(descriptor, text)
    return aside


def _write_durably(descriptor: int, text: str) -> None:
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), _PRIVATE_FILE)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def create_appendable(path: Path) -> int:
    """An empty file open for appending, in place of whatever had its name; returns the descriptor."""
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_NOFOLLOW
    descriptor = os.open(path, flags, _PRIVATE_FILE)
    os.fchmod(descriptor, _PRIVATE_FILE)
    sync_folder(path.parent)
    return descriptor


def append_durably(descriptor: int, text: str) -> None:
    """Append whole lines, or nothing when OSError is raised. Durable on return."""
    end = os.fstat(descriptor).st_size
    data = text.encode()
    try:
        while data:
            data = data[os.write(descriptor, data) :]
        os.fsync(descriptor)
    except OSError:
        # Half a line would spoil the next one, which another thread may append at any moment.
        with suppress(OSError):
            os.ftruncate(descriptor, end)
        raise


def sync_folder(folder: Path) -> None:
    """Make created, renamed and removed names durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
