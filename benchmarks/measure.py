"""Plays one case with both programs, turn by turn, and takes the medians."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.case import RATE, Case, Scenario
from benchmarks.child import measured, python
from benchmarks.figures import Figures, Measurement
from benchmarks.served import Served
from benchmarks.stage import Program, Stage


class DisagreementError(Exception):
    """A program did not find what there was to do, so that its figures mean nothing."""


def measure(stage: Stage, case: Case, repeat: int) -> Measurement:
    """Raises DisagreementError, and ChildFailedError when a program fails."""
    repetitions = case.repetitions(repeat)
    if case.scenario is Scenario.RATE:
        product = Figures.median([_played(stage, case, Program.PRODUCT) for _ in range(repetitions)])
        return Measurement(case, _ideal(product), product, repetitions)
    runs = [
        (_played(stage, case, Program.BARE), _played(stage, case, Program.PRODUCT))
        for _ in range(repetitions)
    ]
    return Measurement.of(case, runs)


def _played(stage: Stage, case: Case, program: Program) -> Figures:
    verb = "plan" if case.scenario in (Scenario.NOOP, Scenario.PRINT) else "apply"
    folder = stage.copy(_condition(stage, case.scenario), "played")
    empty = case.scenario in (Scenario.CREATE, Scenario.PRINT, Scenario.RATE)
    rate = RATE if case.scenario is Scenario.RATE else 0
    stage.server.begin(empty=empty, latency=case.latency, rate=rate)
    child = measured(python("-m", program, verb, str(folder), str(case.connections)))
    if child.report != _expected(case):
        raise DisagreementError(f"{program} on {case}: {child.report} instead of {_expected(case)}")
    return with_calls(child.figures, stage.server)


def _condition(stage: Stage, scenario: Scenario) -> Path:
    match scenario:
        case Scenario.NOOP:
            return stage.applied
        case Scenario.CHANGE:
            return stage.changed
        case Scenario.CREATE | Scenario.PRINT | Scenario.RATE:
            return stage.new
        case _:
            raise AssertionError(f"{scenario} is measured elsewhere")


def _expected(case: Case) -> dict[str, int]:
    created = 0 if case.scenario in (Scenario.NOOP, Scenario.CHANGE) else case.size.resources
    updated = int(case.scenario is Scenario.CHANGE)
    return {"created": created, "updated": updated, "unchanged": case.size.resources - created - updated}


def with_calls(figures: Figures, server: Served) -> Figures:
    """The figures with what the server was asked since it began."""
    log = server.log()
    answers = log["answers"]
    return replace(
        figures,
        requests=sum(answers.values()),
        writes=answers.get("POST", 0) + answers.get("PUT", 0),
        refused=answers.get("429", 0),
        duplicates=log["duplicates"],
    )


def _ideal(product: Figures) -> Figures:
    """The time in which a limited tenant can accept so many calls, the first burst at once."""
    accepted = product.requests - product.refused
    return Figures(wall=(accepted - RATE) / RATE, requests=accepted, writes=product.writes)
