"""How environments differ, as a report document; no id of a tenant stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from provisioner.diagnostics import Diagnostic
from provisioner.diff.across import Compared, Comparison, Divergence
from provisioner.diff.side import Presence
from provisioner.model.value import Reference, Value
from provisioner.reports.difference import value_document
from provisioner.reports.document import diagnostic_document
from provisioner.reports.shape import (
    FORMAT_VERSION,
    ComparedDocument,
    CompareDocument,
    DivergenceDocument,
    ValueDocument,
)

DIFFERENT, ON_PURPOSE, ABSENT = "different", "on purpose", "not there"
Names = Sequence[str]


def compare_document(
    comparison: Comparison, basis: str, notices: Iterable[Diagnostic] = (), exit_code: int = 0
) -> CompareDocument:
    """Everything that differs, in order of type and key."""
    environments = [side.environment for side in comparison.sides]
    names = [one.name for one in environments]
    different, all_told = comparison.different, len(comparison.compared)
    return {
        "format_version": FORMAT_VERSION,
        "report": "compare",
        "basis": basis,
        "environments": [
            {"environment": one.name, "tenant": one.tenant.id, "endpoint": one.tenant.endpoint}
            for one in environments
        ],
        "resources": [_compared(one, names) for one in comparison.compared],
        "counts": {DIFFERENT: different, ON_PURPOSE: all_told - different, "the same": comparison.same},
        "notices": [diagnostic_document(one) for one in notices],
        "errors": [],
        "exit_code": exit_code,
    }


def _compared(compared: Compared, names: Names) -> ComparedDocument:
    first = compared.first
    presences = (one.presence.value if one else ABSENT for one in compared.members)
    return {
        "address": str(first.address) if first.address else None,
        "type": first.type,
        "name": first.name,
        "word": ON_PURPOSE if compared.meant else DIFFERENT,
        "presence": dict(zip(names, presences, strict=True)),
        "cause": compared.cause.value if compared.cause else None,
        "groups": dict(zip(names, _letters(compared), strict=True)),
        "differences": [_divergence(one, names) for one in compared.divergences],
    }


def _letters(compared: Compared) -> list[str | None]:
    """The same letter for sides that agree in everything."""
    kinds: dict[tuple[int | None, ...], str] = {}
    letters: list[str | None] = []
    for place, member in enumerate(compared.members):
        look = tuple(one.groups[place] for one in compared.divergences)
        there = member is not None and member.presence is Presence.THERE
        letters.append(kinds.setdefault(look, _letter(len(kinds))) if there else None)
    return letters


def _letter(number: int) -> str:
    """`a` to `z`, then `a1` and so on."""
    round, place = divmod(number, len(ascii_lowercase))
    return f"{ascii_lowercase[place]}{round or ''}"


def _divergence(divergence: Divergence, names: Names) -> DivergenceDocument:
    return {
        "attribute": divergence.attribute,
        "cause": divergence.cause.value if divergence.cause else None,
        "values": {
            name: _value(word.value)
            for name, word in zip(names, divergence.words, strict=True)
            if word is not None
        },
    }


def _value(value: Value) -> ValueDocument:
    """As it may be seen: a reference by its key, else by its name, for an id means nothing elsewhere."""
    if isinstance(value, Reference):
        return value_document(Reference(value.key, None, None if value.key else value.name))
    return value_document(value)
