"""What moved in the tenant since the plan was made: it is shown, and never overwritten."""

from __future__ import annotations

from collections.abc import Mapping

from provisioner.diagnostics import Diagnostic
from provisioner.model.attribute import Attribute
from provisioner.model.live import LiveResource
from provisioner.model.resource_type import ResourceType
from provisioner.model.uri import conceal, conceal_beside
from provisioner.model.value import Attributes, Reference, Secret, Value, comparable
from provisioner.plan.change import Change


def movement(change: Change, type: ResourceType, live: LiveResource | None) -> Diagnostic | None:
    """Why the change may not be sent any more; None when the resource is still as the plan saw it."""
    hint = "run plan again and look at the new difference"
    if live is None:
        return Diagnostic(f"{change.address} was deleted since the plan was made", hint=hint)
    decoded, observed = type.decode(live.body), change.observed or {}
    moved = [one for one in type.attributes if one.name in observed and _moved(one, observed, decoded)]
    if not moved:
        return None
    detail = ", ".join(
        f"{one.name} is {_told(_live(one, change, decoded[one.name]))}, "
        f"the plan saw {_told(observed[one.name])}"
        for one in moved
    )
    return Diagnostic(f"{change.address} moved since the plan was made", detail, hint)


def _moved(attribute: Attribute, observed: Attributes, decoded: Mapping[str, str | None]) -> bool:
    return comparable(observed[attribute.name]) != (decoded[attribute.name] or None)


def _live(attribute: Attribute, change: Change, text: str | None) -> Value:
    if text is None or attribute.reference:
        return Reference(None, text) if text else None
    desired = (change.desired or {}).get(attribute.name)
    if isinstance(desired, Secret):
        return conceal_beside(text, desired.shown)
    return conceal(text) if attribute.sensitive else text


def _told(value: Value) -> str:
    match value:
        case None:
            return "nothing"
        case Reference(key=key, id=id):
            return f"{id} ({key})" if key else str(id)
        case _:
            return f'"{value}"'
