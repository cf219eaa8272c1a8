"""Runs one program in a process of its own and says what that cost."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.environment import API_KEY_VARIABLE
from benchmarks.figures import Figures

ROOT = Path(__file__).parents[1]
CONSOLE_SCRIPT = str(Path(sys.executable).with_name("provisioner"))
KILOBYTE = 1 if sys.platform == "darwin" else 1024


class ChildFailedError(Exception):
    """A measured program did not end well; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Child:
    """A program that has ended."""

    output: bytes
    figures: Figures

    @property
    def report(self) -> Any:
        """Its output as JSON."""
        return json.loads(self.output)


def python(*arguments: str) -> list[str]:
    """The command of a Python program under the interpreter that runs this."""
    return [sys.executable, *arguments]


def measured(command: Sequence[str]) -> Child:
    """Run a command to its end; raises ChildFailedError when it fails."""
    with tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        child = subprocess.Popen(command, cwd=ROOT, env=_environ(), stdout=subprocess.PIPE, stderr=errors)
        assert child.stdout is not None
        with child.stdout:
            output = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            told = errors.read().decode(errors="replace").strip()
            raise ChildFailedError(f"{' '.join(command)} ended with {child.returncode}\n{told}")
    return Child(output, Figures(wall, usage.ru_utime + usage.ru_stime, _peak(usage)))


def _peak(usage: resource.struct_rusage) -> int:
    """In bytes; 0 when it cannot be told.

    Linux counts what this process had in memory towards the peak of the one it started.
    """
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss * KILOBYTE if usage.ru_maxrss > own else 0


def compile_sources() -> None:
    """Compile both programs, as an installer does: a first run would be measured with its compilation."""
    measured(python("-m", "compileall", "-q", "benchmarks", "provisioner"))


def _environ() -> dict[str, str]:
    """The environment without what could lead calls elsewhere or Python to run otherwise than for a user."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not (name.lower().endswith("_proxy") or name.startswith("PYTHON"))
    }
    return {**kept, API_KEY_VARIABLE: "eght_benchmark"}
