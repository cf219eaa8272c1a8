"""What was deleted outside is created again, and what refers to it follows."""

from __future__ import annotations

from provisioner.plan.change import Action, Reason
from tests.journeys.site import BOT, WEB, Site


def test_a_missing_channel_is_created_again_and_says_so(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    gone = site.id_of("channel.web")
    site.remove_outside("channel.web")
    (change,) = site.plan().writes
    assert (change.action, change.reason) == (Action.CREATE, Reason.MISSING)
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == ["POST channels"]
    assert site.id_of("channel.web") not in ("", gone)


def test_the_channels_of_a_missing_webhook_follow_the_new_one(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    web = site.id_of("channel.web")
    site.remove_outside("webhook.bot")
    create, follow = site.plan().writes
    assert (create.reason, follow.reason) == (Reason.MISSING, Reason.FOLLOWS_CREATE)
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == ["POST webhooks", "PUT channels"]
    assert site.id_of("channel.web") == web
    assert site.live("channel.web")["webHookId"] == site.id_of("webhook.bot")
    assert not site.plan().writes


def test_what_leaves_the_files_is_reported_and_stays(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB, "app": WEB | {"name": "App chat"}})
    site.apply()
    site.declare({"bot": BOT}, {"web": WEB})
    site.forget_requests()
    plan = site.plan()
    assert ([str(one) for one in plan.orphaned], plan.writes) == (["channel.app"], ())
    assert site.apply().exit_code == 0
    assert (site.writes, len(site.tenant.list("channels"))) == ([], 2)
    assert site.id_of("channel.app")


def test_what_left_the_files_and_the_tenant_is_forgotten(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB, "app": WEB | {"name": "App chat"}})
    site.apply()
    site.remove_outside("channel.app")
    site.declare({"bot": BOT}, {"web": WEB})
    assert [one.action for one in site.plan().changes if one.shown] == [Action.FORGET]
    site.apply()
    assert [str(one) for one in site.state.bindings] == ["channel.web", "webhook.bot"]
