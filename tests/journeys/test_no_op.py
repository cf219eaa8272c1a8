"""Nothing to do costs the pages of one listing and writes nothing; one change among many costs one write."""

from __future__ import annotations

import pytest

from tests.journeys.site import BOT, CHANNELS, WEB, WEBHOOKS, Site

MANY = {f"channel-{number:03}": WEB | {"name": f"Channel {number}"} for number in range(500)}


def test_one_changed_queue_among_500_channels_is_exactly_one_put(site: Site) -> None:
    site.declare({"bot": BOT}, MANY)
    assert site.apply().exit_code == 0
    assert len(site.writes) == 501
    site.forget_requests()
    site.declare({"bot": BOT}, MANY | {"channel-250": MANY["channel-250"] | {"queue": "billing"}})
    assert site.apply().exit_code == 0
    assert site.writes == ["PUT channels"]
    assert site.live("channel.channel-250")["routingOptions"]["id"] == "102"
    site.forget_requests()
    site.apply()
    assert site.writes == []


@pytest.mark.parametrize(("granted", "pages"), [(1000, 1), (20, 3), (7, 7)])
def test_a_plan_without_changes_asks_for_every_page_once(site: Site, granted: int, pages: int) -> None:
    site.declare({"bot": BOT}, dict(list(MANY.items())[:45]))
    site.apply()
    site.switch(page_size=granted)
    site.forget_requests()
    assert not site.plan().writes
    assert sorted(site.requests) == [f"GET {CHANNELS}"] * pages + [f"GET {WEBHOOKS}"]


def test_an_apply_without_changes_reads_once_and_looks_no_second_time(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.forget_requests()
    site.apply()
    assert sorted(site.requests) == [f"GET {CHANNELS}", f"GET {WEBHOOKS}"]


def test_an_apply_without_changes_asks_nobody(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    asked: list[bool] = []
    site.apply(before_writing=lambda: asked.append(True))
    assert asked == []


def test_an_environment_that_declares_nothing_leaves_no_state(site: Site) -> None:
    site.declare({}, {})
    assert site.apply().exit_code == 0
    assert not list((site.folder / ".provisioner" / "state").glob("*.json"))


def test_a_normalised_uri_does_not_come_back_as_a_change(site: Site) -> None:
    site.switch(uri="normalised")
    site.declare({"bot": BOT | {"uri": "https://BOTS.example.com/8x8/"}}, {"web": WEB})
    result = site.apply()
    assert (result.exit_code, [one.summary for one in result.notices]) == (
        0,
        ["webhook.bot: the tenant stores uri in another form"],
    )
    plan = site.plan()
    assert (plan.writes, plan.normalised) == ((), 1)
    site.forget_requests()
    site.apply()
    assert site.writes == []


def test_a_slash_added_in_the_files_and_dropped_by_the_tenant_is_sent_once(site: Site) -> None:
    site.switch(uri="normalised")
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.declare({"bot": BOT | {"uri": f"{BOT['uri']}/"}}, {"web": WEB})
    site.forget_requests()
    assert [site.apply().exit_code for _ in range(3)] == [0, 0, 0]
    assert site.writes == ["PUT webhooks"]
