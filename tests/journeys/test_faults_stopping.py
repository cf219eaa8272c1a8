"""Cases 17, 25 and 37: an apply that cannot go on keeps what it did and says what is left."""

from __future__ import annotations

import pytest

from provisioner.apply.result import Status
from provisioner.errors import RefusedError
from provisioner.plan.allowances import Allowances
from provisioner.simulator import Fault
from provisioner.simulator import Status as Answered
from tests.journeys.site import BOT, CHANNELS, CHAT_QUEUES, QUEUE_KEYS, WEB, WEBHOOKS, Site

LONG = 100_000.0
"""Seconds: another worker's pretended sleep must not be the end of a call that is under way."""

FIVE = {f"channel-{number}": WEB | {"name": f"Channel {number}"} for number in range(5)}
THREE_BOTS = {f"bot-{number}": BOT | {"name": f"Bot {number}"} for number in range(3)}


@pytest.mark.parametrize("parallelism", [1, 4])
def test_fault_17_too_many_calls_for_ever_stops_cleanly_and_keeps_the_ids(
    site: Site, parallelism: int
) -> None:
    site.declare({"bot": BOT}, FIVE)
    site.inject(Fault(Answered(429), "POST", CHANNELS, nth=3, times=None))
    result = site.apply(parallelism=parallelism, timeout=LONG)
    done, left = result.of(Status.DONE), result.of(Status.NOT_TRIED)
    assert (result.exit_code, len(done)) == (3, 3)
    assert len(result.of(Status.FAILED)) + len(left) == 3
    assert len(site.tenant.list("channels")) == 2
    assert {one.id for one in done} == {one.id for one in site.state.bindings.values()}
    assert site.state.pending == ()


def test_fault_17_the_next_run_sends_only_the_rest(site: Site) -> None:
    site.declare({"bot": BOT}, FIVE)
    site.inject(Fault(Answered(429), "POST", CHANNELS, nth=3, times=None))
    site.apply()
    site.simulator.clear_faults()
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == ["POST channels"] * 3
    assert len(site.tenant.list("channels")) == 5


def test_fault_17_a_rate_limit_that_recovers_is_waited_for(site: Site) -> None:
    site.declare({"bot": BOT}, FIVE)
    site.switch(rate_limit=1)
    assert site.apply(parallelism=1).exit_code == 0
    assert len(site.tenant.list("channels")) == 5
    assert any("limits the rate" in notice.summary for notice in site.told)


def test_a_key_refused_in_mid_apply_stops_the_rest_as_not_tried(site: Site) -> None:
    site.declare(THREE_BOTS, {})
    site.inject(Fault(Answered(401), "POST", WEBHOOKS, nth=2, times=None))
    result = site.apply(parallelism=1)
    assert [one.status for one in result.results] == [Status.DONE, Status.FAILED, Status.NOT_TRIED]
    assert (result.exit_code, len(site.writes)) == (3, 2)


def test_one_refused_webhook_stops_nothing_that_does_not_need_it(site: Site) -> None:
    bots = THREE_BOTS | {"bot-1": BOT | {"name": "Bot 1", "version": "Chat Gateway v9"}}
    channels = {
        f"web-{number}": WEB | {"name": f"Web {number}", "webhook": f"bot-{number}"} for number in range(3)
    }
    site.declare(bots, channels)
    result = site.apply()
    assert result.exit_code == 3
    assert [str(one.change.address) for one in result.of(Status.FAILED)] == ["webhook.bot-1"]
    assert [(str(one.change.address), str(one.because)) for one in result.of(Status.SKIPPED)] == [
        ("channel.web-1", "webhook.bot-1")
    ]
    assert len(result.of(Status.DONE)) == 4


def test_a_tenant_that_refuses_everything_ends_with_1(site: Site) -> None:
    site.declare({"bot": BOT | {"version": "Chat Gateway v9"}}, {"web": WEB})
    result = site.apply()
    assert (result.exit_code, site.tenant.list("webhooks")) == (1, [])
    assert site.state.bindings == {}


def test_fault_25_an_empty_listing_is_rather_another_tenant_than_a_clean_up(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.simulator.reset()
    for verb in (site.plan, site.apply):
        with pytest.raises(RefusedError, match="Far fewer live resources") as refused:
            verb()
        assert refused.value.exit_code == 6
        told = refused.value.diagnostics[0].detail
        assert told == "the state has 2, the tenant shows 0: wrong tenant or permission?"
    assert site.writes == []
    allowed = Allowances(missing=True)
    assert site.apply(allowances=allowed).exit_code == 0
    assert site.writes == ["POST webhooks", "POST channels"]


def test_fault_25_far_fewer_than_the_state_knows_are_refused(site: Site) -> None:
    site.declare({"bot": BOT}, FIVE)
    site.apply()
    for number in range(4):
        site.remove_outside(f"channel.channel-{number}")
    site.forget_requests()
    with pytest.raises(RefusedError) as refused:
        site.apply()
    assert refused.value.diagnostics[0].detail.startswith("the state has 6, the tenant shows 2:")
    assert site.writes == []


def test_fault_37_a_channel_refused_for_its_queue_keeps_the_webhook(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})

    def queue_is_removed() -> None:
        del site.tenant.queues["101"]

    result = site.apply(before_writing=queue_is_removed)
    assert [one.status for one in result.results] == [Status.DONE, Status.FAILED]
    told = result.results[1].diagnostic
    assert told is not None
    assert (result.exit_code, "invalid_queue" in told.detail) == (3, True)
    assert site.id_of("webhook.bot") == site.tenant.list("webhooks")[0]["id"]
    site.tenant.queues = {str(one.id): one for one in CHAT_QUEUES}
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == ["POST channels"]


def test_fault_37_a_queue_id_the_tenant_does_not_have_is_found_before_any_write(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB}, queues=QUEUE_KEYS | {"sales": {"id": 104}})
    with pytest.raises(Exception, match="Queue sales cannot be found") as wrong:
        site.apply()
    assert getattr(wrong.value, "exit_code", None) == 78
    assert site.writes == []
