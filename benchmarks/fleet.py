"""Many tenants looked at in one run, beside the slowest of them alone."""

from __future__ import annotations

from pathlib import Path

from benchmarks.case import FLEETS, Case, Scenario
from benchmarks.child import CONSOLE_SCRIPT, measured
from benchmarks.environment import write_tenant
from benchmarks.figures import Figures, Measurement
from benchmarks.measure import with_calls
from benchmarks.stage import Stage

JOBS = "8"
SLOWEST = "tenant-00"
TIMES_SLOWER = 10
VERBS = {Scenario.DRIFT_ALL: "drift", Scenario.PLAN_ALL: "plan"}


def measure_fleet(stage: Stage, case: Case, repeat: int) -> Measurement:
    """Nothing departs anywhere; raises ChildFailedError when a command fails or says otherwise."""
    tenants, _ = FLEETS[case.scenario]
    folder = _fleet(stage, tenants)
    command = [CONSOLE_SCRIPT, VERBS[case.scenario], "-C", str(folder)]
    alone, together = [*command, "-e", SLOWEST], [*command, "--all", "--jobs", JOBS]
    runs = [(_run(stage, case, alone), _run(stage, case, together)) for _ in range(repeat)]
    return Measurement.of(case, runs)


def _fleet(stage: Stage, tenants: int) -> Path:
    """As many environments over the same definitions, each with a state of its own.

    One content stands for all: the server gives every tenant the same.
    """
    folder = stage.copy(stage.applied, "fleet")
    for number in range(tenants - 1):
        write_tenant(folder, f"tenant-{number:02d}", stage.server.endpoint)
    stage.server.begin(empty=False)
    measured([CONSOLE_SCRIPT, "apply", "--all", "--auto-approve", "-C", str(folder)])
    return folder


def _run(stage: Stage, case: Case, command: list[str]) -> Figures:
    stage.server.begin(empty=False, latency=case.latency, slow={SLOWEST: case.latency * TIMES_SLOWER})
    return with_calls(measured(command).figures, stage.server)
