"""What became of the writes an earlier run could not finish: decided by what the tenant shows now."""

from __future__ import annotations

from dataclasses import replace

from provisioner.diagnostics import Diagnostic, Severity
from provisioner.diff.pending import candidates_of
from provisioner.model.live import Snapshot
from provisioner.model.record import record
from provisioner.model.state import PendingWrite, State
from provisioner.plan.change import Action


@record
class Settled:
    """The state after looking; what could not be decided stays pending there, and is told."""

    state: State
    notices: tuple[Diagnostic, ...] = ()


def settle_pending(state: State, snapshot: Snapshot, environment: str) -> Settled:
    """Adopt each pending create that is seen, drop those that are not: they are planned anew.

    A pending update or delete needs no decision: the snapshot shows which side of it lives.
    """
    bindings = dict(state.bindings)
    left: list[PendingWrite] = []
    notices: list[Diagnostic] = []
    for write in state.pending:
        if write.action != Action.CREATE or write.address in bindings:
            continue
        taken = frozenset(one.id for one in bindings.values())
        candidates = candidates_of(write, snapshot.of(write.address.type), taken)
        found = tuple(str(one.id) for one in candidates)
        if len(found) == 1:
            bindings[write.address] = replace(write.binding, id=found[0])
            notices.append(_notice(f"{write.address} was created after all: {found[0]} is adopted"))
        elif found:
            left.append(write)
            notices.append(_undecided(write, found, environment))
        else:
            notices.append(_notice(f"{write.address} was not created: it is planned anew"))
    return Settled(replace(state, bindings=bindings, pending=tuple(left)), tuple(notices))


def _notice(text: str) -> Diagnostic:
    return Diagnostic(text, "the answer to an earlier create was lost", severity=Severity.NOTICE)


def _undecided(write: PendingWrite, found: tuple[str, ...], environment: str) -> Diagnostic:
    return Diagnostic(
        f"{len(found)} new live resources could be {write.address}",
        f"ids {', '.join(found)} bear the name {write.name!r} since its answer was lost",
        f"choose one: provisioner adopt -e {environment} {write.address} {found[0]}",
        severity=Severity.WARNING,
    )
