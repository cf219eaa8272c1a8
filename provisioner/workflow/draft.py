"""Drafts: live resources in the words of files, ready to be written there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from provisioner.model.address import Address
from provisioner.model.record import record


@record
class Draft:
    """A definition for one live resource.

    `attributes` stand as a file says them: keys for references, placeholders for credentials. `live` holds
    the same attributes as the tenant does. `twins` counts the live resources that bear the name.
    """

    address: Address
    id: str
    name: str
    attributes: Mapping[str, str]
    live: Mapping[str, str] = field(repr=False)
    protect: bool = False
    twins: int = 1


@record
class LeftOut:
    """A live resource that no file can declare, and why; id and name are empty where they cannot be read."""

    type: str
    id: str
    name: str
    reason: str


@record
class Lifted:
    """A credential of a live URI that a variable is to hold; nothing shows its value."""

    variable: str
    address: Address
    value: str = field(repr=False)


@record
class Drafts:
    """Drafts by type and key; `queues` are the bindings they need beside those there are."""

    drafts: tuple[Draft, ...]
    queues: Mapping[str, Mapping[str, str | int]]
    lifted: tuple[Lifted, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def of(self, type: str) -> Iterator[Draft]:
        """The drafts of one type."""
        return (one for one in self.drafts if one.address.type == type)
