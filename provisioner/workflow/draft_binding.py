"""Drafts that became definitions, bound: the state then says what an apply would have left."""

from __future__ import annotations

from collections.abc import Iterable

from provisioner.model.address import Address
from provisioner.model.configuration import Configuration, Definition
from provisioner.model.references import References
from provisioner.model.resource_type import ResourceType
from provisioner.model.seal import Seal
from provisioner.model.state import State
from provisioner.model.value import Attributes, Secret
from provisioner.plan.change import Action, Change, Reason
from provisioner.plan.plan import Plan
from provisioner.plan.values import desired_values
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.draft import Draft
from provisioner.workflow.remember import refreshed

_TYPES = {type.name: type for type in RESOURCE_TYPES}


def bound(state: State, drafts: Iterable[Draft], configuration: Configuration, seal: Seal) -> State:
    """The state with each draft bound to its live resource, by the definition that was loaded for it."""
    environment = configuration.environment
    holders = {(address.type, one.id): address for address, one in state.bindings.items()}
    changes = tuple(
        _adoption(one, configuration.definitions[one.address], holders.get((one.address.type, one.id)))
        for one in drafts
    )
    plan = Plan(environment.name, environment.tenant.id, environment.tenant.endpoint, state.lineage, changes)
    return refreshed(state, plan, seal)


def _adoption(draft: Draft, definition: Definition, holder: Address | None) -> Change:
    values = _values(_TYPES[draft.address.type], draft, definition)
    return Change(
        address=draft.address,
        action=Action.ADOPT,
        reason=Reason.FOUND_BY_NAME,
        name=draft.name,
        id=draft.id,
        desired=values,
        observed=values,
        previous=holder if holder != draft.address else None,
        written=definition.written,
        protect=definition.protect,
    )


def _values(type: ResourceType, draft: Draft, definition: Definition) -> Attributes:
    """What the definition asks for, its secrets taken from the tenant: no variable is set yet."""
    attributes = {
        name: Secret(draft.live[name], value.shown) if isinstance(value, Secret) else value
        for name, value in definition.attributes.items()
    }
    ids = {
        Address(str(one.reference), draft.attributes[one.name]): draft.live[one.name]
        for one in type.references
    }
    return desired_values(type, attributes, References(ids, {}))
