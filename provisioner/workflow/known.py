"""What is known of a tenant beside what it shows: its environment, and the addresses it has already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from provisioner.config.load import read
from provisioner.config.node import Node
from provisioner.config.outline import Outline, outline
from provisioner.config.reader import Reader
from provisioner.diagnostics import Severity
from provisioner.diff.match import How, match
from provisioner.errors import ConfigurationError
from provisioner.model.address import Address
from provisioner.model.configuration import Definition
from provisioner.model.environment import Environment
from provisioner.model.live import Snapshot
from provisioner.model.record import record
from provisioner.model.state import Binding
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.options import Options

Identity = tuple[str, str]
"""The type and the id of a live resource."""


@record
class Known:
    """An environment and the `definitions` of its files; `header` holds the sections beside them.

    `addresses` are those that live resources have: bound, or found by name. Of the `ambiguous` ones nobody
    can say which of two live resources is meant. `declared` stand in the file that is added to; `mentioned`
    are those and what a layer removed.
    """

    environment: Environment
    outline: Outline
    header: Mapping[str, Node]
    definitions: Mapping[Address, Definition]
    declared: frozenset[Address] = frozenset()
    mentioned: frozenset[Address] = frozenset()
    addresses: Mapping[Identity, Address] = field(default_factory=dict)
    ambiguous: Mapping[Identity, Address] = field(default_factory=dict)

    def beside(self, snapshot: Snapshot, bindings: Mapping[Address, Binding]) -> Known:
        """The same, once the tenant and the bindings are known."""
        removed = self.mentioned - self.declared
        kept = {address: one for address, one in bindings.items() if address not in removed}
        addresses = {(address.type, one.id): address for address, one in kept.items()}
        ambiguous: dict[Identity, Address] = {}
        for type in RESOURCE_TYPES:
            definitions = [one for one in self.definitions.values() if one.address.type == type.name]
            bound = {address: one for address, one in bindings.items() if address.type == type.name}
            for one in match(definitions, bound, snapshot.of(type.name)).matches:
                address = one.definition.address
                if one.live is not None:
                    addresses[type.name, str(one.live.id)] = address
                elif one.how is How.AMBIGUOUS and address in self.declared:
                    ambiguous |= {(type.name, str(live.id)): address for live in one.candidates}
        return replace(self, addresses=addresses, ambiguous=ambiguous)


def known(options: Options, *, whole: bool) -> Known:
    """Read an environment without any secret; raises ConfigurationError with every mistake.

    With `whole` its definitions count as declared, else a file is to be made that has none of them.
    """
    reading = read(Reader(options.folder, RESOURCE_TYPES), options.environment, environ=None)
    configuration = reading.configuration
    if configuration is None or reading.root is None:
        raise ConfigurationError(*(one for one in reading.diagnostics if one.severity is Severity.ERROR))
    about = Known(
        configuration.environment, outline(reading.root), reading.root.members, configuration.definitions
    )
    if not whole:
        return about
    mentioned = {Address(type.name, key) for type in RESOURCE_TYPES for key in reading.sections[type.plural]}
    return replace(about, declared=frozenset(about.definitions), mentioned=frozenset(mentioned))
