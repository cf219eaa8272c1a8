"""A lock that the kernel gives back when its holder dies, with a note for people on who holds it."""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from provisioner.diagnostics import Diagnostic
from provisioner.errors import LockedError
from provisioner.state.store import Lock

_PRIVATE_FILE = 0o600


class FileLock:
    """One lock file; a robbed holder notices nothing here, its next save does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def acquire(self, lock: Lock) -> None:
        """Take the lock at once or raise LockedError naming the holder."""
        descriptor = self._open_locked()
        os.fchmod(descriptor, _PRIVATE_FILE)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, json.dumps(asdict(lock)).encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Give it back, if it is held here."""
        if self._descriptor is None:
            return
        # The kernel's lock ends with the descriptor: a note that cannot be removed holds nobody up.
        with suppress(OSError):
            if self._is_current(self._descriptor):
                self.path.unlink()
        os.close(self._descriptor)
        self._descriptor = None

    def rob(self, id: str) -> None:
        """Remove the lock of that id, whoever holds it; raises LockedError when the id is another."""
        holder = self.holder()
        if holder is None:
            raise LockedError("There is no lock to remove")
        if holder.id != id:
            raise LockedError(
                Diagnostic(
                    f"The lock has another id: {holder.id}",
                    _told(holder),
                    "it was taken anew; look who holds it now",
                )
            )
        self.path.unlink(missing_ok=True)

    def holder(self) -> Lock | None:
        """Who wrote the note; None when there is no lock or no note yet."""
        try:
            return Lock(**json.loads(self.path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def _open_locked(self) -> int:
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, _PRIVATE_FILE)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                raise LockedError(self._refusal()) from None
            if self._is_current(descriptor):
                return descriptor
            os.close(descriptor)

    def _is_current(self, descriptor: int) -> bool:
        """Whether the path still names the file that was opened: a former holder may have removed it."""
        try:
            return os.path.samestat(os.fstat(descriptor), self.path.lstat())
        except FileNotFoundError:
            return False

    def _refusal(self) -> Diagnostic:
        holder = self.holder()
        environment = self.path.stem
        if holder is None:
            return Diagnostic(
                f"The state of {environment} is locked", hint="try again when the other run is done"
            )
        return Diagnostic(
            f"The state of {environment} is locked by {holder.owner}",
            _told(holder),
            f"wait for it to end, or: provisioner state unlock -e {environment} {holder.id}",
        )


def _told(holder: Lock) -> str:
    return f"{holder.owner} runs {holder.run} since {holder.since}, lock id {holder.id}"
