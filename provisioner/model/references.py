"""Addresses and ids of one tenant, both ways."""

from __future__ import annotations

from collections.abc import Mapping

from provisioner.model.address import Address
from provisioner.model.value import Reference


class References:
    """Which id an address has in one tenant; it learns the ids of what an apply creates.

    Two queue keys may be bound to one id: the id is then read as the first of them.
    """

    def __init__(self, ids: Mapping[Address, str], names: Mapping[tuple[str, str], str]) -> None:
        self._ids = dict(ids)
        self._names = names
        self._addresses: dict[tuple[str, str], Address] = {}
        for address, id in ids.items():
            self._addresses.setdefault((address.type, id), address)

    def id_of(self, address: Address) -> str | None:
        """The id, or None for what does not exist yet."""
        return self._ids.get(address)

    def learn(self, address: Address, id: str) -> None:
        """Remember the id of a resource that was just created."""
        self._ids[address] = id

    def desired(self, type: str, key: str) -> Reference:
        """A reference as the files write it."""
        id = self._ids.get(Address(type, key))
        return Reference(key, id, self._names.get((type, id)) if id is not None else None)

    def live(self, type: str, id: str) -> Reference:
        """A reference as the tenant answers it; its key is None when no file names that resource."""
        address = self._addresses.get((type, id))
        return Reference(address.key if address else None, id, self._names.get((type, id)))
