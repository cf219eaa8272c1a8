"""Errands in a warm process that can be forked, and in its children, which die in the middle of them."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import NoReturn, TypeVar

from tests.journeys.mortal import Mortal

KILLED = 137
"""What a shell makes of an end by SIGKILL."""

A = TypeVar("A")


def aside(errand: Callable[[], A]) -> A:
    """What an errand that can be pickled gives in another process; that has one thread, so it may fork."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("forkserver")) as pool:
        return pool.submit(errand).result()


def killed(errand: Callable[[], object], nth: int) -> bool:
    """Carry an errand out in a child that dies at its nth step; False when it came to its end before."""
    child = os.fork()
    if child == 0:
        _live(errand, nth)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED), f"the child ended with {code}"
    return code == KILLED


def _live(errand: Callable[[], object], nth: int) -> NoReturn:
    try:
        with Mortal(nth, lambda: os._exit(KILLED)).living():
            errand()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
