"""`plan`: what apply would do."""

from __future__ import annotations

from pathlib import Path

from provisioner.config.collector import collector_paused
from provisioner.diagnostics import Diagnostic
from provisioner.errors import RefusedError
from provisioner.plan.plan import Plan
from provisioner.plan.plan_file import encode_plan
from provisioner.workflow.memory import remembered, store_of
from provisioner.workflow.options import Options
from provisioner.workflow.prepare import Prepared, configured, prepare
from provisioner.workflow.saved_plan import save_plan
from provisioner.workflow.tenant import reached


class PlanRefused(RefusedError):
    """Guards refuse the plan, which is carried along to be shown."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__(*prepared.refusals)
        self.plan = prepared.plan


class PlanOutdated(RefusedError):
    """A saved plan that a fresh one does not equal; both are carried along to be shown."""

    def __init__(self, saved: Plan, fresh: Plan) -> None:
        super().__init__(
            Diagnostic(
                "The saved plan no longer holds",
                "the files, the tenant or the state changed since it was made, or it was applied already",
                "look at both, then make a new one: provisioner plan --out FILE",
            )
        )
        self.saved = saved
        self.fresh = fresh


def plan(options: Options, out: Path | None = None) -> Plan:
    """Read the files, the state and the tenant; nothing is written but the plan itself, to `out`.

    Raises PlanRefused; a refused plan is not saved.
    """
    with collector_paused():
        configuration = configured(options)
        state = remembered(store_of(options), configuration.environment)
        with reached(options, configuration.environment) as tenancy:
            prepared = prepare(options, configuration, state, tenancy)
    if prepared.refusals:
        raise PlanRefused(prepared)
    if out is not None:
        save_plan(out, encode_plan(prepared.plan, prepared.seal, options.prune))
    return prepared.plan
