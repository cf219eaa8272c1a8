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
from provisioner.model.live import LiveResource
from provisioner.model.resource_type import ResourceType

Candidates = dict[Address, tuple[LiveResource, ...]]


def settle_creates(
    lost: Sequence[Write], results: Mapping[Address, ChangeResult], context: Context
) -> Iterator[ChangeResult]:
    """One result for each lost create of one type: adopted when exactly one new resource could be it.

    It must be as it was sent: a listing that lags may show what somebody else has made before it shows ours.
    Ends as soon as two listings agree and every create is found, at the latest with the settle window.
    A create that is not seen stays unknown: it may still appear.
    """
    candidates = _watch(lost, context)
    for write in lost:
        found = candidates.get(write.change.address, ())
        if _is_found(write, found):
            yield write.settled(str(found[0].id))
        else:
            yield _undecided(results[write.change.address], found, context.environment)


def _watch(lost: Sequence[Write], context: Context) -> Candidates:
    before: Candidates | None = None
    for _ in moments(context):
        try:
            found = _look(lost[0].type, lost, context)
        except TenantError:
            continue
        if found == before and all(_is_found(one, found[one.change.address]) for one in lost):
            break
        before = found
    return before or {}


def _look(type: ResourceType, lost: Sequence[Write], context: Context) -> Candidates:
    live = context.writer.list(type)
    taken = frozenset(context.ids.values())
    return {one.change.address: candidates_of(one.pending, live, taken) for one in lost}


def _is_found(write: Write, candidates: Sequence[LiveResource]) -> bool:
    return len(candidates) == 1 and write.lives(candidates[0])


def _undecided(result: ChangeResult, found: Sequence[LiveResource], environment: str) -> ChangeResult:
    address = result.change.address
    sent = result.diagnostic or Diagnostic("The answer was lost")
    ids = [str(one.id) for one in found]
    command = f"provisioner adopt -e {environment} {address}"
    match ids:
        case []:
            hint = "run apply again: it looks first and creates it only when it is not there"
            detail = "the tenant does not show it yet"
        case [one]:
            hint = f"look at it; if it is yours: {command} {one}"
            detail = f"a new one bears the name {result.change.name!r} and is not as it was sent: {one}"
        case [first, *others]:
            hint = f"choose one: {command} {first} (or {', '.join(others)})"
            detail = f"{len(ids)} new ones bear the name {result.change.name!r}: {', '.join(ids)}"
    told = replace(sent, detail=f"{sent.detail}; {detail}".removeprefix("; "), hint=hint)
    return replace(result, diagnostic=told)
