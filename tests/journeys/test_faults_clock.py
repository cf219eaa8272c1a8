"""Case 50: whatever the clock on the wall shows, the result is the same."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from email.utils import formatdate
from itertools import cycle

import pytest

from provisioner.client.wait import asked_wait
from provisioner.simulator import Drop, Fault
from provisioner.state.lock import FileLock
from tests.journeys.site import BOT, LIVE_BOT, WEBHOOKS, Site

SETTLE = 10.0
HOUR = 3_600.0
SHIFTS = [-24 * HOUR, -HOUR, 0.0, HOUR, 24 * HOUR]

TWICE = ("2026-10-25T00:30:00+00:00", "2026-10-25T01:30:00+00:00", "2026-10-25T02:30:00+00:00")
"""The first two are both 02:30 in Berlin."""

each_shift = pytest.mark.parametrize("shift", SHIFTS, ids=lambda shift: f"{shift / HOUR:+.0f} hours")


@each_shift
def test_fault_50_a_pending_create_is_waited_for_one_window_whatever_the_clock_says(
    site: Site, shift: float
) -> None:
    site.declare({"bot": BOT}, {})
    site.inject(Fault(Drop(), "POST", WEBHOOKS))
    assert site.apply(settle=0.0).exit_code == 5
    site.forget_requests()
    site.clock.on_sleep.append(lambda: site.tenant.put("webhooks", LIVE_BOT))
    result = site.apply(now=lambda: site.clock.now() + shift)
    assert (result.exit_code, site.writes, site.clock.waited) == (0, [], SETTLE)


@pytest.fixture(params=["UTC", "Europe/Berlin", "America/St_Johns"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The time zone of this machine."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


def test_fault_50_a_clock_that_jumps_at_every_look_changes_no_wait(site: Site) -> None:
    site.declare({"bot": BOT}, {})
    site.inject(Fault(Drop(), "POST", WEBHOOKS))
    assert site.apply(settle=0.0).exit_code == 5
    shifts = cycle(SHIFTS)
    site.clock.on_sleep.append(lambda: site.tenant.put("webhooks", LIVE_BOT))
    result = site.apply(now=lambda: site.clock.now() + next(shifts))
    assert (result.exit_code, site.clock.waited) == (0, SETTLE)


@pytest.mark.usefixtures("zone")
def test_fault_50_history_and_lock_tell_utc_through_the_hour_that_comes_twice(site: Site) -> None:
    site.declare({"bot": BOT}, {})
    held: list[str] = []

    def look() -> None:
        note = FileLock(site.folder / ".provisioner" / "state" / "prod.lock").holder()
        held.append(note.since if note else "")

    for number, moment in enumerate(TWICE):
        site.declare({"bot": BOT | {"name": f"Bot {number}"}}, {})
        began = datetime.fromisoformat(moment).timestamp()
        assert site.apply(look, now=lambda began=began: began).exit_code == 0
    assert held == list(TWICE)
    assert [one.time for one in site.state.runs] == list(TWICE)


@each_shift
@pytest.mark.usefixtures("zone")
def test_fault_50_a_wait_until_a_date_is_measured_by_the_clock_of_the_answer(shift: float) -> None:
    moment = datetime.fromisoformat(TWICE[0]).timestamp()
    headers = {"Date": formatdate(moment, usegmt=True), "Retry-After": formatdate(moment + 7, usegmt=True)}
    assert asked_wait(headers, moment + shift) == 7.0
