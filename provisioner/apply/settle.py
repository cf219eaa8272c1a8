"""Finds out what became of creates whose answer was lost: by looking, never by sending again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from provisioner.apply.context import Context
from provisioner.apply.patience import moments
from provisioner.apply.result import ChangeResult
from provisioner.apply.write import Write
from provisioner.diagnostics import Diagnostic
from provisioner.diff.pending import candidates_of
from provisioner.errors import TenantError
from provisioner.model.address import Address
from provisioner.model.resource_type import ResourceType

Candidates = dict[Address, tuple[str, ...]]


def settle_creates(
    lost: Sequence[Write], results: Mapping[Address, ChangeResult], context: Context
) -> Iterator[ChangeResult]:
    """One result for each lost create of one type: adopted when exactly one new resource bears its name.

    Ends as soon as two listings agree and every create is found, at the latest with the settle window.
    A create that is not seen stays unknown: it may still appear.
    """
    candidates = _watch(lost, context)
    for write in lost:
        found = candidates.get(write.change.address, ())
        if len(found) == 1:
            yield write.settled(found[0])
        else:
            yield _undecided(results[write.change.address], found, context.environment)


def _watch(lost: Sequence[Write], context: Context) -> Candidates:
    before: Candidates | None = None
    for _ in moments(context):
        try:
            found = _look(lost[0].type, lost, context)
        except TenantError:
            continue
        if found == before and all(len(ids) == 1 for ids in found.values()):
            break
        before = found
    return before or {}


def _look(type: ResourceType, lost: Sequence[Write], context: Context) -> Candidates:
    live = context.writer.list(type)
    taken = frozenset(context.ids.values())
    return {one.change.address: candidates_of(one.pending, live, taken) for one in lost}


def _undecided(result: ChangeResult, found: Sequence[str], environment: str) -> ChangeResult:
    address = result.change.address
    sent = result.diagnostic or Diagnostic("The answer was lost")
    if found:
        command = f"provisioner adopt -e {environment} {address}"
        hint = f"choose one: {command} {found[0]} (or {', '.join(found[1:])})"
        detail = (
            f"{sent.detail}; {len(found)} new ones bear the name {result.change.name!r}: {', '.join(found)}"
        )
    else:
        hint = "run apply again: it looks first and creates it only when it is not there"
        detail = f"{sent.detail}; the tenant does not show it yet"
    return replace(result, diagnostic=replace(sent, detail=detail.removeprefix("; "), hint=hint))
