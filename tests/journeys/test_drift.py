"""What somebody changed outside is shown as such, put back, and nothing else is touched."""

from __future__ import annotations

import pytest

from provisioner.model.value import Reference
from provisioner.plan.change import Reason
from tests.journeys.site import BOT, CHANNELS, WEB, Site


@pytest.fixture
def site(site: Site) -> Site:
    """An applied environment whose log is empty."""
    site.declare({"bot": BOT}, {"web": WEB, "app": WEB | {"name": "App chat"}})
    site.apply()
    site.forget_requests()
    return site


def test_a_queue_changed_outside_is_put_back_by_one_put(site: Site) -> None:
    site.change_outside("channel.web", routingOptions={"type": "queue", "id": "102"})
    (change,) = site.plan().writes
    assert (str(change.address), change.reason) == ("channel.web", Reason.CHANGED_OUTSIDE)
    assert change.differences[0].before == Reference("billing", "102")
    assert site.apply().exit_code == 0
    assert site.writes == ["PUT channels"]
    assert site.live("channel.web")["routingOptions"]["id"] == "101"
    assert not site.plan().writes


def test_an_update_reads_its_object_just_before_it_is_replaced(site: Site) -> None:
    site.change_outside("channel.web", name="Hijacked")
    site.apply()
    path = f"{CHANNELS}/{site.id_of('channel.web')}"
    assert [one for one in site.requests if one.endswith(path)] == [f"GET {path}", f"PUT {path}"]


def test_what_both_sides_changed_shows_all_three_values(site: Site) -> None:
    site.change_outside("channel.web", name="Their name")
    site.declare({"bot": BOT}, {"web": WEB | {"name": "Our name"}, "app": WEB | {"name": "App chat"}})
    (change,) = site.plan().writes
    (name,) = change.differences
    assert change.reason is Reason.CHANGED_IN_BOTH
    assert (name.applied, name.before, name.after) == ("Web chat", "Their name", "Our name")
    assert site.apply().exit_code == 0
    assert site.live("channel.web")["name"] == "Our name"


def test_what_both_sides_changed_alike_is_in_sync_and_remembered(site: Site) -> None:
    site.change_outside("channel.web", name="Shop chat")
    site.declare({"bot": BOT}, {"web": WEB | {"name": "Shop chat"}, "app": WEB | {"name": "App chat"}})
    assert site.apply().exit_code == 0
    assert site.writes == []
    assert site.binding("channel.web").applied["name"] == "Shop chat"


def test_an_attribute_that_is_not_declared_keeps_its_live_value(site: Site) -> None:
    site.change_outside("channel.web", description="Written by hand")
    assert not site.plan().writes
    site.change_outside("channel.web", name="Hijacked")
    site.apply()
    assert site.live("channel.web")["description"] == "Written by hand"


def test_an_attribute_set_to_null_is_released_and_keeps_its_live_value(site: Site) -> None:
    shop = WEB | {"description": "Chat on the shop"}
    site.declare({"bot": BOT}, {"web": shop, "app": WEB | {"name": "App chat"}})
    site.apply()
    site.declare({"bot": BOT}, {"web": WEB, "app": WEB | {"name": "App chat"}})
    site.forget_requests()
    plan = site.plan()
    assert plan.writes == ()
    assert [one.released for one in plan.changes if one.shown] == [("description",)]
    site.apply()
    assert site.writes == []
    assert site.live("channel.web")["description"] == "Chat on the shop"
    assert not any(one.shown for one in site.plan().changes)


def test_a_hijacked_webhook_names_the_channels_it_serves(site: Site) -> None:
    site.change_outside("webhook.bot", uri="https://evil.example.net/8x8")
    (change,) = site.plan().writes
    assert [str(one) for one in change.affects] == ["channel.app", "channel.web"]
    site.apply()
    assert site.live("webhook.bot")["uri"] == BOT["uri"]


def test_what_is_damaged_or_of_another_type_is_left_alone(site: Site) -> None:
    damaged = site.tenant.put("channels", {"name": 7, "type": "ChatAPI"})
    text = site.tenant.put("channels", {"name": "App chat", "type": "SMS"})
    site.change_outside("channel.web", name="Hijacked")
    assert site.apply().exit_code == 0
    assert site.writes == ["PUT channels"]
    assert {damaged, text} < {body["id"] for body in site.tenant.list("channels")}


def test_a_bound_resource_whose_answer_is_damaged_is_neither_written_nor_created_again(site: Site) -> None:
    site.change_outside("channel.web", name=None)
    plan = site.plan()
    assert plan.writes == ()
    assert [one.reason for one in plan.changes if one.shown] == [Reason.UNREADABLE]
    assert site.apply().exit_code == 0
    assert (site.writes, len(site.tenant.list("channels"))) == ([], 2)
