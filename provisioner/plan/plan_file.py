"""A plan as a file: reviewed before the merge, applied after it, and free of secrets.

It holds what can be shown again, and in each value what decides whether a fresh plan is the same: an id, or
the keyed digest of a secret.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from provisioner.diagnostics import Diagnostic, Position
from provisioner.errors import ConfigurationError, RefusedError
from provisioner.model.address import Address
from provisioner.model.environment import Ignore
from provisioner.model.members import mappings, member, optional, parse, texts
from provisioner.model.record import record
from provisioner.model.seal import Seal
from provisioner.model.state import Sealed
from provisioner.model.value import Reference, Secret, Value
from provisioner.plan.change import Action, Change, Difference, Reason
from provisioner.plan.ignored import Ignored
from provisioner.plan.plan import Plan

FORMAT_VERSION = 1
_HINT = "make it anew: provisioner plan --out FILE"


@record
class PlanFile:
    """A saved plan: what can be shown of it, and the whole `document` that a fresh plan is held against."""

    plan: Plan
    document: Mapping[str, Any]
    prune: bool


def encode_plan(plan: Plan, seal: Seal, prune: bool) -> str:
    """The text of a plan file; unchanged resources are counted, secrets sealed."""
    return json.dumps(plan_data(plan, seal) | {"prune": prune}, indent=1) + "\n"


def plan_data(plan: Plan, seal: Seal) -> dict[str, Any]:
    """The plan as plain data."""
    listed = [change for change in plan.changes if change.shown or change.action is not Action.NO_OP]
    return {
        "format_version": FORMAT_VERSION,
        "environment": plan.environment,
        "tenant": plan.tenant,
        "endpoint": plan.endpoint,
        "lineage": plan.lineage,
        "changes": [_encode_change(change, seal) for change in listed],
        "unchanged": plan.unlisted + len(plan.changes) - len(listed),
        "normalised": plan.normalised,
        "unmanaged": dict(plan.unmanaged),
        "orphaned": [str(address) for address in plan.orphaned],
        "ignored": [_encode_ignored(one) for one in plan.ignored],
    }


def decode_plan(text: str, file: str) -> PlanFile:
    """Read a saved plan.

    Raises ConfigurationError for a file that is not whole or not one of ours, RefusedError for one that
    another version of provisioner made.
    """
    try:
        document = parse(text)
        if "lineage" not in document or "changes" not in document:
            raise ValueError("it is something else")
        version = member(document, "format_version", int)
        if version != FORMAT_VERSION:
            raise RefusedError(_another_version(file, version))
        return PlanFile(_decode(document), document, member(document, "prune", bool))
    except ValueError as error:
        raise ConfigurationError(unusable(file, str(error))) from None


def unusable(file: str, reason: str) -> Diagnostic:
    """What is told about a file that is not a saved plan."""
    return Diagnostic(f"{file} is not a saved plan", reason, _HINT)


def _another_version(file: str, version: int) -> Diagnostic:
    reason = f"its format_version is {version}, this version of provisioner reads {FORMAT_VERSION}"
    return Diagnostic(f"The saved plan {file} no longer holds", reason, _HINT)


def _encode_change(change: Change, seal: Seal) -> dict[str, Any]:
    return {
        "address": str(change.address),
        "action": change.action.value,
        "reason": change.reason.value,
        "name": change.name,
        "id": change.id,
        "previous": str(change.previous) if change.previous else None,
        "released": list(change.released),
        "affects": [str(one) for one in change.affects],
        "warnings": list(change.warnings),
        "position": _encode_position(change.position),
        "differences": [_encode_difference(one, seal) for one in change.told],
    }


def _encode_position(position: Position | None) -> dict[str, Any] | None:
    if position is None:
        return None
    return {"file": position.file, "line": position.line, "column": position.column}


def _encode_ignored(ignored: Ignored) -> dict[str, Any]:
    ignore = ignored.ignore
    return {
        "attribute": str(ignore),
        "reason": ignore.reason,
        "until": ignore.until.isoformat(),
        "position": _encode_position(ignore.position),
        "expired": ignored.expired,
        "differs": ignored.differs,
    }


def _encode_difference(difference: Difference, seal: Seal) -> dict[str, Any]:
    return {
        "attribute": difference.attribute,
        "before": _encode_value(difference.before, seal),
        "after": _encode_value(difference.after, seal),
        "applied": _encode_value(difference.applied, seal),
        "reason": difference.reason.value,
    }


def _encode_value(value: Value, seal: Seal) -> Any:
    match value:
        case Secret(value=None, shown=shown):
            return {"shown": shown}
        case Secret(shown=shown):
            sealed = seal.remember(value)
            assert isinstance(sealed, Sealed)
            return {"shown": shown, "digest": sealed.digest}
        case Reference(key=key, id=id, name=name):
            return {"key": key, "id": id, "name": name}
        case _:
            return value


def _decode(document: Mapping[str, Any]) -> Plan:
    changes = tuple(_decode_change(one) for one in mappings(document, "changes"))
    address, count = Counter(one.address for one in changes).most_common(1)[0] if changes else (None, 1)
    if count > 1:
        raise ValueError(f"it changes {address} {count} times")
    unmanaged = member(document, "unmanaged", dict)
    return Plan(
        environment=member(document, "environment", str),
        tenant=member(document, "tenant", str),
        endpoint=member(document, "endpoint", str),
        lineage=member(document, "lineage", str),
        changes=changes,
        unlisted=member(document, "unchanged", int),
        normalised=member(document, "normalised", int),
        unmanaged=tuple((type, member(unmanaged, type, int)) for type in unmanaged),
        orphans=tuple(map(_orphan, texts(document, "orphaned"))),
        ignored=tuple(map(_decode_ignored, mappings(document, "ignored"))),
    )


def _orphan(address: str) -> Change:
    parsed = Address.parse(address)
    return Change(parsed, Action.NO_OP, Reason.NO_LONGER_DECLARED, parsed.key)


def _decode_ignored(document: Mapping[str, Any]) -> Ignored:
    address, _, attribute = member(document, "attribute", str).rpartition(".")
    ignore = Ignore(
        Address.parse(address),
        attribute,
        member(document, "reason", str),
        date.fromisoformat(member(document, "until", str)),
        _decode_position(document),
    )
    return Ignored(ignore, member(document, "expired", bool), member(document, "differs", bool))


def _decode_change(document: Mapping[str, Any]) -> Change:
    previous = optional(document, "previous")
    return Change(
        address=Address.parse(member(document, "address", str)),
        action=Action(member(document, "action", str)),
        reason=Reason(member(document, "reason", str)),
        name=member(document, "name", str),
        id=optional(document, "id"),
        differences=tuple(_decode_difference(one) for one in mappings(document, "differences")),
        position=_decode_position(document),
        previous=Address.parse(previous) if previous is not None else None,
        affects=tuple(map(Address.parse, texts(document, "affects"))),
        released=texts(document, "released"),
        warnings=texts(document, "warnings"),
    )


def _decode_position(document: Mapping[str, Any]) -> Position | None:
    if document.get("position") is None:
        return None
    place = member(document, "position", dict)
    return Position(member(place, "file", str), member(place, "line", int), member(place, "column", int))


def _decode_difference(document: Mapping[str, Any]) -> Difference:
    return Difference(
        attribute=member(document, "attribute", str),
        before=_decode_value(document, "before"),
        after=_decode_value(document, "after"),
        reason=Reason(member(document, "reason", str)),
        applied=_decode_value(document, "applied"),
    )


def _decode_value(document: Mapping[str, Any], name: str) -> Value:
    if not isinstance(document.get(name), Mapping):
        return optional(document, name)
    value = member(document, name, dict)
    if "shown" in value:
        return Secret(None, member(value, "shown", str))
    return Reference(optional(value, "key"), optional(value, "id"), optional(value, "name"))
