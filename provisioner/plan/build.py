"""From the configuration, the state and one snapshot to the plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TypeVar

from provisioner.diff.match import How, Matching, match
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration
from provisioner.model.live import LiveResource, Snapshot
from provisioner.model.record import record
from provisioner.model.references import References
from provisioner.model.resource_type import ResourceType
from provisioner.model.seal import Seal
from provisioner.model.state import State
from provisioner.plan.change import Action, Change, Reason
from provisioner.plan.changes import Changes
from provisioner.plan.deletes import deletes, orphans
from provisioner.plan.ignored import ignored, still_ignored
from provisioner.plan.plan import Plan
from provisioner.plan.queues import resolve_queues
from provisioner.plan.reading import names_of, readable, referred

Addressed = TypeVar("Addressed")


@record
class Inputs:
    """Everything a plan is made of; the same inputs give the same plan.

    `today` decides which entries of `ignore:` still hold. `prune` plans deletes of orphans.
    """

    configuration: Configuration
    state: State
    snapshot: Snapshot
    types: Sequence[ResourceType]
    seal: Seal
    today: date
    prune: bool = False


def build(inputs: Inputs) -> Plan:
    """Plan every declared resource; raises ConfigurationError for a queue the tenant does not have."""
    matchings = _matchings(inputs)
    references = _references(inputs, matchings)
    environment = inputs.configuration.environment
    alone = still_ignored(environment.ignores, inputs.today)
    returned = readable(inputs.types, inputs.snapshot)
    changes = Changes(inputs.types, references, inputs.seal, returned, alone, _gone(matchings))
    declared = changes.of(matchings)
    left = tuple(orphans(inputs.types, matchings, inputs.state, inputs.snapshot, references, returned))
    pruned = deletes(inputs.types, left) if inputs.prune else ()
    return Plan(
        environment=environment.name,
        tenant=environment.tenant.id,
        endpoint=environment.tenant.endpoint,
        lineage=inputs.state.lineage,
        changes=(*declared, *pruned, *_forgotten(matchings, inputs.state)),
        normalised=changes.normalised,
        unmanaged=_unmanaged(matchings),
        orphans=_without(left, pruned),
        ignored=tuple(ignored(environment.ignores, declared, inputs.today)),
        confirm=environment.guards.confirm,
    )


def _matchings(inputs: Inputs) -> dict[str, Matching]:
    definitions, bindings = _by_type(inputs.configuration.definitions), _by_type(inputs.state.bindings)
    return {
        type.name: match(definitions[type.name].values(), bindings[type.name], inputs.snapshot.of(type.name))
        for type in inputs.types
    }


def _by_type(addressed: Mapping[Address, Addressed]) -> Mapping[str, dict[Address, Addressed]]:
    parts: defaultdict[str, dict[Address, Addressed]] = defaultdict(dict)
    for address, one in addressed.items():
        parts[address.type][address] = one
    return parts


def _references(inputs: Inputs, matchings: dict[str, Matching]) -> References:
    """Of the types that an attribute refers to: nobody asks for the others."""
    ids = dict(resolve_queues(inputs.configuration, inputs.snapshot.queues))
    for type in referred(inputs.types) & matchings.keys():
        found = ((one.definition.address, one.live) for one in matchings[type].matches)
        ids |= {address: live.id for address, live in found if live and live.id}
    return References(ids, names_of(inputs.types, inputs.snapshot))


def _gone(matchings: dict[str, Matching]) -> dict[Address, str]:
    """The ids that missing resources are bound to still."""
    return {
        one.definition.address: one.binding.id
        for matching in matchings.values()
        for one in matching.matches
        if one.how is How.MISSING and one.binding
    }


def _without(orphans: Iterable[Change], pruned: Iterable[Change]) -> tuple[Change, ...]:
    deleted = {change.address for change in pruned}
    return tuple(one for one in orphans if one.address not in deleted)


def _forgotten(matchings: dict[str, Matching], state: State) -> Iterator[Change]:
    for address in chain.from_iterable(one.forgotten for one in matchings.values()):
        name = state.bindings[address].applied.get("name")
        yield Change(
            address=address,
            action=Action.FORGET,
            reason=Reason.NO_LONGER_DECLARED,
            name=name if isinstance(name, str) else address.key,
            id=state.bindings[address].id,
        )


def _unmanaged(matchings: dict[str, Matching]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for type, matching in matchings.items():
        counts[type] += sum(_could_be_managed(one) for one in matching.unmanaged)
    return tuple((type, count) for type, count in counts.items() if count)


def _could_be_managed(live: LiveResource) -> bool:
    return live.accepted and live.readable
