"""What an apply leaves in the state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from provisioner.apply.result import ChangeResult
from provisioner.model.address import Address
from provisioner.model.seal import Seal
from provisioner.model.state import Binding, Sealed, State
from provisioner.plan.change import Action, Change
from provisioner.plan.plan import Plan


def refreshed(state: State, plan: Plan, seal: Seal) -> State:
    """Bind what the plan found without a write, drop what is gone, and take over what the files say now.

    Only resources that need no write are touched; the others are remembered when they are written.
    """
    bindings = _resealable(state, seal)
    for change in plan.changes:
        if change.action is Action.FORGET:
            bindings.pop(change.address, None)
            continue
        if change.previous is not None:
            bindings[change.address] = bindings.pop(change.previous)
        if change.observed is not None and not change.writes:
            bindings[change.address] = _refreshed(bindings.get(change.address), change, seal)
    return replace(state, bindings=bindings, key_check=seal.key_check)


def after_apply(state: State, results: Iterable[ChangeResult]) -> State:
    """Take over the bindings that accepted writes left, as the closing read has refined them.

    Such a write is no longer pending, even where the journal could not be told.
    """
    bindings = dict(state.bindings)
    left = {result.change.address: result.binding for result in results if result.binding is not None}
    for address, binding in left.items():
        former = bindings.pop(address, None)
        if binding.id:
            bindings[address] = replace(binding, extra=former.extra if former else {})
    pending = tuple(one for one in state.pending if one.address not in left)
    return replace(state, bindings=bindings, pending=pending)


def _refreshed(former: Binding | None, change: Change, seal: Seal) -> Binding:
    """The binding of a resource in sync; the same object when there is nothing new to say."""
    kept = change.kept.applied if change.kept else {}
    applied = {**kept, **{name: seal.remember(value) for name, value in (change.desired or {}).items()}}
    if former is None:
        return Binding(str(change.id), applied, definition=change.definition, protect=change.protect)
    read_back = {
        name: value
        for name, value in former.read_back.items()
        if former.applied.get(name) == applied.get(name)
    }
    unreadable = former.unreadable & applied.keys()
    fresh = replace(
        former,
        id=str(change.id),
        applied=applied,
        read_back=read_back,
        unreadable=unreadable,
        definition=change.definition,
        protect=change.protect,
    )
    return former if fresh == former else fresh


def _resealable(state: State, seal: Seal) -> dict[Address, Binding]:
    """The bindings without the secrets that were sealed under a former key: nobody can compare them."""
    if seal.fits:
        return dict(state.bindings)
    return {address: _unsealed(binding) for address, binding in state.bindings.items()}


def _unsealed(binding: Binding) -> Binding:
    applied = {name: value for name, value in binding.applied.items() if not isinstance(value, Sealed)}
    read_back = {name: value for name, value in binding.read_back.items() if not isinstance(value, Sealed)}
    return replace(binding, applied=applied, read_back=read_back)
