"""What a saved plan promises, and in what a fresh plan departs from it.

Positions, reasons, display names and counts of what is left alone may differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from provisioner.model.seal import Seal
from provisioner.plan.plan import Plan
from provisioner.plan.plan_file import PlanFile, plan_data

_PLACES = ("environment", "tenant", "endpoint")

Promise = dict[str, Any]
"""What is promised of one change: its action, its id, and each attribute before and after."""


def departures(fresh: Plan, seal: Seal, saved: PlanFile) -> tuple[str, ...]:
    """In words, all that a fresh plan would do otherwise than the saved one; empty when that still holds."""
    document = plan_data(fresh, seal)
    return (*_of_places(document, saved.document), *_of_changes(document, saved.document))


def _of_places(fresh: Mapping[str, Any], saved: Mapping[str, Any]) -> Iterator[str]:
    for place in _PLACES:
        if fresh[place] != saved[place]:
            yield f"it was made for the {place} {saved[place]}, this is {fresh[place]}"
    if fresh["lineage"] != saved["lineage"]:
        yield "it was made beside another state"


def _of_changes(fresh: Mapping[str, Any], saved: Mapping[str, Any]) -> Iterator[str]:
    made, wanted = _promises(saved), _promises(fresh)
    for address in sorted(made.keys() | wanted.keys()):
        if address not in wanted:
            yield f"{address}: nothing is to be done any more, it said {made[address]['action']}"
        elif address not in made:
            yield f"{address}: it does not have this {wanted[address]['action']}"
        elif names := _differing(made[address], wanted[address]):
            yield f"{address}: not the same {', '.join(names)}"


def _differing(one: Promise, other: Promise) -> list[str]:
    return [name for name in {**one, **other} if one.get(name) != other.get(name)]


def _promises(document: Mapping[str, Any]) -> dict[str, Promise]:
    return {change["address"]: dict(_promise(change)) for change in document["changes"]}


def _promise(change: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in ("action", "id", "previous", "released"):
        yield name, change.get(name)
    for one in change.get("differences", ()):
        yield f"{one['attribute']} before", _unnamed(one.get("before"))
        yield f"{one['attribute']} after", _unnamed(one.get("after"))


def _unnamed(value: Any) -> Any:
    """A reference without its display name, which belongs to another resource."""
    return {name: one for name, one in value.items() if name != "name"} if isinstance(value, dict) else value
