"""A renamed key costs no call, a renamed display name one update; nothing is ever replaced."""

from __future__ import annotations

import json

import pytest

from provisioner.model.address import Address
from provisioner.plan.change import Action, Reason
from provisioner.workflow.binding import adopt
from provisioner.workflow.plan import PlanRefused
from tests.journeys.site import BOT, LIVE_BOT, WEB, Site, names


def test_a_renamed_key_is_bound_anew_without_a_call(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    bot, web = site.id_of("webhook.bot"), site.id_of("channel.web")
    site.declare({"robot": BOT}, {"shop": WEB | {"webhook": "robot"}})
    site.forget_requests()
    plan = site.plan()
    assert [(one.reason, one.action) for one in plan.changes] == [(Reason.KEY_RENAMED, Action.NO_OP)] * 2
    result = site.apply()
    assert (result.exit_code, result.bound, site.writes) == (0, 2, [])
    assert {str(address): one.id for address, one in site.state.bindings.items()} == {
        "webhook.robot": bot,
        "channel.shop": web,
    }
    assert not any(one.shown for one in site.plan().changes)


def test_a_renamed_key_with_a_new_queue_is_one_update(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    web = site.id_of("channel.web")
    site.declare({"bot": BOT}, {"shop": WEB | {"queue": "billing"}})
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == ["PUT channels"]
    assert list(site.state.bindings) == [Address("channel", "shop"), Address("webhook", "bot")]
    assert site.id_of("channel.shop") == web


def test_a_renamed_display_name_is_one_update_of_the_same_object(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    web = site.id_of("channel.web")
    site.declare({"bot": BOT}, {"web": WEB | {"name": "Shop chat"}})
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert (site.writes, site.id_of("channel.web")) == (["PUT channels"], web)
    assert names(site.tenant.list("channels")) == ["Shop chat"]


def test_names_handed_on_are_freed_first_in_a_tenant_that_refuses_doubles(site: Site) -> None:
    chain = {key: WEB | {"name": key.upper()} for key in ("a", "b", "c")}
    site.switch(duplicate_names="refused-409")
    site.declare({"bot": BOT}, chain)
    site.apply()
    site.declare({"bot": BOT}, {"a": WEB | {"name": "B"}, "b": WEB | {"name": "C"}, "c": WEB | {"name": "D"}})
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert [one.json["name"] for one in site.simulator.writes] == ["D", "C", "B"]


def test_a_circle_of_names_that_is_refused_changes_nothing_and_fails(site: Site) -> None:
    site.switch(duplicate_names="refused-409")
    site.declare({"bot": BOT}, {"a": WEB | {"name": "A"}, "b": WEB | {"name": "B"}})
    site.apply()
    site.declare({"bot": BOT}, {"a": WEB | {"name": "B"}, "b": WEB | {"name": "A"}})
    result = site.apply()
    assert result.exit_code == 1
    assert names(site.tenant.list("channels")) == ["A", "B"]
    assert all("two steps" in one.diagnostic.hint for one in result.results if one.diagnostic)


def test_two_names_are_swapped_where_the_tenant_takes_doubles(site: Site) -> None:
    site.declare({"bot": BOT}, {"a": WEB | {"name": "A"}, "b": WEB | {"name": "B"}})
    site.apply()
    ids = {key: site.id_of(f"channel.{key}") for key in "ab"}
    site.declare({"bot": BOT}, {"a": WEB | {"name": "B"}, "b": WEB | {"name": "A"}})
    site.forget_requests()
    assert shown(site) == [("channel.a", Action.UPDATE), ("channel.b", Action.UPDATE)]
    assert site.apply().exit_code == 0
    assert site.writes == ["PUT channels", "PUT channels"]
    assert {key: site.live(f"channel.{key}")["name"] for key in "ab"} == {"a": "B", "b": "A"}
    assert {key: site.id_of(f"channel.{key}") for key in "ab"} == ids
    assert shown(site) == []


def test_a_resource_moved_to_another_file_is_no_change(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    ids = site.id_of("webhook.bot"), site.id_of("channel.web")
    shared = site.folder / "environments" / "shared"
    shared.mkdir()
    document = {"format_version": 1, "webhooks": {"bot": BOT}, "channels": {"web": WEB}}
    (shared / "all.yaml").write_text(json.dumps(document), encoding="utf-8")
    site.declare({}, {}, include=["shared"])
    site.forget_requests()
    assert shown(site) == []
    assert (site.apply().exit_code, site.writes) == (0, [])
    (shared / "all.yaml").rename(shared / "elsewhere.yaml")
    assert shown(site) == []
    assert (site.id_of("webhook.bot"), site.id_of("channel.web")) == ids


def shown(site: Site) -> list[tuple[str, Action]]:
    """What has a line of its own in the plan."""
    return [(str(one.address), one.action) for one in site.plan().changes if one.shown]


def channels(**called: str) -> dict[str, dict[str, str]]:
    """Channels by key with the names they are given, `b` on another queue."""
    queues = {"b": "billing"}
    return {key: WEB | {"name": name, "queue": queues.get(key, "sales")} for key, name in called.items()}


@pytest.fixture
def twins(site: Site) -> Site:
    """Two live channels share a name, and both are bound."""
    hook = site.tenant.put("webhooks", LIVE_BOT)
    for id, queue in (("first", "101"), ("second", "102")):
        routing = {"type": "queue", "id": queue}
        body = {"id": id, "name": "Twin", "webHookId": hook, "routingOptions": routing}
        site.tenant.put("channels", body)
    site.declare({"bot": BOT}, channels(a="Twin", b="Twin"))
    adopt(site.options(), Address("channel", "a"), "first")
    adopt(site.options(), Address("channel", "b"), "second")
    site.apply()
    site.forget_requests()
    return site


def test_of_two_of_one_name_a_renamed_key_is_bound_anew(twins: Site) -> None:
    twins.declare({"bot": BOT}, {"c": channels(a="Twin")["a"], "b": channels(b="Twin")["b"]})
    assert shown(twins) == [("channel.c", Action.NO_OP)]
    assert (twins.apply().exit_code, twins.writes) == (0, [])
    assert (twins.id_of("channel.c"), twins.id_of("channel.b")) == ("first", "second")
    assert Address("channel", "a") not in twins.state.bindings


def test_of_two_of_one_name_one_is_renamed_by_one_update(twins: Site) -> None:
    twins.declare({"bot": BOT}, channels(a="Alone", b="Twin"))
    assert shown(twins) == [("channel.a", Action.UPDATE)]
    assert (twins.apply().exit_code, twins.writes) == (0, ["PUT channels"])
    assert (twins.id_of("channel.a"), names(twins.tenant.list("channels"))) == (
        "first",
        ["Alone", "Twin"],
    )


def test_a_name_that_becomes_a_double_is_one_update(twins: Site) -> None:
    twins.declare({"bot": BOT}, channels(a="Alone", b="Twin"))
    twins.apply()
    twins.forget_requests()
    twins.declare({"bot": BOT}, channels(a="Twin", b="Twin"))
    assert shown(twins) == [("channel.a", Action.UPDATE)]
    assert (twins.apply().exit_code, twins.writes) == (0, ["PUT channels"])


def test_of_two_of_one_name_both_keys_renamed_are_refused_with_both_ids(twins: Site) -> None:
    one, other = channels(a="Twin", b="Twin").values()
    twins.declare({"bot": BOT}, {"c": one, "d": other})
    with pytest.raises(PlanRefused) as refused:
        twins.apply()
    assert twins.writes == []
    for told in refused.value.diagnostics[:2]:
        assert "first" in told.detail
        assert "second" in told.detail


def test_two_of_one_name_stay_apart_in_another_file(twins: Site) -> None:
    shared = twins.folder / "environments" / "shared"
    shared.mkdir()
    document = {"format_version": 1, "channels": channels(a="Twin", b="Twin")}
    (shared / "channels.yaml").write_text(json.dumps(document), encoding="utf-8")
    twins.declare({"bot": BOT}, {}, include=["shared"])
    assert shown(twins) == []
    assert (twins.apply().exit_code, twins.writes) == (0, [])
