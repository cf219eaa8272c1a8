"""What is measured: a scenario, and the circumstances it is played in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from benchmarks.environment import Size

LATENCIES = (0, 50)
CONNECTIONS = (1, 8, 16)
SIZES = (100, 1_000, 10_000)
RATE = 100
"""Calls a second that the limited tenant allows; as many may come at once after a rest."""

LIMITED = Size(channels=455, webhooks=45)
ENVIRONMENTS = 40
SECONDS_A_WRITE = 0.003
SECONDS_A_CASE = 20.0


NOTHING = Size(0, 0)


class Scenario(StrEnum):
    """What is done; the two before the last three are done to many tenants, the last three need none."""

    NOOP = "noop"
    CHANGE = "change"
    CREATE = "create"
    PRINT = "print"
    RATE = "rate"
    DRIFT_ALL = "drift-all"
    PLAN_ALL = "plan-all"
    HELP = "help"
    VALIDATE = "validate"
    VALIDATE_ALL = "validate-all"


PLAYED_IN_ALL_CIRCUMSTANCES = (Scenario.NOOP, Scenario.CHANGE, Scenario.CREATE)
FLEETS = {Scenario.DRIFT_ALL: (20, Size(455, 45)), Scenario.PLAN_ALL: (40, Size(270, 30))}
"""How many tenants, and what each of them holds."""

WITHOUT_TENANT = (Scenario.HELP, Scenario.VALIDATE, Scenario.VALIDATE_ALL)


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario; `latency` is in milliseconds, `connections` counts calls at a time."""

    scenario: Scenario
    size: Size = NOTHING
    latency: int = 0
    connections: int = 8

    @property
    def writes(self) -> int:
        """How many resources are created or replaced."""
        match self.scenario:
            case Scenario.CREATE | Scenario.RATE:
                return self.size.resources
            case Scenario.CHANGE:
                return 1
            case _:
                return 0

    @property
    def estimate(self) -> float:
        """Seconds the writes take, roughly."""
        return self.writes * (self.latency / 1000 / self.connections + SECONDS_A_WRITE)

    def repetitions(self, asked: int) -> int:
        """As often as asked, but a long case less often: what takes long varies little."""
        return max(1, min(asked, int(SECONDS_A_CASE / max(self.estimate, 0.001))))
