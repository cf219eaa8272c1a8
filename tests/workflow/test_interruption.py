"""Signals are noted while an apply runs; the second one ends it at once."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from provisioner.workflow import interruption
from provisioner.workflow.interruption import Interruption

ROOT = Path(__file__).parents[2]
TWICE = """
import signal
from provisioner.workflow.interruption import Interruption
with Interruption(hurry=lambda: None):
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGTERM)
raise SystemExit(0)
"""

UNSEEN = """
import os, signal, sys, threading
from provisioner.workflow.interruption import Interruption

BOTH = (signal.SIGINT, signal.SIGTERM)

def signals():
    signal.pthread_sigmask(signal.SIG_UNBLOCK, BOTH)
    while sys._current_frames()[threading.main_thread().ident].f_code.co_name != "wait":
        os.sched_yield()
    os.kill(os.getpid(), signal.SIGINT)
    while not noted.stopped():
        os.sched_yield()
    os.kill(os.getpid(), signal.SIGTERM)

signal.pthread_sigmask(signal.SIG_BLOCK, BOTH)
with Interruption(hurry=lambda: None) as noted:
    threading.Thread(target=signals, daemon=True).start()
    threading.Event().wait()
"""
"""The main thread never gets a signal itself: as if it always came a moment before that begins to wait."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_fault_44_the_first_signal_is_noted(number: signal.Signals) -> None:
    with Interruption(hurry=lambda: None) as noted:
        assert not noted.stopped()
        signal.raise_signal(number)
        assert noted.stopped()
    assert noted.signal_number == number


@pytest.mark.parametrize("program", [TWICE, UNSEEN], ids=["seen", "come just before the wait"])
def test_fault_44_a_second_signal_leaves_at_once(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=60, check=False)
    assert done.returncode == 128 + signal.SIGTERM


def test_fault_44_calls_that_do_not_end_are_hurried_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interruption, "GRACE", 0.0)
    hurried = threading.Event()
    with Interruption(hurry=hurried.set):
        signal.raise_signal(signal.SIGTERM)
        assert hurried.wait(timeout=10)


def test_fault_44_without_a_signal_nobody_is_hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interruption, "GRACE", 0.0)
    hurried = threading.Event()
    with Interruption(hurry=hurried.set):
        pass
    assert not hurried.is_set()


def test_fault_44_outside_the_main_thread_nothing_is_noted() -> None:
    before = signal.getsignal(signal.SIGINT)
    seen: list[object] = []

    def enter() -> None:
        with Interruption(hurry=lambda: None):
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    assert seen == [before]
