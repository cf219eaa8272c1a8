"""Every resource of a plan as plain data: what maps, tables and test reports are drawn from."""

from __future__ import annotations

from collections.abc import Iterator

from provisioner.model.value import Reference, Value
from provisioner.plan.change import Change
from provisioner.plan.drift import Standing, Word, difference_word, drift_of
from provisioner.plan.plan import Plan
from provisioner.reports.difference import (
    Names,
    difference_document,
    named,
    position_document,
    reference_document,
)
from provisioner.reports.shape import IgnoreDocument, LinkDocument, ReferenceDocument, ResourceDocument


def resource_documents(plan: Plan, whole: bool = True) -> list[ResourceDocument]:
    """Every declared, forgotten and orphaned resource, in order of work, the orphaned last.

    Without `whole` those that are in sync are left out: a text does not show them.
    """
    names = {change.address: change.name for change in plan.changes}
    standings = drift_of(plan).resources
    return [resource_document(one, names) for one in standings if whole or one.word is not Word.IN_SYNC]


def resource_document(standing: Standing, names: Names) -> ResourceDocument:
    """One resource, whatever is to be said of it."""
    change = standing.change
    return {
        "address": str(change.address),
        "type": change.address.type,
        "name": change.name,
        "id": change.id,
        "word": standing.word.value,
        "reason": change.reason.value,
        "action": change.action.value,
        "position": position_document(change.position),
        "differences": [difference_document(one, names) for one in change.told],
        "links": list(_links(change, names)),
        "ignored": [one.attribute for one in change.ignored],
        "affects": [str(address) for address in change.affects],
        "warnings": list(change.warnings),
        "first_seen": None,
    }


def ignore_documents(plan: Plan) -> list[IgnoreDocument]:
    """What is left alone, and what no longer is."""
    return [
        {
            "attribute": str(one.ignore),
            "reason": one.ignore.reason,
            "until": one.ignore.until.isoformat(),
            "expired": one.expired,
            "differs": one.differs,
        }
        for one in plan.ignored
    ]


def _links(change: Change, names: Names) -> Iterator[LinkDocument]:
    desired, live = dict(change.desired or {}), dict(change.observed or {})
    words = {one.attribute: difference_word(one) for one in change.told}
    for one in change.ignored:
        desired[one.attribute], live[one.attribute] = one.after, one.before
        words[one.attribute] = difference_word(one)
    for name in {**desired, **live}:
        if isinstance(desired.get(name), Reference) or isinstance(live.get(name), Reference):
            yield {
                "attribute": name,
                "desired": _reference(named(name, desired.get(name), names)),
                "live": _reference(live.get(name)),
                "word": words.get(name, Word.IN_SYNC).value,
            }


def _reference(value: Value) -> ReferenceDocument | None:
    return reference_document(value) if isinstance(value, Reference) else None
