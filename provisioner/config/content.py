"""What one file says: its header, which is all that stands beside the definitions, and those by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain

from provisioner.config.node import Node
from provisioner.model.address import Address
from provisioner.model.record import record
from provisioner.model.resource_type import ResourceType

ASSIGNMENTS = "queue_assignments"
Section = dict[str, Node]


class FileKind(StrEnum):
    """The two kinds of file, each with a header of its own."""

    ENVIRONMENT = "environment"
    SHARED = "shared"


@record
class Content:
    """`sections` holds the definitions by plural, `damaged` those with a mistake in them.

    `sound` says that the header has no mistake; `root` holds it in any case.
    """

    root: Node
    sound: bool
    sections: Mapping[str, Section]
    damaged: frozenset[Address] = frozenset()


def definitions_of(root: Node, types: Sequence[ResourceType]) -> dict[str, Section]:
    """The definitions of a file that has no mistake."""
    return {name: dict(root.members[name].members) for name in _sections(types) if name in root.members}


def header_of(root: Node, types: Sequence[ResourceType]) -> list[Node]:
    """What stands beside the definitions."""
    return [node for name, node in root.members.items() if name not in _sections(types)]


def placeholders(nodes: Iterable[Node]) -> Iterator[Node]:
    """The texts in which a placeholder stands."""
    for leaf in chain.from_iterable(node.leaves() for node in nodes):
        if isinstance(leaf.value, str) and "${" in leaf.value:
            yield leaf


def _sections(types: Sequence[ResourceType]) -> tuple[str, ...]:
    return (ASSIGNMENTS, *(type.plural for type in types))
