"""Measure what the command line asks for, print it as a table, and save it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from benchmarks.acceptance import Measured, verdicts
from benchmarks.case import FLEETS
from benchmarks.ceiling import ceiling
from benchmarks.child import ChildFailedError, compile_sources
from benchmarks.figures import Measurement
from benchmarks.fleet import measure_fleet
from benchmarks.measure import DisagreementError, measure
from benchmarks.result import result_text
from benchmarks.selection import Selection, selection
from benchmarks.stage import Stage
from benchmarks.start import measure_start
from benchmarks.table import ceiling_line, heading, row, verdict_line


def main() -> int:
    """The exit code is 1 when a program failed or did something else than the case asks for."""
    selected = selection(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="provisioner-bench-") as folder:
        try:
            report(selected, Path(folder))
        except (ChildFailedError, DisagreementError) as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 0


def report(selected: Selection, folder: Path) -> None:
    """Print each case as soon as it is measured, then the limits, and write the JSON."""
    for case in selected.left_out():
        _say(
            f"Left out, over {selected.longest:.0f} s: {case.scenario}, {case.size.channels:,} channels, "
            f"{case.latency} ms, {case.connections} connections."
        )
    compile_sources()
    top = ceiling()
    _say(ceiling_line(top))
    _say(heading())
    measurements = []
    for measurement in _measured(selected, folder):
        _say(row(measurement))
        measurements.append(measurement)
    judged = list(verdicts(Measured(measurements)))
    for verdict in judged:
        _say(verdict_line(verdict))
    selected.out.parent.mkdir(parents=True, exist_ok=True)
    selected.out.write_text(result_text(measurements, judged, top), encoding="utf-8")


def _measured(selected: Selection, folder: Path) -> Iterator[Measurement]:
    """One server for all cases of a size: to fill it takes longer than to measure it."""
    cases = sorted(selected.cases(), key=lambda case: case.size)
    for size, of_size in groupby(cases, key=lambda case: case.size):
        if not size.channels:
            yield from (measure_start(folder, case, selected.repeat) for case in of_size)
            continue
        with Stage(folder, size) as stage:
            for case in of_size:
                played = measure_fleet if case.scenario in FLEETS else measure
                yield played(stage, case, selected.repeat)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
