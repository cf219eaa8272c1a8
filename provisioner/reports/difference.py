"""One difference of a change as plain data: its values masked, its word told."""

from __future__ import annotations

from collections.abc import Mapping

from provisioner.diagnostics import Position
from provisioner.model.address import Address
from provisioner.model.value import Reference, Secret, Value
from provisioner.plan.change import Difference
from provisioner.plan.drift import difference_word
from provisioner.reports.shape import DifferenceDocument, PositionDocument, ReferenceDocument, ValueDocument

Names = Mapping[Address, str]
"""The display names of what a plan declares, by address."""


def difference_document(difference: Difference, names: Names) -> DifferenceDocument:
    """One attribute that differs, before and after."""
    return {
        "attribute": difference.attribute,
        "before": value_document(difference.before),
        "after": value_document(named(difference.attribute, difference.after, names)),
        "reason": difference.reason.value,
        "applied": value_document(difference.applied),
        "word": difference_word(difference).value,
    }


def value_document(value: Value) -> ValueDocument:
    """A value as it may be seen."""
    if isinstance(value, Reference):
        return reference_document(value)
    if isinstance(value, Secret):
        return {"sensitive": True, "shown": value.shown}
    return value


def reference_document(reference: Reference) -> ReferenceDocument:
    """A resource named by another one."""
    return {"key": reference.key, "id": reference.id, "name": reference.name}


def named(attribute: str, value: Value, names: Names) -> Value:
    """What is yet to be created takes its name from the files; the attribute tells the type."""
    if isinstance(value, Reference) and value.key and value.name is None:
        return Reference(value.key, value.id, names.get(Address(attribute, value.key)))
    return value


def position_document(position: Position | None) -> PositionDocument | None:
    """A place in a file."""
    if position is None:
        return None
    return {"file": position.file, "line": position.line, "column": position.column}
