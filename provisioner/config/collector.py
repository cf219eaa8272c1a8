"""The garbage collector, kept out of the way while much is built and nothing is thrown away."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_counting = threading.Lock()
_pauses = 0


@contextmanager
def collector_paused() -> Iterator[None]:
    """Nothing built here is garbage, and looking for some would take half of the time.

    What was built counts as old afterwards: as young it would be walked through at once, to find nothing.
    There is one collector in a process: pauses that overlap, in one thread or several, are one pause.
    """
    paused = _begin()
    try:
        yield
    finally:
        if paused:
            _end()


def _begin() -> bool:
    """Whether this is a pause at all: a collector that somebody else switched off stays off."""
    global _pauses
    with _counting:
        if not _pauses and not gc.isenabled():
            return False
        gc.disable()
        _pauses += 1
        return True


def _end() -> None:
    global _pauses
    with _counting:
        _pauses -= 1
        if not _pauses:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
