"""The whole program in a process of its own: terminals, closed pipes, full disks, signals."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.shell import SANDBOX, Shell

PROGRAM = [sys.executable, "-c", "import sys; from provisioner.cli.main import main; sys.exit(main())"]
# The main thread never gets a signal itself: as if it always came a moment before the thread begins to wait.
PROGRAM_BESIDE_THE_SIGNALS = [
    sys.executable,
    "-c",
    "import signal, sys, threading\n"
    "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
    "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})\n"
    "from provisioner.cli.main import main\n"
    "sys.exit(main())",
]
PATIENCE = 30
QUESTION = "Type yes to go on: "
FULL = Path("/dev/full")


def words(shell: Shell, command: str, program: list[str] = PROGRAM) -> list[str]:
    """The line of a process of its own."""
    return [*program, *command.split(), "-C", str(shell.folder)]


def applied(shell: Shell) -> bool:
    """Whether nothing is left to do."""
    return shell.run("plan --detailed-exitcode").code == 0


@contextmanager
def on_a_terminal(
    shell: Shell, command: str, program: list[str] = PROGRAM
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A process, and the person's end of the terminal it reads from and tells its log to."""
    person, terminal = pty.openpty()
    with subprocess.Popen(
        words(shell, command, program), stdin=terminal, stdout=subprocess.PIPE, stderr=terminal
    ) as child:
        os.close(terminal)
        try:
            yield child, person
        finally:
            child.kill()
            os.close(person)


def read_until(terminal: int, wanted: str) -> str:
    """What a person sees until some text stands there."""
    seen = ""
    while wanted not in seen:
        assert select.select([terminal], [], [], PATIENCE)[0], seen
        seen += os.read(terminal, 4096).decode()
    return seen


@pytest.mark.parametrize(("answer", "code"), [(b"yes\n", 0), (b"y\n", 1), (b"\x04", 1)])
def test_fault_61_a_person_is_asked_on_a_terminal(shell: Shell, answer: bytes, code: int) -> None:
    with on_a_terminal(shell, "apply") as (child, person):
        assert "+ create" in read_until(person, QUESTION)
        os.write(person, answer)
        assert child.wait(PATIENCE) == code
    assert applied(shell) is (code == 0)


@pytest.mark.parametrize("program", [PROGRAM, PROGRAM_BESIDE_THE_SIGNALS], ids=["at it", "just before it"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_fault_61_a_signal_at_the_question_ends_the_run(
    shell: Shell, number: signal.Signals, program: list[str]
) -> None:
    with on_a_terminal(shell, "apply", program) as (child, person):
        read_until(person, QUESTION)
        child.send_signal(number)
        assert child.wait(PATIENCE) == 128 + number
    assert not applied(shell)


def test_fault_45_a_reader_who_stops_changes_no_apply(shell: Shell) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        words(shell, "apply --auto-approve"), stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert ended.returncode == 0
    assert b"Traceback" not in ended.stderr
    assert b"BrokenPipe" not in ended.stderr
    assert applied(shell)


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(("command", "code"), [("apply --auto-approve", 0), ("plan", 1), ("--help", 1)])
def test_fault_45_a_full_disk_loses_no_result(shell: Shell, command: str, code: int) -> None:
    line = words(shell, command) if command != "--help" else [*PROGRAM, command]
    with FULL.open("wb") as full:
        ended = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
    assert ("Apply: 2 done." in ended.stderr) is (code == 0)


def test_fault_45_streams_that_were_never_opened_are_no_failure(shell: Shell) -> None:
    line = " ".join(f"'{word}'" for word in words(shell, "apply --auto-approve"))
    ended = subprocess.run(["sh", "-c", f"{line} <&- >&- 2>&-"], check=False)
    assert ended.returncode == 0
    assert applied(shell)


def test_fault_45_an_ascii_terminal_shows_what_it_can(shell: Shell) -> None:
    shell.write(SANDBOX.replace("Web chat", "Büro 客服"))
    environ = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    ended = subprocess.run(words(shell, "plan"), env=environ, capture_output=True, check=True)
    assert b'"B\\xfcro \\u5ba2\\u670d"' in ended.stdout


def test_the_simulator_serves_until_it_is_interrupted(shell: Shell) -> None:
    with subprocess.Popen(words(shell, "simulator -e sandbox"), stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        told = child.stdout.readline()
        child.send_signal(signal.SIGINT)
        assert child.wait(PATIENCE) == 130
    assert told.startswith("Serving on http://127.0.0.1:")
