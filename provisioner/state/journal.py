"""The write-ahead journal: a line before each write, a line after it; state = document + journal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from provisioner.errors import StateError
from provisioner.model.address import Address
from provisioner.model.state import Binding, PendingWrite, State
from provisioner.state.document import decode_binding, decode_pending, encode_binding, encode_pending


def header(state: State) -> str:
    """The first line: which document this journal continues."""
    return _line({"lineage": state.lineage, "serial": state.serial})


def intent(number: int, write: PendingWrite) -> str:
    """The line before a write."""
    return _line({"write": number, **encode_pending(write)})


def conclusion(number: int, binding: Binding | None) -> str:
    """The line after a write; null says that nothing was changed."""
    return _line({"concluded": number, "binding": encode_binding(binding) if binding else None})


def replay(state: State, text: str, file: str) -> State:
    """The state after all journaled writes; those without a conclusion are pending.

    A torn last line was never acted upon and is dropped. Raises StateError for a journal of another
    lineage, of a later document, or damaged before its last line.
    """
    lines = text.split("\n")[:-1]
    if not lines:
        return state
    try:
        first, *rest = [json.loads(line) for line in lines]
        if _superseded(first, state):
            return state
        return _replayed(state, rest)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StateError(f"The journal {file} cannot be used: {error}") from None


def _superseded(first: dict[str, Any], state: State) -> bool:
    if first["lineage"] != state.lineage:
        raise ValueError("it belongs to a state of another lineage")
    if first["serial"] > state.serial:
        raise ValueError(
            f"it continues serial {first['serial']}, the state beside it is older: {state.serial}"
        )
    return bool(first["serial"] < state.serial)


def _replayed(state: State, entries: Iterable[dict[str, Any]]) -> State:
    bindings = dict(state.bindings)
    begun: dict[int, PendingWrite] = {}
    for entry in entries:
        if "write" in entry:
            begun[entry["write"]] = decode_pending(entry)
            continue
        address = begun.pop(entry["concluded"]).address
        if entry["binding"] is not None:
            _bind(bindings, address, decode_binding(entry["binding"]))
    return replace(state, bindings=bindings, pending=(*state.pending, *begun.values()))


def _bind(bindings: dict[Address, Binding], address: Address, binding: Binding) -> None:
    if binding.id:
        bindings[address] = binding
    else:
        bindings.pop(address, None)


def _line(entry: dict[str, Any]) -> str:
    return json.dumps(entry, separators=(",", ":")) + "\n"
