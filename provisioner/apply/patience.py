"""Looking again within the settle window."""

from __future__ import annotations

from collections.abc import Iterator

from provisioner.apply.context import Context

_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 2.0


def moments(context: Context) -> Iterator[float]:
    """Yield the seconds gone: at once, then after growing pauses, and once at the end of the window."""
    began = context.clock()
    pause = _FIRST_PAUSE
    while True:
        gone = context.clock() - began
        yield gone
        left = context.settle - gone
        if left <= 0 or context.stopped():
            return
        context.sleep(min(pause, left))
        pause = min(pause * 2, _LONGEST_PAUSE)
