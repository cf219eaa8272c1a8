"""`adopt` and `forget`: an address is bound or unbound by hand, the tenant is only read."""

from __future__ import annotations

import pytest

from provisioner.errors import RefusedError, UsageError
from provisioner.model.address import Address
from provisioner.plan.change import Action
from provisioner.workflow.binding import adopt, forget
from tests.journeys.site import BOT, WEB, Site

WEB_CHANNEL = Address("channel", "web")


def test_a_channel_adopted_by_id_is_updated_in_place(site: Site) -> None:
    bot = site.tenant.put("webhooks", BOT | {"version": "Chat Gateway v1.0"})
    routing = {"type": "queue", "id": "101"}
    old = site.tenant.put("channels", {"name": "Old shop", "webHookId": bot, "routingOptions": routing})
    site.declare({"bot": BOT}, {"web": WEB})
    bound = adopt(site.options(), WEB_CHANNEL, old)
    assert (bound.id, bound.name, site.writes) == (old, "Old shop", [])
    (change,) = site.plan().writes
    assert (change.action, [one.attribute for one in change.differences]) == (Action.UPDATE, ["name"])
    assert site.apply().exit_code == 0
    assert [body["id"] for body in site.tenant.list("channels")] == [old]


def test_adopting_chooses_between_two_of_one_name(site: Site) -> None:
    first, second = (site.tenant.put("webhooks", BOT) for _ in range(2))
    site.declare({"bot": BOT}, {})
    adopt(site.options(), Address("webhook", "bot"), second)
    assert site.plan().writes == ()
    assert first != second == site.id_of("webhook.bot")


def test_an_address_no_file_declares_cannot_be_adopted(site: Site) -> None:
    site.declare({"bot": BOT}, {})
    with pytest.raises(UsageError, match=r"channel\.web is not declared"):
        adopt(site.options(), WEB_CHANNEL, "anything")
    assert site.requests == []


def test_an_id_the_tenant_does_not_have_cannot_be_adopted(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    with pytest.raises(RefusedError, match="The tenant has no channel with id nowhere"):
        adopt(site.options(), WEB_CHANNEL, "nowhere")


@pytest.mark.parametrize(
    ("body", "reason"),
    [({"name": "Text", "type": "SMS"}, "it is of type SMS"), ({"name": 5}, "its answer is damaged")],
)
def test_what_cannot_be_managed_cannot_be_adopted(site: Site, body: dict[str, object], reason: str) -> None:
    id = site.tenant.put("channels", body)
    site.declare({"bot": BOT}, {"web": WEB})
    with pytest.raises(RefusedError) as refused:
        adopt(site.options(), WEB_CHANNEL, id)
    assert refused.value.diagnostics[0].detail == reason


def test_one_live_resource_has_one_address(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB, "app": WEB | {"name": "App chat"}})
    site.apply()
    with pytest.raises(RefusedError) as refused:
        adopt(site.options(), WEB_CHANNEL, site.id_of("channel.app"))
    assert refused.value.diagnostics[0].hint == "first: provisioner forget -e prod channel.app"


def test_a_forgotten_channel_stays_in_the_tenant_and_is_found_again(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    id = site.id_of("channel.web")
    site.forget_requests()
    assert forget(site.options(), WEB_CHANNEL).id == id
    assert site.requests == []
    assert WEB_CHANNEL not in site.state.bindings
    assert site.plan().found_by_name == 1


def test_what_is_not_bound_cannot_be_forgotten(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    with pytest.raises(UsageError, match=r"channel\.web is not bound"):
        forget(site.options(), WEB_CHANNEL)
