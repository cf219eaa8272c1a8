"""How an apply ended: one result a change, and the exit code of them all."""

from __future__ import annotations

from enum import StrEnum

from provisioner.diagnostics import Diagnostic
from provisioner.model.address import Address
from provisioner.model.record import record
from provisioner.model.state import Binding
from provisioner.plan.change import Change
from provisioner.plan.plan import Plan


class Status(StrEnum):
    """How one change ended."""

    DONE = "done"
    FAILED = "failed"
    MOVED = "moved"
    SKIPPED = "skipped"
    NOT_TRIED = "not tried"
    UNKNOWN = "unknown"
    DIFFERS = "reads back differently"


_TOUCHED = (Status.DONE, Status.DIFFERS, Status.UNKNOWN)


@record
class ChangeResult:
    """One change and its end.

    `because` names what a skipped change was waiting for; `binding` is what an accepted write left; `stops`
    says that every further write would end the same way, `sent` that one went out that is not known as done.
    """

    change: Change
    status: Status
    id: str | None = None
    diagnostic: Diagnostic | None = None
    because: Address | None = None
    binding: Binding | None = None
    stops: bool = False
    sent: bool = False


@record
class Result:
    """The whole apply.

    `results` holds the changes that write, in plan order; `bound` counts ids bound without a write.
    `unchecked` says why the closing read could not prove them; `stopped_by` is a signal's number;
    `unsaved` says why the state was not saved, and where it is instead.
    """

    plan: Plan
    results: tuple[ChangeResult, ...]
    notices: tuple[Diagnostic, ...] = ()
    bound: int = 0
    unchecked: Diagnostic | None = None
    stopped_by: int | None = None
    unsaved: Diagnostic | None = None

    def of(self, status: Status) -> tuple[ChangeResult, ...]:
        """The results with one status."""
        return tuple(result for result in self.results if result.status is status)

    @property
    def touched(self) -> bool:
        """Whether anything may have been changed in the tenant."""
        return any(one.status in _TOUCHED or one.sent for one in self.results)

    @property
    def exit_code(self) -> int:
        """Source: the table of exit codes, the gravest that fits."""
        if self.unsaved and self.touched:
            return 7
        if self.of(Status.UNKNOWN):
            return 5
        if self.stopped_by is not None:
            return 128 + self.stopped_by
        if len(self.of(Status.DONE)) == len(self.results):
            return 3 if self.unchecked else 0
        return 3 if self.touched else 1
