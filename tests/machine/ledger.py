"""What must never happen, whatever the tool is put through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from provisioner.model.state import State
from provisioner.plan.change import Action, Change
from provisioner.simulator import LoggedRequest
from tests.machine.files import Files

Named = tuple[str, str]
"""A type and a display name."""


class Violation(AssertionError):
    """Something that must never happen has happened."""


class Ledger:
    """For which address each live resource was made or adopted.

    `abandoned` counts those that nobody can find again: their binding was lost, and their name is not the one
    that is declared. Of such an address two resources may live.
    """

    def __init__(self) -> None:
        self.owners: dict[str, str] = {}
        self.abandoned = 0

    def hold_writes(self, shown: Iterable[Change], writes: Iterable[LoggedRequest]) -> None:
        """Nothing was written that the plan did not show, and nothing was created twice."""
        changes = list(shown)
        creates = Counter(_named(one) for one in changes if one.action is Action.CREATE)
        updates = {one.id for one in changes if one.updates}
        deletes = {one.id for one in changes if one.action is Action.DELETE}
        for write in writes:
            if write.committed:
                _hold_write(write, creates, updates, deletes)

    def note_created(self, shown: Iterable[Change], bodies: Mapping[str, Named]) -> None:
        """Enter what the tool has made."""
        addresses = {_named(one): str(one.address) for one in shown if one.action is Action.CREATE}
        self.owners |= {id: addresses[named] for id, named in bodies.items()}

    def note_bound(self, state: State, live: Mapping[str, Named]) -> None:
        """Enter what the tool has adopted, and under which address it goes on."""
        self.owners = {id: address for id, address in self.owners.items() if id in live}
        self.owners |= {one.id: str(address) for address, one in state.bindings.items() if one.id in live}

    def hold_one_each(self) -> None:
        """No two live resources of one address."""
        for address, count in Counter(self.owners.values()).items():
            if count > 1:
                twins = sorted(id for id, owner in self.owners.items() if owner == address)
                raise Violation(f"{address} has {count} live resources: {', '.join(twins)}")

    def hold_nothing_lost(self, ids: Iterable[str], state: State, live: Mapping[str, Named]) -> None:
        """Each of these ids is bound, or will be found by what is pending."""
        known = {one.id for one in state.bindings.values()}
        for id in ids:
            if id not in known and not _is_pending(self.owners.get(id, ""), live[id], state):
                raise Violation(f"{id} of {self.owners.get(id)} is neither bound nor pending")

    def abandon(self, state: State, files: Files, live: Mapping[str, Named]) -> None:
        """Strike what is neither bound nor pending and does not bear the declared name: none can find it."""
        bound = {one.id for one in state.bindings.values()}
        self.owners = {id: address for id, address in self.owners.items() if id in live}
        for id, address in list(self.owners.items()):
            declared = files.get(address) or {}
            found = declared.get("name") == live[id][1] or _is_pending(address, live[id], state)
            if id not in bound and not found:
                self.strike(id)

    def abandon_replaced(self, state: State) -> None:
        """Strike what is not bound and whose address is bound to something else, as an older state says."""
        bound = {str(address): one.id for address, one in state.bindings.items()}
        for id, address in list(self.owners.items()):
            if bound.get(address, id) != id and id not in bound.values():
                self.strike(id)

    def strike(self, id: str) -> None:
        del self.owners[id]
        self.abandoned += 1


def _hold_write(
    write: LoggedRequest, creates: Counter[Named], updates: set[str | None], deletes: set[str | None]
) -> None:
    plural, _, id = write.path.removeprefix("/chat-gateway/v1/").partition("/")
    match write.method:
        case "POST":
            named = plural.removesuffix("s"), write.json["name"]
            creates[named] -= 1
            if creates[named] < 0:
                raise Violation(f"{named} was created more often than the plan showed")
        case "PUT" if unquote(id) not in updates:
            raise Violation(f"{id} was updated, and the plan did not show it")
        case "DELETE" if unquote(id) not in deletes:
            raise Violation(f"{id} was deleted, and the plan did not show it")


def _named(change: Change) -> Named:
    return change.address.type, change.name


def _is_pending(address: str, live: Named, state: State) -> bool:
    creates = (one for one in state.pending if one.action == Action.CREATE)
    return any(str(one.address) == address and one.name == live[1] for one in creates)
