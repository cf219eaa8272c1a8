"""A lock that the kernel gives back when its holder dies, with a note for people on who holds it."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from provisioner.diagnostics import Diagnostic
from provisioner.errors import LockedError
from provisioner.state.store import Lock

_PRIVATE_FILE = 0o600
_LOOKS, _PAUSE = 100, 0.02
"""How often a lock without a note is tried, and the seconds between: its note is about to come or go."""


class FileLock:
    """One lock file; a robbed holder notices nothing here, its next save does."""

    def __init__(self, path: Path, sleep: Callable[[float], object] = time.sleep) -> None:
        self.path = path
        self._sleep = sleep
        self._descriptor: int | None = None

    def acquire(self, lock: Lock) -> None:
        """Take the lock or raise LockedError naming the holder, at once when the holder has left its note."""
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
        for _ in range(_LOOKS):
            descriptor = self._try_once()
            if descriptor is not None:
                return descriptor
            if holder := self.holder():
                break
            self._sleep(_PAUSE)
        raise LockedError(self._refusal(holder))

    def _try_once(self) -> int | None:
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, _PRIVATE_FILE)
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if self._is_current(descriptor):
                return descriptor
        os.close(descriptor)
        return None

    def _is_current(self, descriptor: int) -> bool:
        """Whether the path still names the file that was opened: a former holder may have removed it."""
        try:
            return os.path.samestat(os.fstat(descriptor), self.path.lstat())
        except FileNotFoundError:
            return False

    def _refusal(self, holder: Lock | None) -> Diagnostic:
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
