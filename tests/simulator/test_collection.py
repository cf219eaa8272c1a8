"""Create, read, replace, delete: both sides of every switch that concerns one resource."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest

from provisioner.simulator import Simulator, Switches, Tenant
from tests.simulator.conftest import CHANNELS, WEBHOOKS, Api, channel, webhook


def test_a_create_answers_200_with_the_resource(api: Api, tenant: Tenant) -> None:
    reply = api.post(WEBHOOKS, webhook())
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/hal+json"
    made = tenant.list("webhooks")
    assert made == [
        {
            "id": reply.json["id"],
            "name": "Bot",
            "uri": "https://bot.example.com/8x8",
            "version": "Chat Gateway v1.0",
        }
    ]
    assert reply.json == {**made[0], "_links": {"self": {"href": f"{WEBHOOKS}/{made[0]['id']}"}}}


def test_ids_are_22_characters_of_base64url_and_may_begin_with_a_hyphen_or_underscore(tenant: Tenant) -> None:
    ids = [tenant.put("webhooks", {"name": "x"}) for _ in range(2000)]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", id) for id in ids)
    assert {id[0] for id in ids} & {"-", "_"}
    assert len(set(ids)) == 2000


def test_a_resource_is_read_replaced_and_deleted_by_id(api: Api, bot: str) -> None:
    path = f"{WEBHOOKS}/{bot}"
    assert api.put(path, webhook("Renamed")).json["name"] == "Renamed"
    assert api.get(path).json["name"] == "Renamed"
    assert (api.delete(path).status, api.get(path).status, api.delete(path).status) == (204, 404, 404)


def test_an_unknown_id_is_answered_with_the_problem_of_the_document(api: Api) -> None:
    reply = api.get(f"{CHANNELS}/nobody")
    assert reply.status == 404
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json["message"] == "Resource of type Channel with id nobody was not found."
    assert reply.json["errors"] == ["Resource of type Channel with id nobody was not found."]


@pytest.mark.parametrize("id", ["../webhooks/12", "25?x=", "a;b", "x,id==25", "%2F", "*", 'q"uote'])
def test_fault_41_an_id_is_taken_literally(api: Api, tenant: Tenant, id: str) -> None:
    tenant.put("channels", {"id": id, "name": "strange"})
    assert api.get(f"{CHANNELS}/{quote(id, safe='')}").json["name"] == "strange"


@pytest.mark.parametrize(
    "name", ["x,id==25", "a;b", "*", "%2F", '"quoted"', "line\r\nbreak", "Zoë 漢", "\ud800"]
)
def test_fault_41_a_name_comes_back_as_it_was_sent(api: Api, name: str) -> None:
    made = api.post(WEBHOOKS, webhook(name)).json
    assert made["name"] == name
    assert api.get(f"{WEBHOOKS}/{made['id']}").json["name"] == name


@pytest.mark.parametrize(
    ("switch", "status"), [("accepted", 200), ("refused-400", 400), ("refused-409", 409)]
)
def test_switch_duplicate_names(api: Api, tenant: Tenant, bot: str, switch: Any, status: int) -> None:
    tenant.switches = Switches(duplicate_names=switch)
    other = api.post(WEBHOOKS, webhook("Other")).json["id"]
    assert api.post(WEBHOOKS, webhook("Bot")).status == status
    assert api.put(f"{WEBHOOKS}/{other}", webhook("Bot")).status == status
    assert api.put(f"{WEBHOOKS}/{bot}", webhook("Bot", uri="https://new.example.com")).status == 200


@pytest.mark.parametrize(
    ("switch", "status"), [("refused-400", 400), ("refused-409", 409), ("dangling", 204)]
)
def test_switch_delete_in_use(api: Api, tenant: Tenant, bot: str, switch: Any, status: int) -> None:
    tenant.switches = Switches(delete_in_use=switch)
    sms = tenant.put("channels", {"name": "SMS", "type": "SMS", "webHookId": bot})
    assert api.delete(f"{WEBHOOKS}/{bot}").status == status
    assert (tenant.get("webhooks", bot) is None) == (status == 204)
    tenant.remove("channels", sms)
    assert api.delete(f"{WEBHOOKS}/{bot}").status in (204, 404)
    assert tenant.list("webhooks") == []


@pytest.mark.parametrize(("switch", "shown"), [("returned", "for people"), ("dropped", None)])
def test_switch_description(api: Api, tenant: Tenant, bot: str, switch: Any, shown: str | None) -> None:
    tenant.switches = Switches(description=switch)
    made = api.post(CHANNELS, channel(bot, description="for people")).json
    listed = api.get(CHANNELS).json["_embedded"]["channels"][0]
    read = api.get(f"{CHANNELS}/{made['id']}").json
    assert [body.get("description") for body in (made, listed, read)] == [shown] * 3


@pytest.mark.parametrize(("switch", "kept"), [("erases", False), ("keeps", True)])
def test_switch_put(api: Api, tenant: Tenant, bot: str, switch: Any, kept: bool) -> None:
    tenant.switches = Switches(put=switch)
    id = tenant.put("channels", {**channel(bot), "description": "for people", "x-tier": 1})
    reply = api.put(f"{CHANNELS}/{id}", channel(bot, "Renamed"))
    assert reply.json["name"] == "Renamed"
    after = tenant.get("channels", id)
    assert after is not None
    assert ("description" in after, "x-tier" in after) == (kept, kept)


@pytest.mark.parametrize(
    ("switch", "status", "kept"), [("kept", 200, True), ("dropped", 200, False), ("refused", 400, False)]
)
def test_switch_unknown_attributes(
    api: Api, tenant: Tenant, bot: str, switch: Any, status: int, kept: bool
) -> None:
    tenant.switches = Switches(unknown_attributes=switch)
    reply = api.post(CHANNELS, {**channel(bot, description="known to the console"), "x-tier": {"a": [1]}})
    assert reply.status == status
    assert any("x-tier" in body for body in tenant.list("channels")) == kept
    if status == 400:
        assert [one["field"] for one in reply.json["validations"]] == ["x-tier"]


def test_an_id_and_links_sent_with_a_put_change_nothing(api: Api, tenant: Tenant, bot: str) -> None:
    live = api.get(f"{WEBHOOKS}/{bot}").json
    assert api.put(f"{WEBHOOKS}/{bot}", {**live, "id": "other"}).status == 200
    assert tenant.list("webhooks") == [{name: live[name] for name in ("id", "name", "uri", "version")}]


@pytest.mark.parametrize(("switch", "status"), [("ignores", 200), ("refuses", 400)])
def test_switch_verify(api: Api, tenant: Tenant, bot: str, switch: Any, status: int) -> None:
    tenant.switches = Switches(verify=switch)
    assert api.post(WEBHOOKS, webhook(uri="https://bot.invalid/8x8")).status == status
    assert api.post(WEBHOOKS, webhook()).status == 200
    assert api.put(f"{WEBHOOKS}/{bot}", webhook(uri="https://bot.invalid/8x8")).status == 200


@pytest.mark.parametrize(
    ("switch", "stored"),
    [("as-sent", "https://Bot.Example.com/8x8/"), ("normalised", "https://bot.example.com/8x8")],
)
def test_switch_uri(api: Api, tenant: Tenant, switch: Any, stored: str) -> None:
    tenant.switches = Switches(uri=switch)
    assert api.post(WEBHOOKS, webhook(uri="https://Bot.Example.com/8x8/")).json["uri"] == stored
    assert tenant.list("webhooks")[0]["uri"] == stored


@pytest.mark.parametrize(("switch", "status"), [("either", 200), ("notificationVersion", 400)])
def test_switch_version(api: Api, tenant: Tenant, switch: Any, status: int) -> None:
    tenant.switches = Switches(version=switch)
    body = webhook()
    assert api.post(WEBHOOKS, body).status == 200
    assert api.post(WEBHOOKS, {k: v for k, v in body.items() if k != "notificationVersion"}).status == status
    assert api.post(WEBHOOKS, {k: v for k, v in body.items() if k != "version"}).status == 200
    assert {one["version"] for one in tenant.list("webhooks")} == {"Chat Gateway v1.0"}


@pytest.mark.parametrize(("switch", "status"), [(True, 400), (False, 200)])
@pytest.mark.parametrize("queue", ["112", "9"])
def test_switch_queue_check(
    api: Api, tenant: Tenant, bot: str, switch: bool, status: int, queue: str
) -> None:
    tenant.switches = Switches(queue_check=switch)
    reply = api.post(CHANNELS, channel(bot, routingOptions={"type": "queue", "id": queue}))
    assert reply.status == status
    if status == 400:
        assert reply.json["errors"] == [{"code": "invalid_queue", "message": f"Queue ID {queue} is invalid."}]
        assert reply.json["validations"][0]["field"] == "routingOptions"


def test_every_resource_of_a_tenant_is_its_own(simulator: Simulator, api: Api, bot: str) -> None:
    other = simulator.add_tenant("other", "eght_test")
    assert other.list("webhooks") == []
    reply = api.get(f"{WEBHOOKS}/{bot}", **{"x-api-key": "eght_test", "X-8x8-Tenant": "other"})
    assert reply.status == 404
