"""The result of one run as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.acceptance import Verdict
from benchmarks.ceiling import Ceiling
from benchmarks.figures import Figures, Measurement

FORMAT_VERSION = 1


def result_text(measurements: Sequence[Measurement], verdicts: Sequence[Verdict], ceiling: Ceiling) -> str:
    """Everything measured; seconds and bytes."""
    document = {
        "format_version": FORMAT_VERSION,
        "machine": {
            "python": platform.python_version(),
            "system": platform.system(),
            "architecture": platform.machine(),
            "cpus": os.cpu_count(),
        },
        "ceiling": ceiling._asdict(),
        "measurements": [_measurement(one) for one in measurements],
        "acceptance": [asdict(one) | {"holds": one.holds} for one in verdicts],
    }
    return json.dumps(document, indent=1) + "\n"


def _measurement(measurement: Measurement) -> dict[str, Any]:
    case = measurement.case
    return {
        "scenario": case.scenario,
        **case.size._asdict(),
        "latency": case.latency / 1000,
        "connections": case.connections,
        "repetitions": measurement.repetitions,
        "least": _rounded(measurement.least),
        "product": _rounded(measurement.product),
    }


def _rounded(figures: Figures) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(figures).items()}
