"""Values and differences in words, before any format adds its own signs."""

from __future__ import annotations

from provisioner.plan.change import Reason
from provisioner.reports.escape import plain, quoted
from provisioner.reports.shape import DifferenceDocument, ReferenceDocument, ValueDocument

NOT_SET = "(not set)"


def value_text(value: ValueDocument) -> str:
    """A text between quotes, a reference as key, name and id, a secret as its template."""
    if value is None:
        return NOT_SET
    if isinstance(value, str):
        return quoted(value)
    if "shown" in value:
        return quoted(value["shown"])
    return _reference(value)


def difference_text(difference: DifferenceDocument) -> str:
    """`before -> after`; the value alone where there was nothing before, all three in a conflict."""
    before, after = value_text(difference["before"]), value_text(difference["after"])
    if difference["reason"] == Reason.CHANGED_IN_BOTH:
        return f"{before} -> {after} (last applied: {value_text(difference['applied'])})"
    return f"{before} -> {after}"


def _reference(reference: ReferenceDocument) -> str:
    key, name, id = reference["key"], reference["name"], reference["id"]
    parts = [plain(key)] if key else []
    parts += [quoted(name)] if name else []
    if id:
        parts.append(f"({plain(id)})" if parts else plain(id))
    return " ".join(parts) or NOT_SET
