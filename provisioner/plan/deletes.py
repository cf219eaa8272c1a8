"""The deletes of a plan: what is bound, no longer declared and still lives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from provisioner.diff.match import Matching
from provisioner.model.address import Address
from provisioner.model.live import LiveResource, Snapshot
from provisioner.model.references import References
from provisioner.model.resource_type import ResourceType
from provisioner.model.state import Binding, State
from provisioner.plan.change import Action, Change, Reason
from provisioner.plan.values import live_values, templates


def deletes(
    types: Sequence[ResourceType],
    matchings: Mapping[str, Matching],
    state: State,
    snapshot: Snapshot,
    references: References,
) -> Iterator[Change]:
    """One delete for each orphaned resource, types in the reverse order of their creation.

    An id that now belongs to what the type does not manage is left alone.
    """
    for type in reversed(types):
        live = {one.id: one for one in snapshot.of(type.name) if one.accepted}
        for address in matchings[type.name].orphaned:
            binding = state.bindings[address]
            if binding.id in live:
                yield _delete(type, address, live[binding.id], references, binding)


def _delete(
    type: ResourceType, address: Address, live: LiveResource, references: References, binding: Binding
) -> Change:
    return Change(
        address=address,
        action=Action.DELETE,
        reason=Reason.NO_LONGER_DECLARED,
        name=live.name or address.key,
        id=live.id,
        observed=live_values(type, live.body, references, templates({}, binding.applied)),
        protect=binding.protect,
    )
