"""An apply that is killed the moment its nth call was answered: `killed_apply.py FOLDER NTH`.

It prints every call as it ends, so that whoever started it knows how far it came.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from provisioner.workflow.apply import apply
from provisioner.workflow.options import Options


def main(folder: str, nth: str) -> None:
    """Apply with one call at a time and die with SIGKILL, as if the machine lost its power."""
    calls: list[str] = []

    def count(call: str) -> None:
        calls.append(call)
        if len(calls) == int(nth):
            os.kill(os.getpid(), signal.SIGKILL)

    options = Options(Path(folder), "prod", parallelism=1, settle=0.0, log=count)
    apply(options, lambda plan: True, lambda event: None)


if __name__ == "__main__":
    main(*sys.argv[1:])
