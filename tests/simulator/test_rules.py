"""What the gateway refuses in a request, whatever the switches."""

from __future__ import annotations

from typing import Any

import pytest

from provisioner.simulator import Tenant
from tests.simulator.conftest import CHANNELS, WEBHOOKS, Api, channel, webhook


@pytest.mark.parametrize("body", [None, b"", b"{", b"[]", b'"text"', b'{"name": NaN}', b"[" * 5000, b"\xff"])
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_body_that_is_no_object_is_refused(api: Api, bot: str, body: bytes | None, method: str) -> None:
    path = WEBHOOKS if method == "POST" else f"{WEBHOOKS}/{bot}"
    reply = api.send(method, path, body)
    assert (reply.status, reply.json["errors"][0]["code"]) == (400, "invalid_json_object")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"name": "x" * 257}, "name"),
        ({"uri": "/relative"}, "uri"),
        ({"uri": "https:/one.slash"}, "uri"),
        ({"uri": "https://[half"}, "uri"),
        ({"uri": "https://with space.example.com"}, "uri"),
        ({"uri": None}, "uri"),
        ({"version": "v0"}, "version"),
        ({"notificationVersion": ["x"]}, "notificationVersion"),
    ],
)
def test_a_wrong_webhook_is_refused_by_name(
    api: Api, tenant: Tenant, changes: dict[str, Any], wrong: str
) -> None:
    reply = api.post(WEBHOOKS, webhook(**{"name": "Bot"} | changes))
    assert (reply.status, [one["field"] for one in reply.json["validations"]]) == (400, [wrong])
    assert tenant.list("webhooks") == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 256}, "name"),
        ({"type": "SMS"}, "type"),
        ({"webHookId": "nobody"}, "webHookId"),
        ({"webHookId": None}, "webHookId"),
        ({"webHookId": 12}, "webHookId"),
        ({"routingOptions": None}, "routingOptions"),
        ({"routingOptions": {"type": "queue", "id": 101}}, "routingOptions"),
        ({"routingOptions": {"type": "script", "id": "101"}}, "routingOptions"),
        ({"description": 1}, "description"),
    ],
)
def test_a_wrong_channel_is_refused_by_name(
    api: Api, tenant: Tenant, bot: str, changes: dict[str, Any], wrong: str
) -> None:
    reply = api.post(CHANNELS, channel(bot, **{"name": "Web"} | changes))
    assert (reply.status, [one["field"] for one in reply.json["validations"]]) == (400, [wrong])
    assert tenant.list("channels") == []


def test_all_that_is_wrong_is_told_at_once(api: Api) -> None:
    reply = api.post(CHANNELS, {})
    assert [one["field"] for one in reply.json["validations"]] == ["name", "webHookId", "routingOptions"]


def test_fault_09_a_webhook_name_may_have_256_characters_and_a_channel_name_255(api: Api, bot: str) -> None:
    assert api.post(WEBHOOKS, webhook("x" * 256)).status == 200
    assert api.post(CHANNELS, channel(bot, "x" * 255)).status == 200


def test_a_channel_without_type_becomes_a_chat_api_one(api: Api, bot: str) -> None:
    body = channel(bot)
    del body["type"]
    assert api.post(CHANNELS, body).json["type"] == "ChatAPI"


def test_the_routing_type_may_be_left_out(api: Api, bot: str) -> None:
    made = api.post(CHANNELS, channel(bot, routingOptions={"id": "101"})).json
    assert made["routingOptions"] == {"type": "queue", "id": "101"}


@pytest.mark.parametrize("type", ["SMS", "Facebook", "Twitter", "WhatsApp", "WebChat"])
def test_channels_of_other_types_are_listed_and_never_written(
    api: Api, tenant: Tenant, bot: str, type: str
) -> None:
    id = tenant.put("channels", {"name": "Other", "type": type})
    assert api.ids(CHANNELS) == [id]
    assert api.put(f"{CHANNELS}/{id}", channel(bot)).status == 400
    assert api.delete(f"{CHANNELS}/{id}").status == 400
    assert tenant.list("channels") == [{"id": id, "name": "Other", "type": type}]


def test_an_old_webhook_keeps_its_version_when_it_is_replaced(api: Api, tenant: Tenant) -> None:
    id = tenant.put("webhooks", {"name": "Old", "uri": "https://old.example.com", "version": "v2.0"})
    live = {"name": "Old", "uri": "https://new.example.com", "version": "v2.0"}
    assert api.put(f"{WEBHOOKS}/{id}", live).status == 200
    assert api.post(WEBHOOKS, live).status == 400
