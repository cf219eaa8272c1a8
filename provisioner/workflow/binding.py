"""`adopt` and `forget`: bind an address to a live resource by hand, or unbind it; the tenant is only read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from provisioner.diagnostics import Diagnostic
from provisioner.errors import RefusedError, UsageError
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration
from provisioner.model.live import LiveResource
from provisioner.model.state import Binding, State
from provisioner.plan.change import Action
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.memory import locked, remembered, store_of
from provisioner.workflow.options import Options
from provisioner.workflow.prepare import configured, declared
from provisioner.workflow.tenant import reached


@dataclass(frozen=True, slots=True)
class Bound:
    """An address and the id it is bound to now, or was until now; `name` is the live display name."""

    address: Address
    id: str
    name: str


def adopt(options: Options, address: Address, id: str) -> Bound:
    """Bind a declared address to a live resource; the next plan shows how the two differ.

    Raises UsageError for an address no file declares, RefusedError when the id is bound already, is gone
    or cannot be managed.
    """
    configuration = configured(options)
    if address not in configuration.definitions:
        raise UsageError(_undeclared(address, configuration))
    store = store_of(options)
    with locked(store, options, "adopt"), reached(options, configuration.environment) as tenancy:
        state = remembered(store, configuration.environment)
        _refuse_taken(state, address, id, options.environment)
        type = next(one for one in RESOURCE_TYPES if one.name == address.type)
        live = tenancy.connection.writer.read(type, id)
        if live is None or not live.accepted or not live.readable:
            raise RefusedError(_unfit(address, id, live))
        store.save(_bound(state, address, id))
    return Bound(address, id, str(live.name))


def resolve(options: Options, address: Address, id: str | None) -> Bound:
    """Decide what became of a create whose answer was lost: it made `id`, or with None nothing.

    Raises UsageError when no write of that address is pending, RefusedError as `adopt` does.
    """
    configuration = declared(options)
    state = remembered(store_of(options), configuration.environment)
    if all((one.address, one.action) != (address, Action.CREATE) for one in state.pending):
        raise UsageError(
            Diagnostic(f"No create of {address} is pending", hint=_see_state(options.environment))
        )
    return forget(options, address) if id is None else adopt(options, address, id)


def forget(options: Options, address: Address) -> Bound:
    """Unbind an address; the live resource stays as it is. Raises UsageError when nothing is bound there."""
    configuration = declared(options)
    store = store_of(options)
    with locked(store, options, "forget"):
        state = remembered(store, configuration.environment)
        if address not in state.bindings and all(one.address != address for one in state.pending):
            raise UsageError(Diagnostic(f"{address} is not bound", hint=_see_state(options.environment)))
        binding = state.bindings.get(address)
        bindings = {one: bound for one, bound in state.bindings.items() if one != address}
        pending = tuple(one for one in state.pending if one.address != address)
        store.save(replace(state, bindings=bindings, pending=pending))
    name = binding.applied.get("name") if binding else None
    return Bound(address, binding.id if binding else "", name if isinstance(name, str) else address.key)


def _see_state(environment: str) -> str:
    return f"see `provisioner state show -e {environment}`"


def _bound(state: State, address: Address, id: str) -> State:
    pending = tuple(one for one in state.pending if one.address != address)
    return replace(state, bindings={**state.bindings, address: Binding(id)}, pending=pending)


def _refuse_taken(state: State, address: Address, id: str, environment: str) -> None:
    for other, binding in state.bindings.items():
        if binding.id == id and other.type == address.type and other != address:
            hint = f"first: provisioner forget -e {environment} {other}"
            raise RefusedError(
                Diagnostic(f"{id} is bound to {other} already", "one live resource has one address", hint)
            )


def _undeclared(address: Address, configuration: Configuration) -> Diagnostic:
    path = configuration.environment.path
    return Diagnostic(
        f"{address} is not declared in {path} or what it includes", hint="write its definition first"
    )


def _unfit(address: Address, id: str, live: LiveResource | None) -> Diagnostic:
    if live is None:
        return Diagnostic(f"The tenant has no {address.type} with id {id}", hint="see `provisioner list`")
    detail = f"it is of type {live.body.get('type')}" if not live.accepted else "its answer is damaged"
    return Diagnostic(f"{id} cannot be managed", detail)
