"""Looking again: at once, after growing pauses, and at the very end of the window."""

from __future__ import annotations

import pytest

from provisioner.apply.patience import moments
from tests.apply.conftest import Apply


@pytest.mark.parametrize(
    ("window", "looked"),
    [
        (0.0, [0.0]),
        (0.125, [0.0, 0.125]),
        (3.0, [0.0, 0.25, 0.75, 1.75, 3.0]),
        (10.0, [0, 0.25, 0.75, 1.75, 3.75, 5.75, 7.75, 9.75, 10]),
    ],
)
def test_a_window_is_looked_through_to_its_end(run: Apply, window: float, looked: list[float]) -> None:
    run.given(settle=window)
    assert list(moments(run.context)) == looked
    assert run.clock.waited == window


def test_a_window_ends_with_a_signal(run: Apply) -> None:
    looked = moments(run.context)
    next(looked)
    run.stopped = True
    assert list(looked) == []
