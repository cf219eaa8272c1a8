"""Small ways to make an environment, plan it and ask the guards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from provisioner.diagnostics import Position
from provisioner.model.configuration import Configuration, Definition
from provisioner.model.environment import Environment, Guards, QueueBinding, Tenant
from provisioner.model.live import LiveQueue, LiveResource, Snapshot
from provisioner.model.seal import Seal
from provisioner.model.state import State
from provisioner.plan.allowances import Allowances
from provisioner.plan.build import Inputs, build
from provisioner.plan.change import Change
from provisioner.plan.guards import Review
from provisioner.plan.plan import Plan
from provisioner.resources import RESOURCE_TYPES
from tests.model.builders import SEAL, state

QUEUES: Mapping[str, str] = {"sales": "101", "billing": "102"}


def by_id(id: str) -> QueueBinding:
    """A queue key bound by id, as the third line of the environment's file."""
    return QueueBinding(id, None, Position("environments/dev.yaml", 3, 1))


def by_name(name: str) -> QueueBinding:
    """A queue key bound by name."""
    return QueueBinding(None, name, Position("environments/dev.yaml", 3, 1))


def environment(guards: Guards, queues: Mapping[str, QueueBinding] | None) -> Environment:
    """The environment `dev` with the queue keys of QUEUES unless told otherwise."""
    bound = {key: by_id(id) for key, id in QUEUES.items()} if queues is None else queues
    return Environment("dev", "environments/dev.yaml", Tenant("acme"), guards, bound)


@dataclass(frozen=True)
class World:
    """What is declared, remembered and live; answers the plan and what the guards say of it."""

    definitions: Iterable[Definition] = ()
    live: Iterable[LiveResource] = ()
    state: State = field(default_factory=state)
    guards: Guards = field(default_factory=Guards)
    queues: Mapping[str, QueueBinding] | None = None
    live_queues: Iterable[LiveQueue] | None = None
    seal: Seal = SEAL
    allowances: Allowances = field(default_factory=Allowances)

    @property
    def configuration(self) -> Configuration:
        declared = {one.address: one for one in self.definitions}
        return Configuration(environment(self.guards, self.queues), declared)

    @property
    def snapshot(self) -> Snapshot:
        listed = {
            type.name: tuple(one for one in self.live if one.type == type.name) for type in RESOURCE_TYPES
        }
        return Snapshot(listed, None if self.live_queues is None else tuple(self.live_queues))

    def plan(self) -> Plan:
        return build(Inputs(self.configuration, self.state, self.snapshot, RESOURCE_TYPES, self.seal))

    def changes(self) -> dict[str, Change]:
        """The changes by address."""
        return {str(change.address): change for change in self.plan().changes}

    def review(self) -> Review:
        ids = frozenset(one.id for one in self.live if one.id is not None)
        return Review(self.plan(), self.configuration, self.state, ids, RESOURCE_TYPES, self.allowances)
