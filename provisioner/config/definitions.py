"""Merged sections to definitions: placeholders replaced, places kept, digests taken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from provisioner.config.content import Section
from provisioner.config.findings import Findings
from provisioner.config.interpolate import Surroundings, interpolate
from provisioner.config.merge import stands
from provisioner.config.node import Node
from provisioner.diagnostics import Position
from provisioner.model.address import Address
from provisioner.model.configuration import Definition
from provisioner.model.resource_type import ResourceType
from provisioner.model.value import Secret

Sections = dict[str, Section]


@dataclass(slots=True)
class Resolver:
    """Makes definitions out of merged nodes.

    `shared` holds the sections before the environment's own overlay. `damaged` grows by the definitions whose
    placeholders have a mistake.
    """

    around: Surroundings
    shared: Sections
    damaged: set[Address]
    findings: Findings

    def definitions(self, types: Sequence[ResourceType], sections: Sections) -> dict[Address, Definition]:
        """Everything that stands, types in their order and keys in order within each."""
        found = {}
        for type in types:
            section = sections[type.plural]
            for key in sorted(section):
                if stands(section[key]):
                    address = Address(type.name, key)
                    found[address] = self._definition(
                        address, section[key], self.shared[type.plural].get(key)
                    )
        return found

    def _definition(self, address: Address, node: Node, shared: Node | None) -> Definition:
        attributes: dict[str, str | Secret] = {}
        places: dict[str, Position] = {}
        released, protect = [], False
        for name, member in node.members.items():
            if member.value is None:
                released.append(name)
                continue
            places[name] = member.position
            if name == "protect":
                protect = member.value is True
            else:
                attributes[name] = self._text(address, member)
        return Definition(
            address=address,
            attributes=attributes,
            position=node.key_position(address.key),
            places=places,
            released=frozenset(released),
            protect=protect,
            digest=digest(shared if shared is not None and stands(shared) else node),
        )

    def _text(self, address: Address, node: Node) -> str | Secret:
        value, mistakes = interpolate(str(node.value), self.around)
        for mistake in mistakes:
            place = self.findings.within(node.position, mistake.placeholder)
            self.damaged.add(address)
            hint = mistake.hint
            if mistake.undefined:
                hint = self.findings.suggest(mistake.undefined, self.around.vars, hint)
            if not mistake.told:
                self.findings.error(mistake.summary, place, mistake.detail, hint)
        return value


def digest(node: Node) -> str:
    """SHA-256 of a definition as it is written, in canonical JSON; what was removed does not count."""
    written = {name: member.value for name, member in node.members.items() if member.value is not None}
    return hashlib.sha256(_canonical(written).encode("utf-8", "surrogatepass")).hexdigest()


_canonical: Callable[[object], str] = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False
).encode
