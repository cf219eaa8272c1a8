"""Which cases are measured: what the command line asks for."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.case import (
    CONNECTIONS,
    FLEETS,
    LATENCIES,
    LIMITED,
    PLAYED_IN_ALL_CIRCUMSTANCES,
    SIZES,
    WITHOUT_TENANT,
    Case,
    Scenario,
)
from benchmarks.environment import Size

QUICK_SIZES = (1_000,)
QUICK_CONNECTIONS = (8,)
REPETITIONS = 5
LONGEST = 120.0


@dataclass(frozen=True, slots=True)
class Selection:
    """What to measure, how often, and where to save it; `longest` is in seconds."""

    scenarios: tuple[Scenario, ...]
    sizes: tuple[int, ...]
    latencies: tuple[int, ...]
    connections: tuple[int, ...]
    repeat: int
    longest: float
    out: Path

    def cases(self) -> Iterator[Case]:
        """The cases that are short enough, in the order of the scenarios."""
        return (case for case in self._all() if case.estimate <= self.longest)

    def left_out(self) -> list[Case]:
        """The cases that would take longer than `longest`."""
        return [case for case in self._all() if case.estimate > self.longest]

    def _all(self) -> Iterator[Case]:
        for scenario in self.scenarios:
            yield from self._played(scenario)

    def _played(self, scenario: Scenario) -> Iterator[Case]:
        """A limited tenant, many tenants and printing are played in one circumstance."""
        if scenario in WITHOUT_TENANT:
            yield Case(scenario)
        elif scenario is Scenario.RATE:
            yield Case(scenario, LIMITED, self.latencies[-1], 8)
        elif scenario in FLEETS:
            yield Case(scenario, FLEETS[scenario][1], self.latencies[-1], 8)
        else:
            everywhere = scenario in PLAYED_IN_ALL_CIRCUMSTANCES
            for channels in self.sizes:
                for latency in self.latencies if everywhere else self.latencies[-1:]:
                    for connections in self.connections if everywhere else (8,):
                        yield Case(scenario, Size.of(channels), latency, connections)


def selection(arguments: Sequence[str]) -> Selection:
    """Read the command line; ends the program on a wrong one."""
    asked = _parser().parse_args(arguments)
    return Selection(
        scenarios=tuple(asked.only or Scenario),
        sizes=tuple(asked.size or (QUICK_SIZES if asked.quick else SIZES)),
        latencies=tuple(asked.latency or LATENCIES),
        connections=tuple(asked.connections or (QUICK_CONNECTIONS if asked.quick else CONNECTIONS)),
        repeat=asked.repeat or (1 if asked.quick else REPETITIONS),
        longest=asked.longest,
        out=asked.out,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    add = parser.add_argument
    add("--only", action="append", type=Scenario, choices=list(Scenario), help="one scenario")
    add("--size", type=count, action="append", metavar="N", help="how many channels")
    add("--latency", type=milliseconds, action="append", metavar="N", help="milliseconds before each answer")
    add("--connections", type=count, action="append", metavar="N", help="calls at a time")
    add("--repeat", type=count, metavar="N", help="runs of which the median counts")
    add("--longest", type=float, metavar="SECONDS", default=LONGEST, help="leave longer cases out")
    add("--quick", action="store_true", help="one size, one run each: well under a minute")
    add("--out", type=Path, default=_default_out(), metavar="PATH", help="the JSON to write")
    return parser


def count(text: str) -> int:
    """One or more; argparse names this function when it is less."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def milliseconds(text: str) -> int:
    """None or more."""
    if (number := int(text)) < 0:
        raise ValueError(text)
    return number


def _default_out() -> Path:
    return Path(__file__).parent / "results" / "latest.json"
