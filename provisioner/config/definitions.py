"""Merged sections to definitions: placeholders replaced, places kept, digests taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from provisioner.config.content import Section
from provisioner.config.findings import Findings
from provisioner.config.interpolate import Surroundings, interpolate
from provisioner.config.merge import stands
from provisioner.config.node import Node
from provisioner.diagnostics import Position
from provisioner.model.address import Address
from provisioner.model.configuration import Definition, Written
from provisioner.model.resource_type import ResourceType
from provisioner.model.value import Secret

Sections = dict[str, Section]
_NO_TEMPLATES: Mapping[str, str] = {}


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
        templates: dict[str, str] = {}
        released, protect = [], False
        members = node.members
        for name, member in members.items():
            value = member.value
            if isinstance(value, str):
                attributes[name] = value
                if "${" in value:
                    attributes[name], templates[name] = self._text(address, member), value
            elif isinstance(value, bool):
                protect = value
            elif value is None:
                released.append(name)
            else:
                attributes[name] = str(value)
        source = shared if shared is not None and stands(shared) else node
        as_written = source is node and not templates and len(attributes) == len(members)
        return Definition(
            address,
            attributes,
            node.key_position(address.key),
            Places(members),
            frozenset(released),
            protect,
            attributes if as_written else _written(source),
            templates or _NO_TEMPLATES,
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


class Places(Mapping[str, Position]):
    """Where each attribute stands, worked out for those that are asked for: of most nobody ever asks."""

    __slots__ = ("_members",)

    def __init__(self, members: Mapping[str, Node]) -> None:
        self._members = members

    def __getitem__(self, name: str) -> Position:
        member = self._members[name]
        if member.value is None:
            raise KeyError(name)
        return member.position

    def __iter__(self) -> Iterator[str]:
        return (name for name, member in self._members.items() if stands(member))

    def __len__(self) -> int:
        return sum(map(stands, self._members.values()))


def _written(node: Node) -> Written:
    """What was removed does not count."""
    return {name: member.value for name, member in node.members.items() if member.value is not None}
