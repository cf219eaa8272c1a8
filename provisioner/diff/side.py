"""One environment as it is held against others: its resources in words that mean the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from provisioner.diagnostics import Position
from provisioner.model.address import Address
from provisioner.model.environment import Environment
from provisioner.model.record import record
from provisioner.model.value import Reference, Secret, Value


class Presence(StrEnum):
    """Whether a resource is there."""

    THERE = "there"
    MISSING = "declared, not in the tenant"
    UNCLEAR = "declared, several live resources bear its name"
    DAMAGED = "declared, its answer is damaged"


@record
class Word:
    """One attribute on one side: its value, and what the file says for it, None where no file does.

    `as_written` says that the value is what the file asks for. An `ignored` one is left alone by its
    environment.
    """

    value: Value
    written: str | None = None
    as_written: bool = True
    ignored: bool = False


def said(value: Value, *, by_key: bool) -> str:
    """A value in words that mean the same in every tenant: of a secret what may be seen, never an id.

    A reference equals no text; it goes by its key, or by its name where it has one.
    """
    match value:
        case Reference(key=key, name=name):
            return f"\0{key if by_key else name or key}"
        case Secret(shown=shown):
            return shown
        case _:
            return value or ""


@record
class Member:
    """One resource on one side; `key` is None for what no file declares.

    `base` is where its definition begins, before any layer that overlays it.
    """

    type: str
    key: str | None
    name: str
    words: Mapping[str, Word]
    presence: Presence = Presence.THERE
    base: Position | None = None

    @property
    def address(self) -> Address | None:
        return Address(self.type, self.key) if self.key is not None else None


@record
class Side:
    """One environment, its tenant, and all its resources.

    `unread` holds the (type, attribute) pairs that this tenant does not return.
    """

    environment: Environment
    members: tuple[Member, ...]
    unread: frozenset[tuple[str, str]] = frozenset()

    @property
    def nameless(self) -> bool:
        """Whether something names a resource of which neither key nor name is known."""
        values = (word.value for member in self.members for word in member.words.values())
        return any(isinstance(one, Reference) and one.key is None and one.name is None for one in values)

    def includes(self, file: str) -> bool:
        """Whether its file includes the folder of another file."""
        root = self.environment.path.rpartition("/")[0]
        return file.rpartition("/")[0] in {f"{root}/{name}" for name in self.environment.include}
