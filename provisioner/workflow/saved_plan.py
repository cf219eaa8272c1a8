"""Saved plans: written and read as private files, and held against what would be planned now."""

from __future__ import annotations

from pathlib import Path

from provisioner.diagnostics import Diagnostic
from provisioner.errors import ConfigurationError, ProvisionerError, RefusedError
from provisioner.plan.plan import Plan
from provisioner.plan.plan_file import PlanFile, decode_plan, encode_plan, unusable
from provisioner.plan.promise import departures
from provisioner.state.files import write_private
from provisioner.workflow.prepare import Prepared

__all__ = ["PlanFile", "PlanOutdated", "hold", "load_plan", "save_plan"]

LARGEST = 64_000_000
"""In bytes: no plan is that large, and a wrong file name must not fill the memory."""

MOST_TOLD = 20
"""Departures told one by one; both plans are shown anyway."""


class PlanOutdated(RefusedError):
    """A saved plan that a fresh one does not equal; both are carried along to be shown."""

    def __init__(self, saved: Plan, fresh: Plan, reasons: tuple[str, ...]) -> None:
        more = (f"and {len(reasons) - MOST_TOLD} more",) if len(reasons) > MOST_TOLD else ()
        super().__init__(
            Diagnostic(
                "The saved plan no longer holds",
                "\n".join((*reasons[:MOST_TOLD], *more)),
                "the files, the tenant or the state changed since, or it was applied already: "
                "look at both plans, then make a new one",
            )
        )
        self.saved = saved
        self.fresh = fresh


def hold(saved: PlanFile, fresh: Prepared) -> None:
    """Let a saved plan pass if a fresh one would do exactly the same; raises PlanOutdated."""
    reasons = departures(fresh.plan, fresh.seal, saved)
    if reasons:
        raise PlanOutdated(saved.plan, fresh.plan, reasons)


def save_plan(path: Path, prepared: Prepared, prune: bool) -> None:
    """Write a plan file for this user alone; raises ProvisionerError when it cannot be written."""
    if path.exists() and not path.is_file():
        raise ProvisionerError(Diagnostic(f"The plan cannot be saved to {path}", "it is not a file"))
    try:
        write_private(path, encode_plan(prepared.plan, prepared.seal, prune))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProvisionerError(Diagnostic(f"The plan cannot be saved to {path}", reason)) from None


def load_plan(path: Path) -> PlanFile:
    """Read a saved plan; raises ConfigurationError for anything else, RefusedError for a foreign version."""
    try:
        with path.open("rb") as file:
            return decode_plan(file.read(LARGEST).decode(), str(path))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigurationError(Diagnostic(f"The plan {path} cannot be read", reason)) from None
    except UnicodeDecodeError:
        raise ConfigurationError(unusable(str(path), "it is not text in UTF-8")) from None
