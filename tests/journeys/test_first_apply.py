"""The vendor's set-up workflow: one webhook and one channel on an empty tenant, then nothing more to do."""

from __future__ import annotations

import pytest

from provisioner.plan.change import Action
from provisioner.workflow.output import output
from tests.journeys.site import CHANNELS, QUEUES, WEB, WEBHOOKS, Site

BOT = {"name": "Orders bot", "uri": "https://bots.example.com/8x8", "version": "Chat Gateway v1.0"}
SHOP = WEB | {"description": "Chat on the shop"}


@pytest.fixture(params=["returned", "dropped"])
def site(site: Site, request: pytest.FixtureRequest) -> Site:
    """The workflow's two resources, in a tenant that does or does not return descriptions."""
    site.switch(description=request.param)
    site.declare({"bot": BOT}, {"web": SHOP})
    return site


def test_an_empty_tenant_gets_the_webhook_and_then_its_channel(site: Site) -> None:
    assert site.apply().exit_code == 0
    assert site.writes == ["POST webhooks", "POST channels"]
    (webhook,), (channel,) = site.tenant.list("webhooks"), site.tenant.list("channels")
    assert (webhook["name"], webhook["uri"], webhook["version"]) == tuple(BOT.values())
    assert (channel["webHookId"], channel["description"]) == (webhook["id"], "Chat on the shop")
    assert channel["routingOptions"] == {"type": "queue", "id": "101"}


def test_both_members_for_the_version_are_sent(site: Site) -> None:
    site.apply()
    sent = site.simulator.writes[0].json
    assert sent["version"] == sent["notificationVersion"] == "Chat Gateway v1.0"


def test_the_ids_are_told_by_output(site: Site) -> None:
    site.apply()
    ids = {str(one.address): one.id for one in output(site.options())}
    live = site.tenant.list("channels") + site.tenant.list("webhooks")
    assert ids == {"channel.web": live[0]["id"], "webhook.bot": live[1]["id"]}


def test_the_second_plan_is_empty_and_the_second_apply_writes_nothing(site: Site) -> None:
    site.apply()
    serial = site.state.serial
    site.forget_requests()
    assert not site.plan().writes
    assert site.plan().counts == {Action.NO_OP: 2}
    assert site.apply().exit_code == 0
    assert (site.writes, site.state.serial) == ([], serial)


def test_a_plan_writes_nothing_anywhere(site: Site) -> None:
    assert [change.action for change in site.plan().writes] == [Action.CREATE, Action.CREATE]
    assert site.writes == []
    assert not (site.folder / ".provisioner").exists()


def test_a_plan_without_a_queue_to_check_takes_one_request_a_page(site: Site) -> None:
    site.apply()
    site.forget_requests()
    site.plan()
    assert sorted(site.requests) == [f"GET {CHANNELS}", f"GET {WEBHOOKS}"]


def test_a_plan_that_assigns_a_queue_reads_the_queues_once(site: Site) -> None:
    site.plan()
    assert sorted(site.requests) == [f"GET {QUEUES}", f"GET {CHANNELS}", f"GET {WEBHOOKS}"]


def test_a_description_that_is_not_returned_is_told_once(site: Site) -> None:
    told = [notice.summary for notice in site.apply().notices]
    dropped = site.tenant.switches.description == "dropped"
    assert told == ["The description of a channel is not readable in this tenant"] * dropped
    assert site.apply().notices == ()


def test_an_edited_description_is_an_update_in_both_tenants(site: Site) -> None:
    site.apply()
    site.declare({"bot": BOT}, {"web": SHOP | {"description": "Chat on the new shop"}})
    (change,) = site.plan().writes
    assert [one.attribute for one in change.differences] == ["description"]
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == ["PUT channels"]
    assert site.live("channel.web")["description"] == "Chat on the new shop"
    assert not site.plan().writes
