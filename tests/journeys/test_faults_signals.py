"""Case 44: CI cancels a job with SIGINT, then SIGTERM, then SIGKILL, whatever is under way."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGTERM

import pytest

from tests.journeys.forks import aside
from tests.journeys.signalled import BOTS, Signals, cancelled

WRITES = len(BOTS) + 1
WHOLE = sorted([*(one["name"] for one in BOTS.values()), "Web chat"])


@pytest.mark.parametrize(
    ("then", "ended"),
    [((), 128 + SIGINT), ((SIGTERM,), 128 + SIGTERM), ((SIGTERM, SIGKILL), -SIGKILL), ((SIGKILL,), -SIGKILL)],
    ids=["in time", "not in time for SIGTERM", "SIGKILL with it", "SIGKILL"],
)
@pytest.mark.parametrize("nth", range(1, WRITES + 1))
def test_fault_44_however_far_the_signals_of_ci_get_the_next_apply_converges(
    tmp_path: Path, nth: int, then: Signals, ended: int
) -> None:
    outcome = aside(partial(cancelled, tmp_path, nth, then))
    assert outcome == (ended, 0, WHOLE, frozenset(), 0)
