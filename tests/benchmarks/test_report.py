"""The table, the limits and the saved result say what was measured."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

from benchmarks.acceptance import Measured, verdicts
from benchmarks.case import Case, Scenario
from benchmarks.child import ROOT, python
from benchmarks.environment import Size
from benchmarks.figures import Figures, Measurement
from benchmarks.table import heading, row, verdict_line

NOOP = Case(Scenario.NOOP, Size(10_000, 1_000), 50, 8)
LEAST = Figures(wall=0.5, cpu=0.4, peak=80_000_000, requests=11)
PRODUCT = Figures(wall=0.75, cpu=0.6, peak=120_000_000, requests=11)


def kept(product: Figures) -> list[bool]:
    return [one.holds for one in verdicts(Measured([Measurement(NOOP, LEAST, product, 1)]))]


def test_a_figure_at_its_limit_holds() -> None:
    assert kept(PRODUCT) == [True, True, True]


def test_each_figure_over_its_limit_is_seen() -> None:
    assert kept(replace(PRODUCT, wall=0.76)) == [False, True, True]
    assert kept(replace(PRODUCT, peak=121_000_000)) == [True, False, True]
    assert kept(replace(PRODUCT, requests=12)) == [True, True, False]
    assert kept(replace(PRODUCT, requests=10)) == [True, True, False]


def test_nothing_is_judged_that_was_not_measured() -> None:
    assert list(verdicts(Measured([]))) == []


def test_many_tenants_are_judged_beside_the_slowest_and_the_cpu_of_the_rest() -> None:
    case = Case(Scenario.DRIFT_ALL, Size(455, 45), 50, 8)
    one = Figures(wall=1.0, cpu=0.5, peak=50_000_000, requests=2)
    fleet = Figures(wall=3.4, cpu=2.4, peak=80_000_000, requests=40)
    judged = {
        one.told.partition(":")[0]: one for one in verdicts(Measured([Measurement(case, one, fleet, 1)]))
    }
    assert [(round(one.measured, 6), one.holds) for one in judged.values()] == [
        (1.5, True),
        (0.2, True),
        (40, True),
        (1.6, True),
    ]


def test_growth_is_judged_by_both_sizes() -> None:
    small = Measurement(Case(Scenario.NOOP, Size(1_000, 100), 0, 8), LEAST, Figures(0.1, 0.1, 48_000_000), 1)
    many = Measurement(Case(Scenario.NOOP, Size(10_000, 1_000), 0, 8), LEAST, Figures(1.2, 1, 120_000_000), 1)
    judged = [(round(one.measured, 6), one.holds) for one in verdicts(Measured([small, many]))]
    assert judged == [(12.0, False), (8.0, True)]


def test_a_row_stands_under_its_heading() -> None:
    line = row(Measurement(NOOP, LEAST, PRODUCT, 1))
    assert len(line) == len(heading())
    assert line.split() == [
        *("noop", "10,000", "50", "ms", "8", "11", "0"),
        *("0.750", "0.500", "1.50", "0.600", "0.400", "1.50", "120.0", "80.0", "1.50"),
    ]


def test_what_was_not_measured_is_a_dash() -> None:
    assert row(Measurement(NOOP, replace(LEAST, peak=0), PRODUCT, 1)).endswith("120.0       -      -")


def test_a_broken_limit_is_told_in_capitals() -> None:
    lines = [
        verdict_line(one)
        for one in verdicts(Measured([Measurement(NOOP, LEAST, replace(PRODUCT, wall=1), 1)]))
    ]
    assert [line.split()[0] for line in lines] == ["BROKEN", "holds", "holds"]


def test_a_run_prints_its_table_and_saves_it(tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    choice = ["--only", "noop", "--size", "10", "--latency", "0", "--connections", "2", "--repeat", "1"]
    command = python("-m", "benchmarks", *choice, "--out", str(out))
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "noop                10    0 ms     2" in ended.stdout
    [measurement] = json.loads(out.read_text(encoding="utf-8"))["measurements"]
    assert measurement["product"]["requests"] == measurement["least"]["requests"] == 2
    assert (measurement["channels"], measurement["webhooks"]) == (10, 1)
