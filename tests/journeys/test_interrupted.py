"""An apply that ends in the middle, by a kill or by a signal, loses no id and makes no duplicate."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from provisioner.apply.events import ChangeFinished, Event
from provisioner.apply.result import Status
from provisioner.errors import StoppedError
from provisioner.plan.plan import Plan
from provisioner.workflow.apply import apply
from tests.journeys.site import BOT, WEB, Site, names

SCRIPT = Path(__file__).with_name("killed_apply.py")
ROOT = Path(__file__).parents[2]
READS = 3
"""The calls of a plan: webhooks, channels, queues."""


def kill_after(site: Site, calls: int) -> None:
    """Apply in another process, which is killed when that many calls were answered."""
    environ = {**os.environ, **site.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(SCRIPT), str(site.folder), str(calls)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize(
    ("calls", "created"),
    [(READS, (0, 0)), (READS + 1, (1, 0)), (READS + 2, (1, 1)), (READS + 3, (1, 1))],
    ids=["before the first write", "webhook created", "channel created", "while it looks again"],
)
def test_an_apply_killed_after_a_call_converges_without_a_duplicate(
    site: Site, calls: int, created: tuple[int, int]
) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    kill_after(site, calls)
    assert (len(site.tenant.list("webhooks")), len(site.tenant.list("channels"))) == created
    assert site.apply().exit_code == 0
    assert (len(site.tenant.list("webhooks")), len(site.tenant.list("channels"))) == (1, 1)
    assert site.live("channel.web")["webHookId"] == site.id_of("webhook.bot")
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == []


def test_an_update_killed_after_its_put_is_found_done(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.declare({"bot": BOT}, {"web": WEB | {"queue": "billing"}})
    kill_after(site, READS + 2)
    assert site.live("channel.web")["routingOptions"]["id"] == "102"
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert (site.writes, site.state.pending) == ([], ())
    assert site.binding("channel.web").applied["queue"] == "102"


def test_a_killed_create_that_shows_up_late_is_not_sent_again(site: Site) -> None:
    site.declare({"bot": BOT}, {})
    site.switch(list_lag=1)
    kill_after(site, READS)
    assert names(site.tenant.list("webhooks")) == ["Bot"]
    assert [one.address.key for one in site.state.pending] == ["bot"]
    site.plan()
    assert site.apply().exit_code == 0
    assert names(site.tenant.list("webhooks")) == ["Bot"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_fault_44_a_signal_before_the_first_write_leaves_everything_as_it_is(
    site: Site, number: signal.Signals
) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    with pytest.raises(StoppedError) as stopped:
        site.apply(before_writing=lambda: signal.raise_signal(number))
    assert (stopped.value.exit_code, site.writes) == (128 + number, [])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_fault_44_a_signal_in_the_middle_saves_what_is_done_and_tries_no_more(
    site: Site, number: signal.Signals
) -> None:
    site.declare({"bot": BOT}, {"web": WEB})

    def stop(event: Event) -> None:
        if isinstance(event, ChangeFinished) and event.result.status is Status.DONE:
            signal.raise_signal(number)

    def confirm(plan: Plan) -> bool:
        return True

    result = apply(site.options(), confirm, stop)
    assert [one.status for one in result.results] == [Status.DONE, Status.NOT_TRIED]
    assert (result.exit_code, result.stopped_by) == (128 + number, number)
    assert site.id_of("webhook.bot") == site.tenant.list("webhooks")[0]["id"]
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == ["POST channels"]


def test_fault_44_a_signal_that_was_ignored_stays_ignored(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    former = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert site.apply(before_writing=lambda: signal.raise_signal(signal.SIGHUP)).exit_code == 0
    finally:
        signal.signal(signal.SIGHUP, former)


def test_fault_44_the_handlers_of_before_stand_again_when_the_apply_is_over(site: Site) -> None:
    before = [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    assert [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == before
