"""A renamed key costs no call, a renamed display name one update; nothing is ever replaced."""

from __future__ import annotations

from provisioner.model.address import Address
from provisioner.plan.change import Action, Reason
from tests.journeys.site import BOT, WEB, Site, names


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
