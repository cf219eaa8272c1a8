"""Definitions as the files of one environment write them, placeholders and keys as they stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from provisioner.config.content import ASSIGNMENTS
from provisioner.config.load import Reading
from provisioner.config.merge import stands
from provisioner.config.node import Node
from provisioner.model.address import Address
from provisioner.model.record import record
from provisioner.model.resource_type import ResourceType
from provisioner.resources import RESOURCE_TYPES
from provisioner.resources.queue import QUEUE
from provisioner.workflow.survey import root_of

PROTECT = "protect"
Written = str | bool
"""A value of a file; an attribute that is not written or is null has none."""


@record
class Layers:
    """One environment's files: what they say together, before its own overlay, and in its own file."""

    reading: Reading

    @property
    def path(self) -> str:
        """The environment's own file."""
        return root_of(self.reading).file

    def whole(self, address: Address) -> dict[str, Written] | None:
        """All that is written of a resource; None where it is not declared, or removed."""
        return _values(self.reading.sections[type_of(address).plural].get(address.key))

    def shared(self, address: Address) -> dict[str, Written] | None:
        """The same before the environment's own overlay."""
        return _values(self.reading.shared[type_of(address).plural].get(address.key))

    def own(self, address: Address) -> Mapping[str, Node]:
        """What the environment's own file says of a resource, an assigned queue included, nulls as well."""
        root = root_of(self.reading)
        definition = root.find((type_of(address).plural, address.key))
        found = dict(definition.members) if definition else {}
        assigned = root.find((ASSIGNMENTS, address.key)) if address.type == "channel" else None
        return found | ({QUEUE.name: assigned} if assigned else {})

    def removes(self, address: Address) -> Node | None:
        """The null by which the environment's own file removes a resource."""
        node = root_of(self.reading).find((type_of(address).plural, address.key))
        return node if node is not None and node.value is None else None

    def overlaid(self) -> Iterator[Address]:
        """The resources that the environment's own file says anything of."""
        root = root_of(self.reading)
        for type in RESOURCE_TYPES:
            keys = dict.fromkeys(_keys(root, type.plural))
            keys |= dict.fromkeys(_keys(root, ASSIGNMENTS) if type.name == "channel" else ())
            yield from (Address(type.name, key) for key in keys)

    def steps(self, address: Address, attribute: str) -> tuple[str, ...]:
        """Where the environment's own file says an attribute, or would say it."""
        if attribute == QUEUE.name and root_of(self.reading).find((ASSIGNMENTS, address.key)) is not None:
            return (ASSIGNMENTS, address.key)
        return (type_of(address).plural, address.key, attribute)


def type_of(address: Address) -> ResourceType:
    """The description of the resource's type."""
    return next(type for type in RESOURCE_TYPES if type.name == address.type)


def in_order(address: Address, names: Iterable[str]) -> list[str]:
    """Attributes as a person writes them, `protect` last."""
    order = [*(attribute.name for attribute in type_of(address).attributes), PROTECT]
    return sorted(names, key=order.index)


def shown(value: Written | None) -> str | None:
    """A value as a report shows it."""
    return str(value).lower() if isinstance(value, bool) else value


def _values(node: Node | None) -> dict[str, Written] | None:
    if not stands(node):
        return None
    assert node is not None
    return {name: one.value for name, one in node.members.items() if isinstance(one.value, str | bool)}


def _keys(root: Node, section: str) -> Iterator[str]:
    yield from root.members[section].members if section in root.members else ()
