"""An apply to which CI's signals come while a call of its is under way."""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NamedTuple, NoReturn

import pytest

from provisioner.simulator import Simulator
from provisioner.simulator.exchange import Answer, Request
from provisioner.workflow.interruption import Interruption
from tests.journeys.site import BOT, WEB, Site, names
from tests.journeys.wire import wired

BOTS = {f"bot-{number}": BOT | {"name": f"Bot {number}"} for number in range(3)}
Signals = Sequence[signal.Signals]


class Outcome(NamedTuple):
    """How the apply ended, and what the next one made of it; `unbound` only one of state and tenant knows."""

    ended: int
    exit_code: int
    live: list[str]
    unbound: frozenset[str]
    left: int


@dataclass
class Cancelling:
    """Sends SIGINT when the nth write comes, and `then`, if any, when that is done and not yet answered."""

    simulator: Simulator
    nth: int
    then: Signals
    noted: threading.Event

    def answer(self, request: Request) -> Answer:
        self.nth -= request.method != "GET"
        due = request.method != "GET" and self.nth == 0
        if due:
            os.kill(os.getpid(), signal.SIGINT)
        answer = self.simulator.answer(request)
        if due and self.then:
            self.noted.wait()  # in between lie seconds
            for one in self.then:
                os.kill(os.getpid(), one)
            threading.Event().wait()  # whoever is asked to end has no time for an answer
        return answer


def cancelled(folder: Path, nth: int, then: Signals) -> Outcome:
    """In a process that may fork: apply in a child, then apply again."""
    with _site(folder) as site:
        site.declare(BOTS, {"web": WEB | {"webhook": "bot-0"}})
    child = os.fork()
    if child == 0:
        _live(folder, nth, then)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with _site(folder) as site, wired(site.simulator):
        exit_code = site.apply().exit_code
        live = [one for type in ("webhooks", "channels") for one in site.tenant.list(type)]
        unbound = {one["id"] for one in live} ^ {one.id for one in site.state.bindings.values()}
        return Outcome(ended, exit_code, names(live), frozenset(unbound), len(site.plan().writes))


def _live(folder: Path, nth: int, then: Signals) -> NoReturn:
    note, noted = Interruption._note, threading.Event()

    def noting(interruption: Interruption, number: int, frame: FrameType | None = None) -> None:
        note(interruption, number, frame)
        noted.set()

    try:
        with _site(folder) as site, pytest.MonkeyPatch.context() as patch:
            patch.setattr(Interruption, "_note", noting)
            with wired(Cancelling(site.simulator, nth, then, noted)):
                os._exit(site.apply(parallelism=1).exit_code)
    except BaseException:
        traceback.print_exc()
    os._exit(99)


@contextmanager
def _site(folder: Path) -> Iterator[Site]:
    with Site.opened(folder, folder / "tenant.sqlite") as site:
        yield site
