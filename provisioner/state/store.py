"""The contract every place that keeps a state fulfils."""

from __future__ import annotations

from typing import Protocol

from provisioner.model.record import record
from provisioner.model.state import Binding, PendingWrite, State


@record
class Lock:
    """Who holds the state: `owner` is user@host, `since` an ISO time, `run` the command line's verb."""

    id: str
    owner: str
    since: str
    run: str


class Store(Protocol):
    """Where one environment's state lives. All methods raise StateError for a state that cannot be used."""

    def load(self) -> State | None:
        """The document with its journal replayed; None when there is neither."""

    def save(self, state: State) -> State:
        """Write the next serial, if the stored one is still `state.serial`, and start an empty journal.

        Raises StateTakenError when another run has saved in between, StateNotSavedError when the place cannot
        be written.
        """

    def lock(self, lock: Lock) -> None:
        """Take the lock or raise LockedError naming the holder."""

    def unlock(self) -> None:
        """Give the lock back; nothing happens when it is not held here."""

    def force_unlock(self, id: str) -> None:
        """Remove somebody's lock; raises LockedError when there is none or it has another id."""

    def intend(self, write: PendingWrite) -> int:
        """Journal a write before it is sent; the number is what `conclude` takes. Durable on return."""

    def conclude(self, number: int, binding: Binding | None) -> None:
        """Journal what the write left: a binding, or None for nothing. Durable on return."""
