"""Small ways to make an environment, plan it and ask the guards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from provisioner.diagnostics import Position
from provisioner.model.configuration import Configuration, Definition
from provisioner.model.environment import Environment, Guards, Ignore, QueueBinding, Tenant
from provisioner.model.live import LiveQueue, LiveResource, Snapshot
from provisioner.model.seal import Seal
from provisioner.model.state import Binding, State
from provisioner.plan.allowances import Allowances
from provisioner.plan.build import Inputs, build
from provisioner.plan.change import Change
from provisioner.plan.guards import Review, refusals
from provisioner.plan.plan import Plan
from provisioner.plan.promotion import Predecessor
from provisioner.resources import RESOURCE_TYPES
from tests.model.builders import (
    BOUND_WEBHOOK,
    SEAL,
    URI,
    binding,
    channel,
    live_channel,
    live_webhook,
    state,
    webhook,
)

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


def configuration(definitions: Iterable[Definition], environment: Environment) -> Configuration:
    """Definitions by address."""
    return Configuration(environment, {one.address: one for one in definitions})


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
    prune: bool = False
    ignores: Iterable[Ignore] = ()
    today: date = date(2026, 10, 1)
    predecessor: Predecessor | None = None

    @property
    def configuration(self) -> Configuration:
        described = environment(self.guards, self.queues)
        return configuration(self.definitions, replace(described, ignores=tuple(self.ignores)))

    @property
    def snapshot(self) -> Snapshot:
        listed = {
            type.name: tuple(one for one in self.live if one.type == type.name) for type in RESOURCE_TYPES
        }
        return Snapshot(listed, None if self.live_queues is None else tuple(self.live_queues))

    def plan(self) -> Plan:
        return build(
            Inputs(
                self.configuration,
                self.state,
                self.snapshot,
                RESOURCE_TYPES,
                self.seal,
                self.today,
                self.prune,
            )
        )

    def changes(self) -> dict[str, Change]:
        """The changes by address."""
        return {str(change.address): change for change in self.plan().changes}

    def review(self) -> Review:
        return Review(
            self.plan(),
            self.configuration,
            self.state,
            self.snapshot,
            RESOURCE_TYPES,
            self.allowances,
            self.predecessor,
        )


def told(world: World) -> list[str]:
    """Every refusal on one line: summary, detail and way out."""
    return [f"{one.summary}: {one.detail}; {one.hint}" for one in refusals(world.review())]


def allowing(world: World, **allowed: object) -> World:
    """The same world, with leave for more."""
    return replace(world, allowances=Allowances(**allowed))  # type: ignore[arg-type]


def fleet(size: int, changed: int = 0, guards: Guards | None = None) -> World:
    """Webhooks bound and live, the first of them changed in the files."""
    keys = [f"w{number}" for number in range(size)]
    return World(
        [webhook(key, uri=URI + "/2" if number < changed else URI) for number, key in enumerate(keys)],
        [live_webhook(key, key) for key in keys],
        state({f"webhook.{key}": binding(key, {"name": key, "uri": URI}) for key in keys}),
        guards or Guards(),
    )


def channel_change(known: Binding | None, body: dict[str, Any], **attributes: str) -> Change:
    """The change of channel `web`, bound as told, whose webhook is in sync."""
    bindings = {"webhook.bot": BOUND_WEBHOOK, **({"channel.web": known} if known else {})}
    world = World([webhook(), channel(**attributes)], [live_webhook(), live_channel(**body)], state(bindings))
    return world.changes()["channel.web"]
