"""A thousand changes to a tenant of which nearly every third answer is a refusal, or never comes."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioner.simulator import Drop, Fault, Reset, Status
from tests.journeys.site import BOT, Section, Site, names
from tests.journeys.wire import wired

SHARE = 0.3
MOST_CALLS = 4_000
MOST_APPLIES = 10
WEATHER = (
    Fault(Status(429, {"Retry-After": "1"})),
    Fault(Status(503)),
    Fault(Reset()),
    Fault(Status(503), when="after"),
    Fault(Drop(), when="after"),
)
"""After the last two, what was written is there and nobody is told."""

WEBHOOKS = {f"bot-{n}": BOT | {"name": f"Bot {n}"} for n in range(20)}
BEFORE, MOVED, GONE, AFTER = range(280), range(180), range(180, 280), [*range(180), *range(280, 1000)]
THEIRS = {"name": "Theirs", "type": "ChatAPI", "x": 1}


def channel(number: int, queue: str = "sales") -> Section:
    return {"name": f"Web {number}", "webhook": f"bot-{number % 20}", "queue": queue}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A tenant with 280 channels; the files want 180 updates, 100 deletes and 720 creates."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)  # no machine fails here
    with Site.opened(tmp_path) as site, wired(site.simulator):
        site.declare(WEBHOOKS, {f"web-{n}": channel(n) for n in BEFORE})
        assert site.apply().exit_code == 0
        declared = {f"web-{n}": channel(n, "billing" if n in MOVED else "sales") for n in AFTER}
        site.declare(WEBHOOKS, declared, guards={"deletes": True})
        yield site


def brew(site: Site, chance: random.Random) -> None:
    """Let something befall nearly every third call from now on."""
    site.simulator.clear_faults()
    for nth in range(1, MOST_CALLS):
        if chance.random() < SHARE:
            kind = chance.choice(WEATHER)
            site.inject(Fault(kind.action, nth=nth, when=kind.when))


def test_a_thousand_changes_in_a_storm_are_done_after_a_few_applies(site: Site) -> None:
    site.tenant.put("channels", THEIRS)
    before = {one["name"]: one for one in site.tenant.list("channels")}
    assert len(site.plan(prune=True).writes) == 1000
    chance = random.Random(8)
    ends: list[int] = []
    while not ends or ends[-1] != 0:
        brew(site, chance)
        ends.append(site.apply(prune=True).exit_code)
        assert len(ends) <= MOST_APPLIES, ends
    site.simulator.clear_faults()
    live = site.tenant.list("channels")
    assert names(live) == sorted([*(f"Web {n}" for n in AFTER), "Theirs"])
    assert names(site.tenant.list("webhooks")) == sorted(f"Bot {n}" for n in range(20))
    assert {one["name"]: one for one in live}["Theirs"] == before["Theirs"]
    assert {one["id"] for one in live if one["name"] in before} <= {one["id"] for one in before.values()}
    assert site.plan(prune=True).writes == ()
