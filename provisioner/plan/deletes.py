"""What is bound, no longer declared and still lives: left alone, or the deletes of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from provisioner.diff.match import Matching
from provisioner.model.address import Address
from provisioner.model.live import LiveResource, Snapshot
from provisioner.model.references import References
from provisioner.model.resource_type import ResourceType
from provisioner.model.state import State
from provisioner.model.value import Attributes
from provisioner.plan.change import Action, Change, Reason
from provisioner.plan.values import live_values, templates, uncertain


def orphans(
    types: Sequence[ResourceType],
    matchings: Mapping[str, Matching],
    state: State,
    snapshot: Snapshot,
    references: References,
    readable: frozenset[tuple[str, str]],
) -> Iterator[Change]:
    """One no-op for each orphaned resource; what the type does not manage any more has no values."""
    for type in types:
        orphaned = matchings[type.name].orphaned
        live = {one.id: one for one in snapshot.of(type.name)} if orphaned else {}
        for address in orphaned:
            binding = state.bindings[address]
            one = live[binding.id]
            values = live_values(type, one.body, references, templates({}, binding.applied))
            unknown = uncertain(type, one.body, readable)
            observed = {name: value for name, value in values.items() if name not in unknown}
            yield _orphan(address, one, observed, binding.protect)


def deletes(types: Sequence[ResourceType], orphans: Iterable[Change]) -> tuple[Change, ...]:
    """One delete for each of them that can be managed, types in the reverse order of their creation."""
    order = [type.name for type in reversed(types)]
    managed = (one for one in orphans if one.observed is not None)
    return tuple(
        replace(one, action=Action.DELETE)
        for one in sorted(managed, key=lambda one: order.index(one.address.type))
    )


def _orphan(address: Address, live: LiveResource, observed: Attributes, protect: bool) -> Change:
    return Change(
        address=address,
        action=Action.NO_OP,
        reason=Reason.NO_LONGER_DECLARED,
        name=live.name or address.key,
        id=live.id,
        observed=observed if live.accepted else None,
        protect=protect,
    )
