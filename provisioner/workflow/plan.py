"""`plan`: what apply would do."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from provisioner.config.collector import collector_paused
from provisioner.errors import RefusedError
from provisioner.plan.plan import Plan
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


def plan(options: Options, out: Path | None = None) -> Plan:
    """Read the files, the state and the tenant; nothing is written but the plan itself, to `out`.

    Raises PlanRefused; a refused plan is not saved.
    """
    with collector_paused():
        configuration = configured(options)
        environment = configuration.environment
        with reached(options, environment) as tenancy:
            load_state = partial(remembered, store_of(options), environment)
            prepared = prepare(options, configuration, load_state, tenancy)
    if prepared.refusals:
        raise PlanRefused(prepared)
    if out is not None:
        save_plan(out, prepared, options.prune)
    return prepared.plan
