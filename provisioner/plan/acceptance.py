"""What of a plan is drift that the files can take over, and what stands against it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from provisioner.diagnostics import Diagnostic
from provisioner.model.address import Address
from provisioner.model.record import record
from provisioner.plan.change import Change, Difference, Reason
from provisioner.plan.drift import Word, difference_word
from provisioner.plan.plan import Plan


@record
class Drifted:
    """One attribute that changed outside: what lives is to stand in the files."""

    change: Change
    difference: Difference

    @property
    def address(self) -> Address:
        return self.change.address

    @property
    def attribute(self) -> str:
        return self.difference.attribute

    def __str__(self) -> str:
        return f"{self.address}.{self.attribute}"


def drifted(plan: Plan, named: Collection[Address] = ()) -> tuple[Drifted, ...]:
    """The drift of a plan, of the named resources alone if any are named.

    Where the files changed as well, only naming the resource says that the tenant's value is the one wanted.
    """
    words = (Word.DRIFT, Word.CONFLICT) if named else (Word.DRIFT,)
    return tuple(
        Drifted(change, difference)
        for change in _looked_at(plan, named)
        for difference in change.differences
        if difference_word(difference) in words
    )


def undecided(plan: Plan, named: Collection[Address] = ()) -> Iterator[Diagnostic]:
    """What was changed outside and cannot be taken over like a value: it is for a person to decide."""
    for change in _looked_at(plan, named):
        if change.reason is Reason.MISSING:
            yield _missing(plan.environment, change)
        elif named and change.reason in (Reason.AMBIGUOUS, Reason.UNREADABLE):
            yield Diagnostic(f"{change.address}: {change.reason}", "; ".join(change.warnings))
        conflicts = [one for one in change.differences if difference_word(one) is Word.CONFLICT]
        if conflicts and not named:
            yield _conflict(plan.environment, change, conflicts)


def _looked_at(plan: Plan, named: Collection[Address]) -> Iterator[Change]:
    return (change for change in plan.changes if not named or change.address in named)


def _missing(environment: str, change: Change) -> Diagnostic:
    return Diagnostic(
        f"{change.address} was deleted outside",
        f"{change.name!r} has no value to take over",
        f"to give it up, remove it from the files; to have it back: provisioner apply -e {environment}",
        change.position,
    )


def _conflict(environment: str, change: Change, conflicts: list[Difference]) -> Diagnostic:
    names = " and ".join(one.attribute for one in conflicts)
    return Diagnostic(
        f"{change.address}: {names} changed in both",
        "the files and the tenant say something else than was last applied",
        f"for the tenant's value: provisioner accept -e {environment} {change.address}; "
        f"for that of the files: provisioner apply -e {environment}",
        change.position,
    )
