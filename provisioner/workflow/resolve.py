"""`state resolve`: a person decides what became of a create whose answer was lost."""

from __future__ import annotations

from dataclasses import replace

from provisioner.diagnostics import Diagnostic
from provisioner.errors import UsageError
from provisioner.model.address import Address
from provisioner.model.state import PendingWrite, State
from provisioner.plan.change import Action
from provisioner.workflow.binding import Bound, bind, live_name, others_pending, refuse_taken
from provisioner.workflow.memory import locked, remembered, save, store_of
from provisioner.workflow.options import Options
from provisioner.workflow.prepare import configured, declared
from provisioner.workflow.tenant import reached


def resolve_as(options: Options, address: Address, id: str) -> Bound:
    """It made the live resource `id`: bind that, with what was sent as last applied.

    Raises UsageError when no create of that address is pending, RefusedError as `adopt` does.
    """
    configuration = configured(options)
    store = store_of(options)
    with locked(store, options, "state resolve"), reached(options, configuration.environment) as tenancy:
        state = remembered(store, configuration.environment)
        write = _pending_create(state, address, options)
        refuse_taken(state, address, id, options.environment)
        name = live_name(address, id, tenancy)
        save(store, bind(state, address, replace(write.binding, id=id)))
    return Bound(address, id, name)


def resolve_absent(options: Options, address: Address) -> str:
    """It made nothing: the next plan creates it. Returns the display name; raises UsageError as above."""
    configuration = declared(options)
    store = store_of(options)
    with locked(store, options, "state resolve"):
        state = remembered(store, configuration.environment)
        write = _pending_create(state, address, options)
        save(store, replace(state, pending=others_pending(state, address)))
    return write.name


def _pending_create(state: State, address: Address, options: Options) -> PendingWrite:
    creates = {one.address: one for one in state.pending if one.action == Action.CREATE}
    if address in creates:
        return creates[address]
    pending = ", ".join(map(str, creates)) or "nothing"
    hint = f"see `provisioner state show -e {options.environment}`"
    raise UsageError(Diagnostic(f"No create of {address} is pending", f"pending is {pending}", hint))
