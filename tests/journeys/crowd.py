"""Many who apply to one tenant at the same moment, each a process of its own."""

from __future__ import annotations

import io
import os
import signal
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import pytest

from provisioner.cli.console import Console
from provisioner.cli.main import run
from provisioner.client.transport import Transport

COMMAND = ("apply", "--auto-approve", "-e", "prod")
LOADED = ("plan", "-e", "prod")
"""What is carried out once before: the children need not import it all again."""

PATIENCE = 60
"""Seconds; if two of them wait to write, none of the others will ever end."""


class End(NamedTuple):
    """How one of them ended, and what it told."""

    code: int
    told: str


def crowd(size: int, folder: Path, environ: dict[str, str]) -> list[End]:
    """The ends in their order: whoever writes waits with its first write until all others have ended."""
    os.environ.update(environ)
    signal.alarm(PATIENCE)
    run([*LOADED, "-C", str(folder)], Console(None, None, None))
    waiting, holding = os.pipe()
    children = {_started(folder, number, waiting, holding): number for number in range(size)}
    ends = [_ended(folder, children) for _ in range(size - 1)]
    os.close(holding)
    return [*ends, _ended(folder, children)]


def _started(folder: Path, number: int, waiting: int, holding: int) -> int:
    child = os.fork()
    if child == 0:
        os.close(holding)
        _live(folder, number, waiting)
    return child


def _live(folder: Path, number: int, waiting: int) -> NoReturn:
    send, told, code = Transport.send, io.StringIO(), 1

    def patient(transport: Transport, request: Any, *arguments: Any, **named: Any) -> Any:
        if request.method != "GET":
            os.read(waiting, 1)  # there is nothing to read; it ends when nobody holds the other end
        return send(transport, request, *arguments, **named)

    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Transport, "send", patient)
            code = run([*COMMAND, "-C", str(folder)], Console(None, io.StringIO(), told))
    finally:
        _told(folder, number).write_text(told.getvalue(), encoding="utf-8")
        os._exit(code)


def _ended(folder: Path, children: dict[int, int]) -> End:
    child, status = os.waitpid(-1, 0)
    told = _told(folder, children[child]).read_text(encoding="utf-8")
    return End(os.waitstatus_to_exitcode(status), told)


def _told(folder: Path, number: int) -> Path:
    return folder / f"{number}.txt"
