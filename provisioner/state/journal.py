"""The write-ahead journal: a line before each write, a line after it; state = document + journal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from provisioner.diagnostics import Diagnostic
from provisioner.errors import StateError
from provisioner.model.address import Address
from provisioner.model.members import member, parse
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
        return state if _superseded(parse(lines[0]), state) else _replayed(state, lines[1:])
    except ValueError as error:
        raise StateError(_unusable(file, str(error))) from None


def _superseded(first: dict[str, Any], state: State) -> bool:
    serial = member(first, "serial", int)
    if member(first, "lineage", str) != state.lineage:
        raise ValueError("it belongs to a state of another lineage")
    if serial > state.serial:
        raise ValueError(f"it continues serial {serial}, the state beside it is older: {state.serial}")
    return serial < state.serial


def _replayed(state: State, lines: Iterable[str]) -> State:
    bindings = dict(state.bindings)
    begun: dict[int, PendingWrite] = {}
    for number, line in enumerate(lines, start=2):
        try:
            _take(parse(line), bindings, begun)
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from None
    return replace(state, bindings=bindings, pending=(*state.pending, *begun.values()))


def _take(entry: dict[str, Any], bindings: dict[Address, Binding], begun: dict[int, PendingWrite]) -> None:
    if "write" in entry:
        begun[member(entry, "write", int)] = decode_pending(entry)
        return
    write = begun.pop(member(entry, "concluded", int), None)
    if write is None:
        raise ValueError("it concludes a write that was not begun")
    if entry.get("binding") is not None:
        _bind(bindings, write.address, decode_binding(member(entry, "binding", dict)))


def _bind(bindings: dict[Address, Binding], address: Address, binding: Binding) -> None:
    if binding.id:
        bindings[address] = binding
    else:
        bindings.pop(address, None)


def _unusable(file: str, reason: str) -> Diagnostic:
    return Diagnostic(
        f"The journal {file} cannot be used",
        reason,
        "put it back beside the state it belongs to; without that, delete it: "
        "what it knew and has a unique name is found again by it",
    )


def _line(entry: dict[str, Any]) -> str:
    return json.dumps(entry, separators=(",", ":")) + "\n"
