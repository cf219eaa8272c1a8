"""The limits the product has to keep, judged by what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.case import FLEETS, LIMITED, RATE, Case, Scenario
from benchmarks.environment import Size
from benchmarks.figures import Figures, Measurement

SMALL, MANY = Size.of(1_000), Size.of(10_000)
LATENCY = 50
MEGABYTE = 1_000_000
KILOBYTE = 1_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """One figure beside the most it may be; one that has to be met exactly may be no less either."""

    told: str
    measured: float
    limit: float
    exact: bool = False

    @property
    def holds(self) -> bool:
        return self.measured == self.limit if self.exact else self.measured <= self.limit


class Measured:
    """The measurements of one run, found by their case."""

    def __init__(self, measurements: Sequence[Measurement]) -> None:
        self._by_case = {one.case: one for one in measurements}

    def of(self, *cases: Case) -> list[Measurement]:
        """All of them, or none when one was not measured."""
        found = [self._by_case[one] for one in cases if one in self._by_case]
        return found if len(found) == len(cases) else []


def verdicts(measured: Measured) -> Iterator[Verdict]:
    """Every limit whose figures were measured."""
    for rule in (_noop, _create, _limited, _printed, _growth, _fleets, _help, _validate):
        yield from rule(measured)


def _noop(measured: Measured) -> Iterator[Verdict]:
    for one in measured.of(Case(Scenario.NOOP, MANY, LATENCY, 8)):
        told = "no-op plan of 10,000 channels at 50 ms"
        yield Verdict(f"times the bare client: {told} (at most 1.5)", one.wall_ratio, 1.5)
        yield Verdict(f"MB at the peak: {told} (at most 120)", one.product.peak / MEGABYTE, 120)
        yield Verdict(
            f"calls: {told} (as many as pages)", one.product.requests, one.least.requests, exact=True
        )


def _create(measured: Measured) -> Iterator[Verdict]:
    for one in measured.of(Case(Scenario.CREATE, SMALL, LATENCY, 8)):
        told = "1,000 channels created at 50 ms over 8 connections"
        yield Verdict(f"times the bare client: {told} (at most 1.1)", one.wall_ratio, 1.1)
        yield Verdict(
            f"POSTs: {told} (as many as resources)", one.product.writes, SMALL.resources, exact=True
        )


def _limited(measured: Measured) -> Iterator[Verdict]:
    for one in measured.of(Case(Scenario.RATE, LIMITED, LATENCY, 8)):
        told = f"500 creates at {RATE} calls/s"
        yield Verdict(f"times the ideal time: {told} (at most 1.4)", one.wall_ratio, 1.4)
        yield Verdict(f"answers of 429: {told} (at most 25)", one.product.refused, 25)
        yield Verdict(f"duplicates: {told} (none)", one.product.duplicates, 0)


def _printed(measured: Measured) -> Iterator[Verdict]:
    cases = (Case(scenario, MANY, LATENCY, 8) for scenario in (Scenario.PRINT, Scenario.NOOP))
    if found := measured.of(*cases):
        printed, noop = (one.product.wall for one in found)
        yield Verdict("times a no-op plan: printing 10,000 creates (at most 1.5)", printed / noop, 1.5)


def _growth(measured: Measured) -> Iterator[Verdict]:
    if found := measured.of(*(Case(Scenario.NOOP, size, 0, 8) for size in (SMALL, MANY))):
        small, many = (one.product for one in found)
        told = "no-op plan of 10,000 channels instead of 1,000"
        yield Verdict(f"times the wall time: {told} (at most 11)", many.wall / small.wall, 11)
        yield Verdict(f"kB a channel: {told} (at most 8)", _bytes_a_channel(small, many) / KILOBYTE, 8)


def _bytes_a_channel(small: Figures, many: Figures) -> float:
    return (many.peak - small.peak) / (MANY.channels - SMALL.channels)


def _fleets(measured: Measured) -> Iterator[Verdict]:
    """Each tenant has two pages: one of webhooks, one of channels."""
    for scenario, (tenants, size) in FLEETS.items():
        for one in measured.of(Case(scenario, size, LATENCY, 8)):
            told = f"{scenario} of {tenants} tenants with {size.resources} resources at 50 ms"
            rest = one.product.cpu - one.least.cpu
            over = (one.product.wall - rest) / one.least.wall
            yield Verdict(
                f"times the slowest tenant, beside the CPU of the rest: {told} (at most 1.5)", over, 1.5
            )
            further = rest / (tenants - 1) / one.least.cpu
            yield Verdict(
                f"times the CPU of the first tenant, each further one: {told} (at most 0.2)", further, 0.2
            )
            yield Verdict(f"calls: {told} (as many as pages)", one.product.requests, 2 * tenants, exact=True)
            yield Verdict(
                f"times the peak of one: {told} (at most 1.6)", one.product.peak / one.least.peak, 1.6
            )


def _help(measured: Measured) -> Iterator[Verdict]:
    for one in measured.of(Case(Scenario.HELP)):
        yield Verdict("times `import click`: --help (at most 1.3)", one.wall_ratio, 1.3)


def _validate(measured: Measured) -> Iterator[Verdict]:
    for one in measured.of(Case(Scenario.VALIDATE)):
        yield Verdict(
            "seconds: validate of the repository's environments (at most 0.35)", one.product.wall, 0.35
        )
