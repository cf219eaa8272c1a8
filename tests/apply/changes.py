"""Changes and plans as `plan` makes them, in few words."""

from __future__ import annotations

from collections.abc import Mapping

from provisioner.model.address import Address
from provisioner.model.value import Reference, Value
from provisioner.plan.change import Action, Change, Difference, Reason
from provisioner.plan.plan import Plan

URI = "https://bots.example.com/8x8"
SALES = Reference("sales", "101")


def plan_of(*changes: Change) -> Plan:
    return Plan("prod", "acme", "https://api.8x8.com", "lineage", changes)


def created(address: str, name: str, **attributes: Value) -> Change:
    """A create; a webhook has a uri if nothing else is said."""
    parsed = Address.parse(address)
    usual = {"uri": URI} if parsed.type == "webhook" else {"queue": SALES}
    desired: Mapping[str, Value] = {"name": name, **usual, **attributes}
    differences = tuple(Difference(one, None, value, Reason.NOT_IN_TENANT) for one, value in desired.items())
    return Change(
        parsed,
        Action.CREATE,
        Reason.NOT_IN_TENANT,
        name,
        differences=differences,
        desired=desired,
        written={"name": address},
    )


def updated(
    address: str, id: str, before: Mapping[str, Value], after: Mapping[str, Value], name: str = "Bot"
) -> Change:
    """An update of everything that stands in `after`; `before` is what the plan saw."""
    desired: Mapping[str, Value] = {**before, **after}
    return Change(
        Address.parse(address),
        Action.UPDATE,
        Reason.CHANGED_IN_CONFIGURATION,
        str(desired.get("name", name)),
        id=id,
        differences=tuple(
            Difference(one, before.get(one), value, Reason.CHANGED_IN_CONFIGURATION)
            for one, value in after.items()
        ),
        desired=desired,
        observed=before,
        written={"name": address},
    )


def deleted(address: str, id: str, display: str, **observed: Value) -> Change:
    """A delete of what the plan saw like this."""
    parsed = Address.parse(address)
    return Change(parsed, Action.DELETE, Reason.NO_LONGER_DECLARED, display, id=id, observed=observed)


def reference(key: str, id: str | None = None) -> Reference:
    """A reference to what is created in the same apply, if no id is given."""
    return Reference(key, id)
