"""Cases 32 to 35: a PUT whose answer is lost or untrue, unknown members, and objects that move."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from provisioner.apply.result import ChangeResult, Result, Status
from provisioner.simulator import Action, AddMember, Drop, Fault, IgnoreWrite, Reset, Store
from provisioner.simulator import Status as Answered
from tests.journeys.site import BOT, WEB, Site

SHOP = WEB | {"name": "Shop chat"}
NEW_URI = "https://bots.example.com/v2"


def putting(action: Action, when: str = "before", times: int | None = 1) -> Fault:
    return Fault(action, "PUT", when="after" if when == "after" else "before", times=times)


@pytest.fixture
def site(site: Site) -> Site:
    """A channel whose display name is about to change."""
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.declare({"bot": BOT}, {"web": SHOP})
    site.forget_requests()
    return site


def only(result: Result) -> ChangeResult:
    (one,) = result.results
    return one


@pytest.mark.parametrize("action", [Drop(), Reset(), Answered(503), Answered(200, body="<html>")])
def test_fault_32_an_update_that_was_done_is_not_sent_again(site: Site, action: Action) -> None:
    site.inject(putting(action, "after"))
    assert site.apply().exit_code == 0
    assert site.writes == ["PUT channels"]
    assert site.binding("channel.web").applied["name"] == "Shop chat"


@pytest.mark.parametrize("action", [Drop(), Reset(), Answered(503)])
def test_fault_32_an_update_that_was_not_done_is_sent_once_more(site: Site, action: Action) -> None:
    site.inject(putting(action))
    assert site.apply().exit_code == 0
    assert site.writes == ["PUT channels"] * 2
    assert site.live("channel.web")["name"] == "Shop chat"


def test_fault_32_an_update_lost_twice_is_unknown_and_planned_by_the_next_run(site: Site) -> None:
    site.inject(putting(Drop(), times=None))
    result = site.apply()
    assert (result.exit_code, only(result).status) == (5, Status.UNKNOWN)
    assert site.writes == ["PUT channels"] * 2
    site.simulator.clear_faults()
    assert site.apply().exit_code == 0
    assert site.live("channel.web")["name"] == "Shop chat"
    assert site.state.pending == ()


def test_fault_32_what_lives_after_a_lost_update_and_was_never_wanted_has_moved(site: Site) -> None:
    site.inject(putting(Store({"name": "Their name"})), putting(Drop(), "after"))
    result = site.apply()
    assert (result.exit_code, only(result).status) == (3, Status.MOVED)
    assert site.writes == ["PUT channels"]
    assert site.live("channel.web")["name"] == "Their name"
    assert site.state.pending == ()


def test_fault_32_an_object_gone_after_a_lost_update_is_not_created_again(site: Site) -> None:
    def remove(line: str) -> None:
        if line.startswith("PUT"):
            site.remove_outside("channel.web")

    site.inject(putting(Drop()))
    result = site.apply(log=remove)
    assert (result.exit_code, only(result).status) == (3, Status.MOVED)
    assert site.tenant.list("channels") == []


def test_fault_33_an_ignored_write_is_told_and_planned_again(site: Site) -> None:
    site.inject(putting(IgnoreWrite()))
    result = site.apply()
    assert (result.exit_code, only(result).status) == (3, Status.DIFFERS)
    told = only(result).diagnostic
    assert told is not None
    assert told.summary == "channel.web: written but reads back differently: name"
    assert told.detail == "the tenant accepted the write and kept what it had"
    assert [one.attribute for one in site.plan().writes[0].differences] == ["name"]
    assert site.apply().exit_code == 0


def test_fault_33_something_else_stored_is_told_once_and_is_no_endless_difference(site: Site) -> None:
    site.declare({"bot": BOT | {"uri": NEW_URI}}, {"web": WEB})
    site.inject(putting(Store({"uri": "https://elsewhere.example.com/8x8"})))
    result = site.apply()
    assert (result.exit_code, only(result).status) == (3, Status.DIFFERS)
    told = only(result).diagnostic
    assert told is not None
    assert told.summary == "webhook.bot: written but reads back differently: uri"
    plan = site.plan()
    assert (plan.writes, plan.normalised) == ((), 1)
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == []


def test_fault_33_a_later_change_outside_is_still_seen(site: Site) -> None:
    site.declare({"bot": BOT | {"uri": NEW_URI}}, {"web": WEB})
    site.inject(putting(Store({"uri": "https://elsewhere.example.com/8x8"})))
    site.apply()
    site.change_outside("webhook.bot", uri="https://evil.example.net")
    assert [one.attribute for one in site.plan().writes[0].differences] == ["uri"]


def test_fault_33_a_create_that_stored_nothing_is_told(site: Site) -> None:
    site.inject(Fault(IgnoreWrite(), "POST"))
    site.declare({"bot": BOT, "new": BOT | {"name": "New"}}, {"web": WEB})
    result = site.apply()
    assert (result.exit_code, only(result).status) == (3, Status.DIFFERS)
    assert site.apply().exit_code == 0
    assert site.live("webhook.new")["name"] == "New"


UNKNOWN = {
    "locale": "de-DE",
    "x-nested": {"z": [1, 2.50, None, True, {"é": "\u2028"}], "a": ""},
    "flags": [],
    "description": "Written by hand",
    "huge": 12345678901234567890123,
}


def test_fault_34_members_nobody_knows_are_byte_equal_after_an_update(site: Site) -> None:
    site.change_outside("channel.web", **UNKNOWN)
    before = site.live("channel.web")
    assert site.apply().exit_code == 0
    after = site.live("channel.web")
    assert (before.pop("name"), after.pop("name")) == ("Web chat", "Shop chat")
    assert json.dumps(after, sort_keys=True) == json.dumps(before, sort_keys=True)


def test_fault_34_members_inside_what_is_managed_are_sent_back_as_they_came(site: Site) -> None:
    site.change_outside("channel.web", routingOptions={"type": "queue", "id": "101", "priority": 7})
    site.apply()
    assert site.simulator.writes[0].json["routingOptions"] == {"type": "queue", "id": "101", "priority": 7}


def test_fault_34_id_and_links_are_not_sent_back(site: Site) -> None:
    site.apply()
    assert site.simulator.writes[0].json.keys() == {"name", "type", "webHookId", "routingOptions"}


def test_fault_34_a_tenant_that_refuses_what_it_does_not_document_names_the_way_out(site: Site) -> None:
    site.change_outside("channel.web", locale="de-DE")
    site.switch(unknown_attributes="refused")
    result = site.apply()
    told = only(result).diagnostic
    assert told is not None
    assert (result.exit_code, only(result).status) == (1, Status.FAILED)
    assert "tenant.put: documented" in told.hint
    site.declare({"bot": BOT}, {"web": SHOP}, tenant={"put": "documented"})
    assert site.apply().exit_code == 0


def test_fault_34_a_member_that_every_answer_adds_is_no_difference(site: Site) -> None:
    site.apply()
    site.inject(Fault(AddMember("x-undocumented", {"deep": [1]}), "GET", times=None))
    assert not site.plan().writes


MOVES: list[tuple[str, Callable[[Site], None], tuple[str, ...]]] = [
    (
        "edited",
        lambda site: site.change_outside("channel.web", name="Their name"),
        ("Their name", "Web chat"),
    ),
    (
        "re-pointed",
        lambda site: site.change_outside("channel.web", routingOptions={"type": "queue", "id": "102"}),
        ("102", "101"),
    ),
    ("deleted", lambda site: site.remove_outside("channel.web"), ("deleted since the plan was made",)),
]


@pytest.mark.parametrize(("how", "move", "shown"), MOVES, ids=[how for how, _, _ in MOVES])
def test_fault_35_an_object_moved_between_plan_and_put_is_left_alone(
    site: Site, how: str, move: Callable[[Site], None], shown: tuple[str, ...]
) -> None:
    result = site.apply(before_writing=lambda: move(site))
    assert (result.exit_code, only(result).status, site.writes) == (1, Status.MOVED, [])
    told = only(result).diagnostic
    assert told is not None
    assert all(text in f"{told.summary} {told.detail}" for text in shown)
    assert told.hint == "run plan again and look at the new difference"


def test_fault_35_the_rest_is_written_when_one_object_moved(site: Site) -> None:
    site.declare({"bot": BOT | {"uri": NEW_URI}}, {"web": SHOP})
    result = site.apply(before_writing=lambda: site.change_outside("channel.web", name="Their name"))
    assert [one.status for one in result.results] == [Status.DONE, Status.MOVED]
    assert (result.exit_code, site.writes) == (3, ["PUT webhooks"])
    (again,) = site.plan().writes
    assert again.differences[0].before == "Their name"


def test_fault_35_a_moved_secret_is_not_shown(site: Site) -> None:
    site.environ["PROVISIONER_TOKEN"] = "canary-of-ours"
    uri = "https://bots.example.com/8x8?token=${env.PROVISIONER_TOKEN}"
    site.declare({"bot": BOT | {"uri": uri}}, {"web": WEB})
    theirs = "https://evil.example.net/8x8?token=canary-of-theirs"
    result = site.apply(before_writing=lambda: site.change_outside("webhook.bot", uri=theirs))
    told = only(result).diagnostic
    assert told is not None
    assert "evil.example.net" in told.detail
    assert "canary" not in repr(result)


def test_fault_35_an_edit_of_what_is_not_managed_is_kept(site: Site) -> None:
    result = site.apply(before_writing=lambda: site.change_outside("channel.web", description="By hand"))
    assert result.exit_code == 0
    assert site.live("channel.web")["description"] == "By hand"
