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
from provisioner.model.state import Binding, PendingWrite, Remembered, Run, Sealed, State

FORMAT_VERSION = 1
_STATE = {
    "format_version",
    "lineage",
    "serial",
    "tenant",
    "endpoint",
    "key_check",
    "bindings",
    "pending",
    "runs",
}
_BINDING = {"id", "applied", "read_back", "unreadable", "definition", "commit", "time"}


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
        document = json.loads(text)
        if not isinstance(document, dict) or "lineage" not in document or "bindings" not in document:
            raise ValueError("it is not a state of provisioner")
        _check_version(document)
        state = _decode(document)
        _check_unique(state)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise StateError(_broken(file, error)) from None
    return state


def encode_binding(binding: Binding) -> dict[str, Any]:
    """One binding as it stands in the document and in the journal; empty members are left out."""
    members = {
        "id": binding.id,
        "applied": {name: _encode_value(value) for name, value in binding.applied.items()},
        "read_back": {name: _encode_value(value) for name, value in binding.read_back.items()},
        "unreadable": sorted(binding.unreadable),
        "definition": binding.definition,
        "commit": binding.commit,
        "time": binding.time,
    }
    return {name: value for name, value in members.items() if value or name == "id"} | dict(binding.extra)


def decode_binding(document: Mapping[str, Any]) -> Binding:
    """The inverse of `encode_binding`; raises ValueError, TypeError or KeyError."""
    id = document["id"]
    if not isinstance(id, str):
        raise ValueError("a binding without an id")
    return Binding(
        id=id,
        applied={name: _decode_value(value) for name, value in document.get("applied", {}).items()},
        read_back={name: _decode_value(value) for name, value in document.get("read_back", {}).items()},
        unreadable=frozenset(document.get("unreadable", ())),
        definition=document.get("definition", ""),
        commit=document.get("commit", ""),
        time=document.get("time", ""),
        extra={name: value for name, value in document.items() if name not in _BINDING},
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
    }


def decode_pending(document: Mapping[str, Any]) -> PendingWrite:
    """The inverse of `encode_pending`; raises ValueError, TypeError or KeyError."""
    return PendingWrite(
        address=Address.parse(document["address"]),
        action=document["action"],
        name=document["name"],
        time=float(document["time"]),
        id=document["id"],
        known=tuple(document["known"]),
        binding=decode_binding(document["binding"]),
    )


def _decode(document: dict[str, Any]) -> State:
    return State(
        lineage=str(document["lineage"]),
        serial=int(document["serial"]),
        tenant=str(document["tenant"]),
        endpoint=str(document["endpoint"]),
        key_check=document.get("key_check", ""),
        bindings={Address.parse(key): decode_binding(one) for key, one in document["bindings"].items()},
        pending=tuple(decode_pending(one) for one in document.get("pending", ())),
        runs=tuple(_decode_run(one) for one in document.get("runs", ())),
        extra={name: value for name, value in document.items() if name not in _STATE},
    )


def _encode_run(run: Run) -> dict[str, Any]:
    return {
        "time": run.time,
        "owner": run.owner,
        "commit": run.commit,
        "counts": dict(run.counts),
        "exit_code": run.exit_code,
    }


def _decode_run(document: Mapping[str, Any]) -> Run:
    return Run(**document)


def _encode_value(value: Remembered) -> Any:
    return {"template": value.template, "digest": value.digest} if isinstance(value, Sealed) else value


def _decode_value(value: Any) -> Remembered:
    if isinstance(value, Mapping):
        return Sealed(str(value["template"]), str(value["digest"]))
    if value is None or isinstance(value, str):
        return value
    raise ValueError(f"{value!r} is not a value an attribute can have")


def _check_version(document: Mapping[str, Any]) -> None:
    version = document.get("format_version")
    if version != FORMAT_VERSION:
        raise ValueError(
            f"its format_version is {version!r}, this version of provisioner writes {FORMAT_VERSION}"
        )


def _check_unique(state: State) -> None:
    ids = Counter((address.type, binding.id) for address, binding in state.bindings.items())
    twice = [id for (_, id), count in ids.items() if count > 1]
    if twice:
        raise ValueError(f"two addresses are bound to the id {twice[0]}")


def _broken(file: str, error: Exception) -> Diagnostic:
    reason = (
        "it is not whole JSON" if isinstance(error, json.JSONDecodeError | RecursionError) else str(error)
    )
    return Diagnostic(
        f"The state file {file} cannot be used",
        reason,
        f"restore it from {file}.backup or from your own copy; without any, delete it: "
        "what has a unique name is found again by it",
    )
