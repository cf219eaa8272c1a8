"""Many more steps than a test has time for: `python -m tests.machine 50000`."""

from __future__ import annotations

import sys
import time

from tests.machine.machine import TENANTS, Experience, live


def main(steps: int) -> None:
    """Go on until so many steps are gone, with one tenant after the other; a violation ends it."""
    total, number, began = Experience(), 1000, time.process_time()
    while total.steps < steps:
        for switches in TENANTS:
            number += 1
            gone = live(switches, 40, number)
            total.steps += gone.steps
            total.ends += gone.ends
            total.abandoned += gone.abandoned
        seconds = time.process_time() - began
        sys.stdout.write(
            f"{total.steps} steps, {seconds:.0f} s; {sum(total.ends.values())} runs by exit code: "
            f"{dict(total.ends.most_common())}; {total.abandoned} not to be found again\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
