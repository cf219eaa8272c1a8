"""A plan as a file: reviewed before the merge, applied after it, and free of secrets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from provisioner.diagnostics import Diagnostic, Position
from provisioner.errors import ConfigurationError
from provisioner.model.address import Address
from provisioner.model.seal import Seal
from provisioner.model.state import Sealed
from provisioner.model.value import Reference, Secret, Value
from provisioner.plan.change import Action, Change, Difference, Reason
from provisioner.plan.plan import Plan

FORMAT_VERSION = 1
_PROMISED = ("environment", "tenant", "endpoint", "lineage")


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A saved plan: what can be shown of it, and the promise a fresh plan must equal."""

    plan: Plan
    promise: Mapping[str, Any]
    prune: bool


def encode_plan(plan: Plan, seal: Seal, prune: bool) -> str:
    """The file of a plan; unchanged resources are counted, secrets sealed."""
    listed = [change for change in plan.changes if _is_listed(change)]
    document = {
        "format_version": FORMAT_VERSION,
        "environment": plan.environment,
        "tenant": plan.tenant,
        "endpoint": plan.endpoint,
        "lineage": plan.lineage,
        "prune": prune,
        "unchanged": len(plan.changes) - len(listed),
        "changes": [_encode_change(change, seal) for change in listed],
    }
    return json.dumps(document, indent=1) + "\n"


def decode_plan(text: str, file: str) -> PlanFile:
    """Read a saved plan; raises ConfigurationError for a file that is not whole or not one of ours."""
    try:
        document = json.loads(text)
        if not isinstance(document, dict) or document.get("format_version") != FORMAT_VERSION:
            raise ValueError("it is not a plan of this version of provisioner")
        changes = tuple(_decode_change(one) for one in document["changes"])
        plan = Plan(
            environment=str(document["environment"]),
            tenant=str(document["tenant"]),
            endpoint=str(document["endpoint"]),
            lineage=str(document["lineage"]),
            changes=changes,
            unlisted=int(document["unchanged"]),
        )
        return PlanFile(plan, _promise(document), bool(document["prune"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        reason = "it is not whole JSON" if isinstance(error, json.JSONDecodeError) else str(error)
        hint = "make it anew: provisioner plan --out FILE"
        raise ConfigurationError(Diagnostic(f"{file} is not a saved plan", reason, hint)) from None


def keeps_promise(plan: Plan, seal: Seal, saved: PlanFile) -> bool:
    """Whether a fresh plan does exactly what the saved one said: where, to what, from which value to which.

    Positions, reasons and counts of what is left alone may differ.
    """
    return bool(_promise(json.loads(encode_plan(plan, seal, saved.prune))) == saved.promise)


def _is_listed(change: Change) -> bool:
    return change.shown or change.action is not Action.NO_OP


def _promise(document: Mapping[str, Any]) -> dict[str, Any]:
    changes = [
        (
            one["address"],
            one["action"],
            one["id"],
            one["previous"],
            one["released"],
            _values(one["differences"]),
        )
        for one in document["changes"]
    ]
    return {**{name: document[name] for name in _PROMISED}, "changes": changes}


def _values(differences: list[dict[str, Any]]) -> list[Any]:
    return [(one["attribute"], _value(one["before"]), _value(one["after"])) for one in differences]


def _value(value: Any) -> Any:
    """A value without the name a reference was shown with: another's display name is not part of the plan."""
    return {key: one for key, one in value.items() if key != "name"} if isinstance(value, dict) else value


def _encode_change(change: Change, seal: Seal) -> dict[str, Any]:
    position = change.position
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
        "position": [position.file, position.line, position.column, position.length] if position else None,
        "differences": [_encode_difference(one, seal) for one in change.differences],
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
            return {"shown": shown, "digest": sealed.digest if isinstance(sealed, Sealed) else None}
        case Reference(key=key, id=id, name=name):
            return {"key": key, "id": id, "name": name}
        case _:
            return value


def _decode_change(document: Mapping[str, Any]) -> Change:
    previous, position = document["previous"], document["position"]
    return Change(
        address=Address.parse(document["address"]),
        action=Action(document["action"]),
        reason=Reason(document["reason"]),
        name=document["name"],
        id=document["id"],
        differences=tuple(_decode_difference(one) for one in document["differences"]),
        position=Position(*position) if position else None,
        previous=Address.parse(previous) if previous else None,
        affects=tuple(Address.parse(one) for one in document["affects"]),
        released=tuple(document["released"]),
        warnings=tuple(document["warnings"]),
    )


def _decode_difference(document: Mapping[str, Any]) -> Difference:
    return Difference(
        attribute=document["attribute"],
        before=_decode_value(document["before"]),
        after=_decode_value(document["after"]),
        reason=Reason(document["reason"]),
        applied=_decode_value(document["applied"]),
    )


def _decode_value(value: Any) -> Value:
    if isinstance(value, Mapping):
        if "shown" in value:
            return Secret(None, str(value["shown"]))
        return Reference(value["key"], value["id"], value["name"])
    if value is None or isinstance(value, str):
        return value
    raise ValueError(f"{value!r} is not a value an attribute can have")
