"""The layers of one environment: its included folders in order, then its own sections."""

from __future__ import annotations

from collections.abc import Sequence

from provisioner.config.content import ASSIGNMENTS, Content, Section
from provisioner.config.findings import Findings
from provisioner.config.merge import overlay, stands, unite
from provisioner.config.node import Node
from provisioner.diagnostics import Position
from provisioner.model.address import Address
from provisioner.model.record import record
from provisioner.model.resource_type import ResourceType

ASSIGNED_TYPE, ASSIGNED_ATTRIBUTE = "channel", "queue"


@record
class Layer:
    """The definitions of one folder or of the environment's own file, by plural."""

    sections: dict[str, Section]
    damaged: frozenset[Address]


def layer(contents: Sequence[Content], findings: Findings) -> Layer:
    """The files of one folder as one layer; a key in two of them is an error that names both places."""

    def twice(key: str, first: Node, second: Node) -> None:
        one, other = sorted((first.key_position(key), second.key_position(key)))
        findings.error("Key written twice", other, f'"{key}" stands already at {one}', "keep one of them")

    sections: dict[str, Section] = {}
    for content in contents:
        for plural, section in content.sections.items():
            sections[plural] = unite(sections.get(plural, {}), section, twice)
    return Layer(sections, frozenset().union(*(content.damaged for content in contents)))


class Stack:
    """Layers laid over each other; `sections` is what all say, `shared` what all but the last do."""

    def __init__(self, types: Sequence[ResourceType], findings: Findings) -> None:
        self.types = types
        self.findings = findings
        self.damaged: frozenset[Address] = frozenset()
        self.sections: dict[str, Section] = {type.plural: {} for type in types}
        self.shared = self.sections

    def put(self, layer: Layer) -> None:
        """Lay one more layer over the others."""
        self.damaged |= layer.damaged
        merged = {}
        for type in self.types:
            base = self.sections[type.plural]
            merged[type.plural] = self._overlay(type, base, layer.sections.get(type.plural, {}))
            if type.name == ASSIGNED_TYPE:
                self._assign(type, merged[type.plural], layer)
        self.shared, self.sections = self.sections, merged

    def removed(self) -> dict[Address, Position]:
        """What a layer removed, and where."""
        return {
            Address(type.name, key): node.key_position(key)
            for type in self.types
            for key, node in self.sections[type.plural].items()
            if not stands(node)
        }

    def _overlay(self, type: ResourceType, base: Section, section: Section) -> Section:
        def undefined(path: tuple[str, ...], node: Node) -> None:
            address = Address(type.name, path[0])
            if address in self.damaged:
                return
            known = base if len(path) == 1 else base[path[0]].members if path[0] in base else {}
            what = str(address) if len(path) == 1 else f'"{path[1]}" of {address}'
            hint = self.findings.suggest(
                path[-1], (key for key, one in known.items() if stands(one)), "remove this line"
            )
            detail = f"{what} is not defined before, so there is nothing to remove"
            self.damaged |= {address} if len(path) > 1 else frozenset()
            self.findings.error("Nothing to remove", node.key_position(path[-1]), detail, hint)

        return overlay(base, section, undefined)

    def _assign(self, type: ResourceType, merged: Section, layer: Layer) -> None:
        """Put each queue assignment of the layer where `queue:` of its channel would stand."""
        own = layer.sections.get(type.plural, {})
        for key, node in layer.sections.get(ASSIGNMENTS, {}).items():
            channel = merged.get(key)
            if channel is None or not stands(channel):
                self._refuse_assignment(key, node, merged)
            elif key in own and stands(own[key].members.get(ASSIGNED_ATTRIBUTE)):
                written = own[key].members[ASSIGNED_ATTRIBUTE].position
                detail = f"channel.{key} has a `queue:` of its own at {written}"
                self.findings.error(
                    "Queue assigned twice", node.key_position(key), detail, "keep one of them"
                )
            else:
                assigned = self._overlay_one(key, channel, node)
                merged[key] = channel._replace(value=assigned)

    def _overlay_one(self, key: str, channel: Node, assignment: Node) -> Section:
        def undefined(path: tuple[str, ...], node: Node) -> None:
            detail = f"channel.{key} has no queue, so there is nothing to remove"
            self.damaged |= {Address(ASSIGNED_TYPE, key)}
            self.findings.error("Nothing to remove", node.key_position(key), detail, "remove this line")

        return overlay(dict(channel.members), {ASSIGNED_ATTRIBUTE: assignment}, undefined)

    def _refuse_assignment(self, key: str, node: Node, merged: Section) -> None:
        removed = merged.get(key)
        where = f"is removed at {removed.key_position(key)}" if removed else "is not defined"
        hint = self.findings.suggest(
            key, (one for one in merged if stands(merged[one])), "define the channel, or remove this line"
        )
        self.findings.error("Undefined channel", node.key_position(key), f"channel.{key} {where}", hint)
