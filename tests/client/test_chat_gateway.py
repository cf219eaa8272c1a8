"""Webhooks and channels over the wire: what is kept, what is refused, what is sent."""

from __future__ import annotations

import json
from typing import Any

import pytest

from provisioner.client.chat_gateway import resource_path
from provisioner.errors import CredentialError, TenantError
from provisioner.model.outcome import Done, NotSent
from provisioner.resources.channel import CHANNEL
from provisioner.resources.webhook import WEBHOOK
from tests.client.conftest import Clock, Dial, Serve
from tests.client.scripted import answer, in_turn, listing, paged, problem

BODY = {"name": "Sales bot", "uri": "https://bots.example.com"}
GONE = problem(404, "Resource of type webhook with id a was not found.")
FORBIDDEN = problem(403, "The tenant does not belong to customer.")
ODD_IDS = ["../webhooks/12", "25?x=", "a/b", "%2F", "a#b", "-x_", "ä", "a b", "x;y", "*", "..a"]


def test_fault_23_damaged_items_are_kept_raw_and_unreadable(serve: Serve, dial: Dial) -> None:
    items = [
        {"id": "a", "name": "whole", "x-new": 1, "webHookId": None, "type": "Hologram"},
        {"id": 25, "name": "numbered"},
        {"id": None, "name": "no id"},
        {"id": "b", "name": 5},
        {"id": "c"},
        "text",
        None,
    ]
    listed = dial(serve(in_turn(listing("channels", items))).url).writer.list(CHANNEL)
    assert [(one.id, one.name, one.readable) for one in listed] == [
        ("25", "numbered", True),
        ("a", "whole", True),
        ("b", None, False),
        ("c", None, False),
        (None, "no id", False),
        (None, None, False),
        (None, None, False),
    ]
    assert listed[1].body == items[0]
    assert [one.accepted for one in listed][:3] == [True, False, True]
    assert listed[-2].body == {"unreadable": "text"}


@pytest.mark.parametrize(
    "body",
    [
        {"page": {"totalElements": 3}},
        {"_embedded": None, "page": {"totalElements": 3}},
        {"_embedded": {"webhooks": None}, "page": {"totalElements": 3}},
        {"_embedded": {"webhooks": {}}, "page": {"totalElements": 3}},
        {"_embedded": {"channels": [{"id": "a"}]}, "page": {"totalElements": 1}},
        {"_embedded": {"webhooks": [{"id": "a"}]}},
        {"_embedded": {"webhooks": [{"id": "a"}]}, "page": {"totalElements": -1}},
        {"_embedded": {"webhooks": [{"id": "a"}]}, "page": {"totalElements": "1"}},
        {"_embedded": {"webhooks": []}, "page": []},
        {},
    ],
)
def test_fault_24_a_listing_that_does_not_add_up_is_an_error(serve: Serve, dial: Dial, body: Any) -> None:
    with pytest.raises(TenantError, match="Incomplete listing of webhooks"):
        dial(serve(in_turn(answer(200, body))).url).writer.list(WEBHOOK)


def test_an_empty_collection_may_come_without_embedded(serve: Serve, dial: Dial) -> None:
    body = {"page": {"size": 1000, "number": 0, "totalElements": 0.0}}
    assert dial(serve(in_turn(answer(200, body))).url).writer.list(WEBHOOK) == ()


def test_fault_26_a_page_refused_for_its_rate_waits_and_the_listing_is_complete(
    serve: Serve, dial: Dial, clock: Clock
) -> None:
    pages = [listing("webhooks", [{"id": f"{number}", "name": "x"}], 8) for number in range(8)]
    refused = iter([problem(429, headers={"Retry-After": "3"})] * 5)
    served = paged(dict(enumerate(pages)), GONE)
    server = serve(
        lambda seen: served(seen) if "page=0" in seen.target else next(refused, None) or served(seen)
    )
    listed = dial(server.url).writer.list(WEBHOOK)
    assert [one.id for one in listed] == [f"{number}" for number in range(8)]
    assert len(server.requests) == 8 + 5
    assert clock.waited >= 3


@pytest.mark.parametrize(
    "reply", [GONE, problem(404, "Resource not found", errors=[{"code": "resource_not_found"}])]
)
def test_fault_21_a_resource_is_gone_when_the_api_says_so(serve: Serve, dial: Dial, reply: bytes) -> None:
    assert dial(serve(in_turn(reply)).url).writer.read(WEBHOOK, "a") is None


@pytest.mark.parametrize(
    "reply",
    [
        answer(404, b"<html>not here</html>", media="text/html"),
        answer(404, {"message": "no Route matched with those values"}),
        problem(404, "Not found", errors=["Tenant acme does not belong to customer x."]),
        answer(410, {"message": "gone", "errors": []}),
        answer(204),
        answer(200, {"id": "b", "name": "another"}),
        answer(200, [{"id": "a"}]),
    ],
)
def test_fault_21_any_other_answer_is_not_gone(serve: Serve, dial: Dial, reply: bytes) -> None:
    with pytest.raises(TenantError):
        dial(serve(in_turn(reply)).url).writer.read(WEBHOOK, "a")


def test_fault_21_a_404_on_a_list_is_an_error(serve: Serve, dial: Dial) -> None:
    with pytest.raises(TenantError, match="does not know this address") as caught:
        dial(serve(in_turn(GONE)).url).writer.list(WEBHOOK)
    assert "tenant.endpoint" in caught.value.diagnostics[0].hint


def test_fault_21_401_names_the_key_and_is_not_tried_again(serve: Serve, dial: Dial, clock: Clock) -> None:
    server = serve(in_turn(problem(401, "Access Denied")))
    with pytest.raises(CredentialError, match="refused the credential") as caught:
        dial(server.url).writer.list(WEBHOOK)
    assert "PROVISIONER_ACME_API_KEY" in caught.value.diagnostics[0].hint
    assert (len(server.requests), clock.waits) == (1, [])


def test_fault_21_403_names_the_tenant_and_its_header(serve: Serve, dial: Dial) -> None:
    with pytest.raises(CredentialError, match="tenant acme") as caught:
        dial(serve(in_turn(FORBIDDEN)).url).writer.list(WEBHOOK)
    (diagnostic,) = caught.value.diagnostics
    assert "403: The tenant does not belong to customer." in diagnostic.detail
    assert "X-8x8-Tenant" in diagnostic.hint


def test_a_live_resource_is_read_with_its_raw_body(serve: Serve, dial: Dial) -> None:
    body = {"id": "a", "name": "x", "x-new": [1]}
    server = serve(in_turn(answer(200, body)))
    found = dial(server.url).writer.read(WEBHOOK, "a")
    assert found is not None
    assert (found.id, found.name, found.body) == ("a", "x", body)
    assert server.requests[0].target == "/chat-gateway/v1/webhooks/a"


@pytest.mark.parametrize("id", ODD_IDS)
def test_fault_41_an_id_leads_nowhere_else(id: str) -> None:
    path = resource_path(WEBHOOK, id)
    assert path.startswith("/chat-gateway/v1/webhooks/")
    assert path.count("/") == 4
    assert not set(path) & set("?#;* ")


@pytest.mark.parametrize("id", ["", ".", "..", "a\r\nb", "a\x00", "\ud800"])
def test_fault_41_an_id_that_could_lead_elsewhere_is_never_sent(serve: Serve, dial: Dial, id: str) -> None:
    server = serve(in_turn(answer(204)))
    writer = dial(server.url).writer
    assert isinstance(writer.delete(WEBHOOK, id), NotSent)
    assert isinstance(writer.replace(WEBHOOK, id, BODY), NotSent)
    with pytest.raises(TenantError, match="cannot be used"):
        writer.read(WEBHOOK, id)
    assert server.requests == []


@pytest.mark.parametrize("name", ["x,id==25", "a;b", "*", "%2F", "\"'", "a\r\nX-Evil: 1", "\ud800", "😀"])
def test_fault_41_a_name_is_sent_as_it_is(serve: Serve, dial: Dial, name: str) -> None:
    body = {"name": name, "uri": "https://bots.example.com"}
    server = serve(in_turn(answer(200, {"id": "a", **body})))
    assert dial(server.url).writer.create(WEBHOOK, body) == Done({"id": "a", **body})
    (request,) = server.requests
    assert json.loads(request.body) == body
    assert request.headers["content-type"] == "application/json"
    assert "x-evil" not in request.headers
