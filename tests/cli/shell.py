"""The command line without a process: streams that a test can read, and a person who types."""

from __future__ import annotations

import io
import json
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provisioner.cli.console import Console
from provisioner.cli.main import run
from provisioner.simulator import Simulator
from provisioner.workflow.embedded import KEY

SANDBOX = """\
format_version: 1
environment: sandbox
tenant: { id: sandbox, endpoint: simulator }
simulator:
  queues: { 101: Sales, 102: Billing }
queues:
  sales: { id: 101 }
webhooks:
  bot: { name: Bot, uri: https://bots.example.com/8x8 }
channels:
  web: { name: Web chat, webhook: bot, queue: sales }
"""


class Terminal(io.StringIO):
    """A stream with a person at its other end."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it left on its streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What stdout parses to."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Shell:
    """A folder with environments/ to run commands on."""

    folder: Path

    def write(self, text: str, name: str = "sandbox") -> None:
        """Write an environment file."""
        path = self.folder / "environments" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")

    def change(self, before: str, after: str, name: str = "sandbox") -> None:
        """Edit an environment file."""
        path = self.folder / "environments" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")

    def run(
        self, command: str, *arguments: str, stdin: io.StringIO | None = None, err: io.StringIO | None = None
    ) -> Ended:
        """Run a command on the folder; `command` may hold several words."""
        out, err = io.StringIO(), err or io.StringIO()
        words = [*command.split(), "-C", str(self.folder), *arguments]
        code = run(words, Console(stdin or io.StringIO(), out, err))
        return Ended(code, out.getvalue(), err.getvalue())

    def answer(self, text: str, command: str = "apply", *arguments: str) -> Ended:
        """Run a command on a terminal on which somebody types."""
        return self.run(command, *arguments, stdin=Terminal(text), err=Terminal())

    @contextmanager
    def tenant(self) -> Iterator[Simulator]:
        """The tenant of the sandbox, to be changed behind the tool's back."""
        with Simulator(self.folder / ".provisioner" / "simulator" / "sandbox.sqlite") as simulator:
            simulator.add_tenant("sandbox", KEY)
            yield simulator
