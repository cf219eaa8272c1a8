"""How long commands take that need no tenant, beside the least a program of their kind takes."""

from __future__ import annotations

from pathlib import Path

from benchmarks.case import ENVIRONMENTS, Case, Scenario
from benchmarks.child import CONSOLE_SCRIPT, ROOT, measured, python
from benchmarks.environment import Size, write_environment, write_tenant
from benchmarks.figures import Figures, Measurement

ENDPOINT = "http://127.0.0.1:8"
SHARED = Size.of(100)


def measure_start(folder: Path, case: Case, repeat: int) -> Measurement:
    """Raises ChildFailedError when a command fails."""
    least, product = _commands(folder, case.scenario)
    runs: list[tuple[Figures, Figures]] = [
        (measured(least).figures, measured(product).figures) for _ in range(repeat)
    ]
    return Measurement.of(case, runs)


def _commands(folder: Path, scenario: Scenario) -> tuple[list[str], list[str]]:
    match scenario:
        case Scenario.HELP:
            return python("-c", "import click"), [CONSOLE_SCRIPT, "--help"]
        case Scenario.VALIDATE:
            return _reading(ROOT), [CONSOLE_SCRIPT, "validate", "-C", str(ROOT)]
        case Scenario.VALIDATE_ALL:
            many = _environments(folder)
            return _reading(many), [CONSOLE_SCRIPT, "validate", "--all", "-C", str(many)]
        case _:
            raise AssertionError(f"{scenario} needs a tenant")


def _reading(folder: Path) -> list[str]:
    """Every file read once with libyaml, and nothing else."""
    return python("-m", "benchmarks.bare", "read", str(folder), "1")


def _environments(folder: Path) -> Path:
    """Many environments over the same shared definitions."""
    many = folder / "environments-40"
    write_environment(many, ENDPOINT, SHARED)
    for number in range(ENVIRONMENTS - 1):
        write_tenant(many, f"tenant-{number}", ENDPOINT)
    return many
