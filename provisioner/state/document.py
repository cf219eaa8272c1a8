"""The state as a JSON document, and back.

Members this version does not know survive a round trip; what cannot be right is refused, never dropped.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from provisioner.diagnostics import Diagnostic
from provisioner.errors import StateError
from provisioner.model.address import Address
from provisioner.model.members import mappings, member, optional, others, parse, texts
from provisioner.model.state import Binding, PendingWrite, Remembered, Run, Sealed, State

FORMAT_VERSION = 1


def encode_state(state: State) -> dict[str, Any]:
    """The document of a state, keys in a stable order."""
    return {
        "format_version": FORMAT_VERSION,
        "lineage": state.lineage,
        "serial": state.serial,
        "tenant": state.tenant,
        "endpoint": state.endpoint,
        "key_check": state.key_check,
        "bindings": {str(address): encode_binding(one) for address, one in sorted(state.bindings.items())},
        "pending": [encode_pending(one) for one in state.pending],
        "runs": [_encode_run(one) for one in state.runs],
        **state.extra,
    }


def document_text(state: State) -> str:
    """The document as it is written: one binding a line, so that two serials can be compared by eye."""
    document = encode_state(state)
    bindings = document.pop("bindings")
    lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(one)}" for key, one in bindings.items())
    members = ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in document.items())
    return f'{{\n{members},\n "bindings": {{\n{lines}\n }}\n}}\n'


def decode_state(text: str, file: str) -> State:
    """Read a document; raises StateError naming `file` for anything that is not a whole, known state."""
    try:
        document = parse(text)
        if "lineage" not in document or "bindings" not in document:
            raise ValueError("it is not a state of provisioner")
        _check_version(document)
        state = _decode(document)
        _check_ids(state)
    except ValueError as error:
        raise StateError(unusable(file, str(error))) from None
    return state


def unusable(file: str, reason: str) -> Diagnostic:
    """What is told about a state file that is not one."""
    return Diagnostic(
        f"The state file {file} cannot be used",
        reason,
        f"restore it from {file}.backup or from your own copy; without any, delete it: "
        "what has a unique name is found again by it",
    )


def encode_binding(binding: Binding) -> dict[str, Any]:
    """One binding as it stands in the document and in the journal; empty members are left out."""
    members = {
        "id": binding.id,
        "applied": {name: _encode_value(value) for name, value in binding.applied.items()},
        "read_back": {name: _encode_value(value) for name, value in binding.read_back.items()},
        "unreadable": sorted(binding.unreadable),
        "definition": binding.definition,
        "protect": binding.protect,
        "commit": binding.commit,
        "time": binding.time,
    }
    return {name: value for name, value in members.items() if value or name == "id"} | dict(binding.extra)


def decode_binding(document: Mapping[str, Any]) -> Binding:
    """The inverse of `encode_binding`; raises ValueError."""
    if _is_plain(document):
        return Binding(**document)
    given: dict[str, Any] = {"id": member(document, "id", str)}
    for name in document.keys() & _KINDS.keys():
        given[name] = member(document, name, _KINDS[name])
    for name in ("applied", "read_back"):
        given[name] = {one: _decode_value(value) for one, value in given.get(name, {}).items()}
    given["unreadable"] = frozenset(texts(document, "unreadable"))
    return Binding(**given, extra=others(document, Binding))


def _is_plain(document: Mapping[str, Any]) -> bool:
    """Whether every member is what the binding holds, as in nearly all of ten thousand."""
    return (
        "id" in document
        and _PLAIN.issuperset(zip(document, map(type, document.values()), strict=True))
        and _TEXTS.issuperset(map(type, document.get("applied", _NOTHING).values()))
        and _TEXTS.issuperset(map(type, document.get("read_back", _NOTHING).values()))
    )


def encode_pending(write: PendingWrite) -> dict[str, Any]:
    """One write whose outcome is not known."""
    return {
        "address": str(write.address),
        "action": write.action,
        "name": write.name,
        "time": write.time,
        "id": write.id,
        "known": list(write.known),
        "binding": encode_binding(write.binding),
        **write.extra,
    }


def decode_pending(document: Mapping[str, Any]) -> PendingWrite:
    """The inverse of `encode_pending`; raises ValueError."""
    return PendingWrite(
        address=Address.parse(member(document, "address", str)),
        action=member(document, "action", str),
        name=member(document, "name", str),
        time=member(document, "time", float),
        id=optional(document, "id"),
        known=texts(document, "known"),
        binding=decode_binding(member(document, "binding", dict)),
        extra=others(document, PendingWrite, "write"),
    )


def _decode(document: dict[str, Any]) -> State:
    bindings = member(document, "bindings", dict)
    return State(
        lineage=member(document, "lineage", str),
        serial=member(document, "serial", int),
        tenant=member(document, "tenant", str),
        endpoint=member(document, "endpoint", str),
        key_check=member(document, "key_check", str, ""),
        bindings={
            Address.parse(key): decode_binding(one if one.__class__ is dict else member(bindings, key, dict))
            for key, one in bindings.items()
        },
        pending=tuple(decode_pending(one) for one in mappings(document, "pending")),
        runs=tuple(_decode_run(one) for one in mappings(document, "runs")),
        extra=others(document, State, "format_version"),
    )


def _encode_run(run: Run) -> dict[str, Any]:
    skipped = {"skipped": [str(one) for one in run.skipped]} if run.skipped else {}
    return {
        "time": run.time,
        "owner": run.owner,
        "commit": run.commit,
        "counts": dict(run.counts),
        "exit_code": run.exit_code,
        **skipped,
        **run.extra,
    }


def _decode_run(document: Mapping[str, Any]) -> Run:
    counts = member(document, "counts", dict)
    return Run(
        time=member(document, "time", str),
        owner=member(document, "owner", str),
        commit=member(document, "commit", str),
        counts={status: member(counts, status, int) for status in counts},
        exit_code=member(document, "exit_code", int),
        skipped=tuple(map(Address.parse, texts(document, "skipped"))),
        extra=others(document, Run),
    )


def _encode_value(value: Remembered) -> Any:
    return {"template": value.template, "digest": value.digest} if isinstance(value, Sealed) else value


def _decode_value(value: Any) -> Remembered:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return Sealed(member(value, "template", str), member(value, "digest", str))
    raise ValueError(f"{value!r} is not a value an attribute can have")


_TEXTS = frozenset((str,))
_KINDS: Mapping[str, type] = {
    "id": str,
    "applied": dict,
    "read_back": dict,
    "unreadable": list,
    "definition": str,
    "protect": bool,
    "commit": str,
    "time": str,
}
"""What the members of a binding are."""

_PLAIN = _KINDS.items() - {("unreadable", list)}
_NOTHING: Mapping[str, Any] = {}


def _check_version(document: Mapping[str, Any]) -> None:
    version = document.get("format_version")
    if version != FORMAT_VERSION:
        raise ValueError(
            f"its format_version is {version!r}, this version of provisioner reads {FORMAT_VERSION}"
        )


def _check_ids(state: State) -> None:
    ids = [(address.type, binding.id) for address, binding in state.bindings.items()]
    if len(set(ids)) == len(ids) and all(id for _, id in ids):
        return
    for (_, id), count in Counter(ids).items():
        if not id:
            raise ValueError("an address is bound to an empty id")
        if count > 1:
            raise ValueError(f"{count} addresses are bound to the id {id}")
