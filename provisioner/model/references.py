"""Addresses and ids of one tenant, both ways."""

from __future__ import annotations

from collections.abc import Mapping

from provisioner.model.address import Address
from provisioner.model.value import Reference


class References:
    """Which id an address has in one tenant, and which address an id.

    Two queue keys may be bound to one id: the id is then read as the first of them.
    """

    def __init__(self, ids: Mapping[Address, str], names: Mapping[tuple[str, str], str]) -> None:
        self._ids = ids
        self._names = names
        self._addresses: dict[tuple[str, str], Address] = {}
        self._desired: dict[tuple[str, str], Reference] = {}
        for address, id in ids.items():
            self._addresses.setdefault((address.type, id), address)

    def desired(self, type: str, key: str) -> Reference:
        """A reference as the files write it; thousands of channels share one."""
        reference = self._desired.get((type, key))
        if reference is None:
            id = self._ids.get(Address(type, key))
            name = self._names.get((type, id)) if id is not None else None
            reference = self._desired[type, key] = Reference(key, id, name)
        return reference

    def live(self, type: str, id: str) -> Reference:
        """A reference as the tenant answers it; its key is None when no file names that resource."""
        address = self._addresses.get((type, id))
        return Reference(address.key if address else None, id, self._names.get((type, id)))
