"""The state in `.provisioner/state/` beside the files: one document, one journal, one lock an environment."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError, StateError, StateNotSavedError, StateTakenError
from provisioner.model.state import Binding, PendingWrite, State
from provisioner.state import journal
from provisioner.state.document import decode_state, document_text, unusable
from provisioner.state.files import (
    append_durably,
    create_appendable,
    private_folder,
    read_private,
    replace_durably,
)
from provisioner.state.lock import FileLock
from provisioner.state.store import Lock


class LocalStore:
    """One environment's state in a folder; satisfies `Store`. Journaling is safe from several threads."""

    def __init__(self, folder: Path, environment: str) -> None:
        self.folder = folder / ".provisioner" / "state"
        self.document = self.folder / f"{environment}.json"
        self.journal = self.folder / f"{environment}.journal"
        self.backup = self.folder / f"{environment}.json.backup"
        self._file_lock = FileLock(self.folder / f"{environment}.lock")
        self._writing = threading.Lock()
        self._journal: int | None = None
        self._number = 0

    def load(self) -> State | None:
        # In this order, a run that saves meanwhile leaves an old journal and its successor: both fit.
        lines = self._read(self.journal)
        text = self._read(self.document)
        if text is None:
            if lines:
                raise StateError(self._vanished())
            return None
        state = decode_state(text, str(self.document))
        return journal.replay(state, lines or "", str(self.journal))

    def save(self, state: State) -> State:
        try:
            private_folder(self.folder)
            self._compare(state)
            saved = replace(state, serial=state.serial + 1)
            replace_durably(self.document, document_text(saved), self.backup)
            self._begin_journal(saved)
        except OSError as error:
            raise StateNotSavedError(_unwritable(self.document, error)) from None
        return saved

    def lock(self, lock: Lock) -> None:
        try:
            private_folder(self.folder)
            self._file_lock.acquire(lock)
        except OSError as error:
            raise ProvisionerError(_unwritable(self.folder, error)) from None

    def unlock(self) -> None:
        self._close_journal()
        self._file_lock.release()

    def force_unlock(self, id: str) -> None:
        try:
            self._file_lock.rob(id)
        except OSError as error:
            raise ProvisionerError(_unwritable(self._file_lock.path, error)) from None

    def intend(self, write: PendingWrite) -> int:
        with self._writing:
            self._number += 1
            self._append(journal.intent(self._number, write))
            return self._number

    def conclude(self, number: int, binding: Binding | None) -> None:
        with self._writing:
            self._append(journal.conclusion(number, binding))

    def _append(self, line: str) -> None:
        assert self._journal is not None, "a state is saved before the first write"
        try:
            append_durably(self._journal, line)
        except OSError as error:
            raise ProvisionerError(_unwritable(self.journal, error)) from None

    def _begin_journal(self, state: State) -> None:
        self._close_journal()
        self._journal = create_appendable(self.journal)
        append_durably(self._journal, journal.header(state))

    def _close_journal(self) -> None:
        if self._journal is not None:
            os.close(self._journal)
            self._journal = None

    def _compare(self, state: State) -> None:
        """Refuse to overwrite what another run saved since this state was loaded."""
        text = self._read(self.document)
        stored = decode_state(text, str(self.document)) if text is not None else replace(state, serial=0)
        if (stored.serial, stored.lineage) != (state.serial, state.lineage):
            word = f"has serial {stored.serial}" if text is not None else "is gone"
            raise StateTakenError(
                Diagnostic(
                    "Another run has saved this state in between",
                    f"{self.document} {word}, this run began with serial {state.serial}",
                    "run the command again: it reads the tenant and finds what was done",
                )
            )

    def _read(self, path: Path) -> str | None:
        try:
            return read_private(path)
        except OSError as error:
            hint = "make it a file of your own that you may read; a link is never followed"
            reason = error.strerror or str(error)
            raise StateError(Diagnostic(f"The state file {path} cannot be read", reason, hint)) from None
        except UnicodeDecodeError:
            raise StateError(unusable(str(path), "it is not text in UTF-8")) from None

    def _vanished(self) -> Diagnostic:
        return Diagnostic(
            f"The state file {self.document} is gone, the journal beside it is not",
            "the journal alone does not say what was bound",
            f"restore {self.backup.name} in its place, or delete {self.journal.name} to begin anew",
        )


def _unwritable(path: Path, error: OSError) -> Diagnostic:
    return Diagnostic(f"{path} cannot be written", error.strerror or str(error), "nothing further was sent")
