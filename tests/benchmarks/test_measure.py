"""Both programs do the same work and are told apart by what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.case import Case, Scenario
from benchmarks.child import ChildFailedError, measured, python
from benchmarks.environment import Size
from benchmarks.fleet import measure_fleet
from benchmarks.measure import DisagreementError, measure
from benchmarks.stage import Stage

SIZE = Size(channels=12, webhooks=2)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage(tmp_path_factory.mktemp("stage"), SIZE) as stage:
        yield stage


@pytest.mark.parametrize(
    ("scenario", "writes", "requests"),
    [
        (Scenario.NOOP, 0, 2),
        (Scenario.CHANGE, 1, 2 + 1 + 2 + 1),
        (Scenario.CREATE, SIZE.resources, 2 + 1 + SIZE.resources + 2),
        (Scenario.PRINT, 0, 2 + 1),
    ],
)
def test_both_programs_agree_and_make_the_same_calls(
    stage: Stage, scenario: Scenario, writes: int, requests: int
) -> None:
    measurement = measure(stage, Case(scenario, SIZE, connections=2), repeat=1)
    for figures in (measurement.least, measurement.product):
        assert (figures.writes, figures.requests) == (writes, requests)
        assert figures.wall > 0
        assert figures.cpu > 0
        assert (figures.refused, figures.duplicates) == (0, 0)


def test_a_limited_tenant_is_measured_by_the_time_it_must_take(stage: Stage) -> None:
    measurement = measure(stage, Case(Scenario.RATE, SIZE), repeat=1)
    assert measurement.least.wall == (measurement.product.requests - 100) / 100
    assert measurement.product.writes == SIZE.resources


@pytest.mark.parametrize(("scenario", "tenants"), [(Scenario.DRIFT_ALL, 20), (Scenario.PLAN_ALL, 40)])
def test_many_tenants_are_each_read_by_their_pages(stage: Stage, scenario: Scenario, tenants: int) -> None:
    measurement = measure_fleet(stage, Case(scenario, SIZE), repeat=1)
    assert (measurement.least.requests, measurement.product.requests) == (2, 2 * tenants)
    assert (measurement.least.writes, measurement.product.writes) == (0, 0)


def test_a_program_that_finds_other_work_than_the_case_has_is_not_measured(stage: Stage) -> None:
    with pytest.raises(DisagreementError, match="instead of"):
        measure(stage, Case(Scenario.NOOP, Size(channels=13, webhooks=2)), repeat=1)


def test_a_program_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(ChildFailedError, match=r"(?s)ended with 3.*no such thing"):
        measured(python("-c", "import sys; sys.stderr.write('no such thing'); sys.exit(3)"))


def test_the_peak_of_a_large_program_is_its_own() -> None:
    large = measured(python("-c", "kept = bytearray(300_000_000)")).figures
    assert 300_000_000 < large.peak < 400_000_000


def test_the_peak_of_a_program_smaller_than_this_one_is_not_told() -> None:
    assert measured(python("-S", "-c", "")).figures.peak == 0
