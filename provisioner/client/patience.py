"""How long and by whose clock a connection waits."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from provisioner.model.record import record


@record
class Patience:
    """Seconds a call may take with all its tries; waits that the tenant asks for come on top.

    `clock` is monotonic, `now` is wall-clock time, `jitter` gives a number from 0 to 1.
    """

    timeout: float = 30.0
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random
