"""`adopt` and `forget`: bind an address to a live resource by hand, or unbind it; the tenant is only read."""

from __future__ import annotations

from dataclasses import replace

from provisioner.diagnostics import Diagnostic
from provisioner.errors import RefusedError, UsageError
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration
from provisioner.model.live import LiveResource
from provisioner.model.record import record
from provisioner.model.state import Binding, PendingWrite, State
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.memory import locked, remembered, save, store_of
from provisioner.workflow.options import Options
from provisioner.workflow.prepare import configured, declared
from provisioner.workflow.tenant import Tenancy, reached


@record
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
        refuse_taken(state, address, id, options.environment)
        name = live_name(address, id, tenancy)
        save(store, bind(state, address, Binding(id)))
    return Bound(address, id, name)


def forget(options: Options, address: Address) -> Bound:
    """Unbind an address; the live resource stays as it is. Raises UsageError when nothing is bound there."""
    configuration = declared(options)
    store = store_of(options)
    with locked(store, options, "forget"):
        state = remembered(store, configuration.environment)
        if address not in state.bindings and all(one.address != address for one in state.pending):
            hint = f"see `provisioner state show -e {options.environment}`"
            raise UsageError(Diagnostic(f"{address} is not bound", hint=hint))
        binding = state.bindings.get(address)
        bindings = {one: bound for one, bound in state.bindings.items() if one != address}
        save(store, replace(state, bindings=bindings, pending=others_pending(state, address)))
    name = binding.applied.get("name") if binding else None
    return Bound(address, binding.id if binding else "", name if isinstance(name, str) else address.key)


def bind(state: State, address: Address, binding: Binding) -> State:
    """The state with an address bound; nothing of it is pending any more."""
    bindings = {**state.bindings, address: binding}
    return replace(state, bindings=bindings, pending=others_pending(state, address))


def others_pending(state: State, address: Address) -> tuple[PendingWrite, ...]:
    """The pending writes but those of one address."""
    return tuple(one for one in state.pending if one.address != address)


def refuse_taken(state: State, address: Address, id: str, environment: str) -> None:
    """Raise RefusedError when another address has the id."""
    for other, binding in state.bindings.items():
        if binding.id == id and other.type == address.type and other != address:
            hint = f"first: provisioner forget -e {environment} {other}"
            raise RefusedError(
                Diagnostic(f"{id} is bound to {other} already", "one live resource has one address", hint)
            )


def live_name(address: Address, id: str, tenancy: Tenancy) -> str:
    """The display name of what an address shall be bound to; raises RefusedError if it cannot be managed."""
    type = next(one for one in RESOURCE_TYPES if one.name == address.type)
    live = tenancy.connection.writer.read(type, id)
    if live is None or not live.accepted or not live.readable:
        raise RefusedError(_unfit(address, id, live))
    return str(live.name)


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
