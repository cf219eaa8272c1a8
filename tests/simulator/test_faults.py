"""Every action of a fault, as a client meets it."""

from __future__ import annotations

import json
from http.client import IncompleteRead, RemoteDisconnected
from typing import Any

import pytest

from provisioner.simulator import (
    AddMember,
    Delay,
    Drip,
    Drop,
    Fault,
    IgnoreWrite,
    Lag,
    LoseEmbedded,
    Raw,
    Redirect,
    Reset,
    SamePage,
    Shift,
    Simulator,
    Status,
    Store,
    Tenant,
    Totals,
    Truncate,
)
from provisioner.simulator.fault import Action
from tests.simulator.conftest import CHANNELS, WEBHOOKS, Api, webhook

BEFORE_AND_AFTER = pytest.mark.parametrize(("when", "committed"), [("before", 0), ("after", 1)])


@BEFORE_AND_AFTER
@pytest.mark.parametrize(("action", "error"), [(Reset(), ConnectionResetError), (Drop(), RemoteDisconnected)])
def test_a_connection_is_cut_before_or_after_the_commit(
    simulator: Simulator,
    api: Api,
    tenant: Tenant,
    action: Action,
    error: type[Exception],
    when: Any,
    committed: int,
) -> None:
    simulator.inject(Fault(action, "POST", WEBHOOKS, when=when))
    with pytest.raises(ConnectionError) as raised:
        api.post(WEBHOOKS, webhook())
    assert type(raised.value) is error
    api.connection.close()
    assert len(tenant.list("webhooks")) == committed
    assert [(one.status, one.committed) for one in simulator.writes] == [(0, bool(committed))]
    assert api.post(WEBHOOKS, webhook()).status == 200


@BEFORE_AND_AFTER
def test_a_status_is_answered_before_or_after_the_commit(
    simulator: Simulator, api: Api, tenant: Tenant, when: Any, committed: int
) -> None:
    simulator.inject(Fault(Status(503, {"Retry-After": "2"}), "POST", when=when))
    reply = api.post(WEBHOOKS, webhook())
    assert (reply.status, reply.headers["retry-after"]) == (503, "2")
    assert reply.json["message"] == "Service Unavailable"
    assert len(tenant.list("webhooks")) == committed


@pytest.mark.parametrize(
    ("body", "content_type", "sent"),
    [
        ("<html>", "text/html", b"<html>"),
        (b"\xff\x00", "text/html", b"\xff\x00"),
        ("", "text/html", b""),
        ({"errors": "x"}, "application/hal+json", b'{"errors":"x"}'),
        ([], "application/hal+json", b"[]"),
    ],
)
def test_a_status_may_have_any_body(
    simulator: Simulator, api: Api, body: Any, content_type: str, sent: bytes
) -> None:
    simulator.inject(Fault(Status(599, body=body)))
    reply = api.get(WEBHOOKS)
    assert (reply.status, reply.headers["content-type"], reply.body) == (599, content_type, sent)


def test_a_header_of_a_status_replaces_the_usual_one(simulator: Simulator, api: Api) -> None:
    simulator.inject(Fault(Status(200, {"Content-Type": "text/csv"}, body={})))
    assert api.get(WEBHOOKS).headers["content-type"] == "text/csv"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_names_where_to_go(simulator: Simulator, api: Api, status: int) -> None:
    simulator.inject(Fault(Redirect("https://elsewhere.example.com/", status)))
    reply = api.get(WEBHOOKS)
    assert (reply.status, reply.headers["location"]) == (status, "https://elsewhere.example.com/")


def test_raw_bytes_are_sent_as_they_are(simulator: Simulator, api: Api) -> None:
    simulator.inject(Fault(Raw(b"HTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\nhi, and more than that")))
    assert api.get(WEBHOOKS).body == b"hi"


def test_a_truncated_body_is_shorter_than_its_length_says(
    simulator: Simulator, api: Api, tenant: Tenant
) -> None:
    simulator.inject(Fault(Truncate(5), "POST"))
    with pytest.raises(IncompleteRead) as raised:
        api.post(WEBHOOKS, webhook())
    assert (len(raised.value.partial), len(tenant.list("webhooks"))) == (5, 1)


def test_a_dripping_body_comes_whole_in_the_end(simulator: Simulator, api: Api) -> None:
    simulator.inject(Fault(Drip(0.0001)))
    assert api.get(WEBHOOKS).json["page"]["totalElements"] == 0


def test_a_drip_ends_when_the_simulator_stops() -> None:
    with Simulator() as simulator:
        simulator.add_tenant("sandbox", "eght_test")
        simulator.inject(Fault(Drip(3600)))
        api = Api(simulator)
        api.connection.request("GET", WEBHOOKS, headers=api.headers)
        assert api.connection.getresponse().status == 200
    api.connection.close()


@BEFORE_AND_AFTER
def test_a_delay_waits_and_then_goes_on(
    simulator: Simulator, api: Api, tenant: Tenant, when: Any, committed: int
) -> None:
    simulator.inject(Fault(Delay(0.001), "POST", when=when))
    assert api.post(WEBHOOKS, webhook()).status == 200
    assert len(tenant.list("webhooks")) == 1


@BEFORE_AND_AFTER
def test_a_delay_and_a_status_meet_one_request(
    simulator: Simulator, api: Api, tenant: Tenant, when: Any, committed: int
) -> None:
    simulator.inject(Fault(Delay(0.001), when=when))
    simulator.inject(Fault(Status(500), when=when))
    assert api.post(WEBHOOKS, webhook()).status == 500
    assert len(tenant.list("webhooks")) == committed


@pytest.mark.parametrize("value", [-1, 10**9, None, "many", 2.5])
def test_totals_lie(simulator: Simulator, api: Api, value: Any) -> None:
    simulator.inject(Fault(Totals({"totalElements": value})))
    assert api.get(WEBHOOKS).json["page"] == {
        "size": 20,
        "number": 0,
        "totalElements": value,
        "totalPages": 0,
    }


def test_totals_are_lost(simulator: Simulator, api: Api) -> None:
    simulator.inject(Fault(Totals(lost=("totalElements", "totalPages"))))
    assert api.get(WEBHOOKS).json["page"] == {"size": 20, "number": 0}


def test_embedded_is_lost_while_the_total_stays(simulator: Simulator, api: Api, bot: str) -> None:
    simulator.inject(Fault(LoseEmbedded()))
    body = api.get(WEBHOOKS).json
    assert ("_embedded" in body, body["page"]["totalElements"]) == (False, 1)


def test_an_undocumented_member_is_added_to_every_resource(simulator: Simulator, api: Api, bot: str) -> None:
    simulator.inject(Fault(AddMember("x-tier", {"gold": [1]}), times=None))
    assert api.get(WEBHOOKS).json["_embedded"]["webhooks"][0]["x-tier"] == {"gold": [1]}
    assert api.get(f"{WEBHOOKS}/{bot}").json["x-tier"] == {"gold": [1]}
    assert "x-tier" not in api.get(f"{WEBHOOKS}/nobody").json


def test_the_page_never_advances(simulator: Simulator, api: Api, tenant: Tenant) -> None:
    ids = sorted(tenant.put("channels", {"name": f"{n}"}) for n in range(5))
    simulator.inject(Fault(SamePage(), "GET", CHANNELS, times=None))
    assert [api.ids(f"{CHANNELS}?size=2&page={page}") for page in range(3)] == [ids[:2]] * 3


@pytest.mark.parametrize(
    ("action", "when", "second", "total"),
    [
        (Shift(remove=1), "after", ["3", "4"], 4),
        (Shift(remove=1), "before", ["3", "4"], 4),
        (Shift(add=1), "after", ["1", "2"], 6),
    ],
)
def test_fault_24_items_move_between_two_pages(
    simulator: Simulator, api: Api, tenant: Tenant, action: Action, when: Any, second: list[str], total: int
) -> None:
    for n in range(5):
        tenant.put("channels", {"id": f"{n}", "name": f"{n}"})
    simulator.inject(Fault(action, "GET", CHANNELS, when=when))
    first = api.ids(f"{CHANNELS}?size=2&page=0")
    assert first == (["1", "2"] if when == "before" else ["0", "1"])
    page = api.get(f"{CHANNELS}?size=2&page=1").json
    assert [item["id"] for item in page["_embedded"]["channels"]] == second
    assert page["page"]["totalElements"] == total


@pytest.mark.parametrize(
    ("shown", "answered"), [(True, "https://other.example.com"), (False, webhook()["uri"])]
)
def test_something_else_is_stored(
    simulator: Simulator, api: Api, tenant: Tenant, shown: bool, answered: str
) -> None:
    simulator.inject(Fault(Store({"uri": "https://other.example.com"}, shown)))
    assert api.post(WEBHOOKS, webhook()).json["uri"] == answered
    assert tenant.list("webhooks")[0]["uri"] == "https://other.example.com"


def test_fault_33_a_write_is_answered_200_and_ignored(
    simulator: Simulator, api: Api, tenant: Tenant, bot: str
) -> None:
    before = tenant.list("webhooks")
    simulator.inject(Fault(IgnoreWrite(), times=None))
    assert api.put(f"{WEBHOOKS}/{bot}", webhook("Renamed")).json["name"] == "Renamed"
    assert api.post(WEBHOOKS, webhook("Second")).status == 200
    assert api.delete(f"{WEBHOOKS}/{bot}").status == 204
    assert tenant.list("webhooks") == before
    assert [one.committed for one in simulator.writes] == [False] * 3


def test_fault_28_one_write_is_hidden_from_listings(simulator: Simulator, api: Api) -> None:
    simulator.inject(Fault(Lag(lists=2), "POST"))
    made = [api.post(WEBHOOKS, webhook(name)).json["id"] for name in ("hidden", "seen")]
    assert [api.ids(WEBHOOKS) for _ in range(2)] == [[made[1]]] * 2
    assert api.ids(WEBHOOKS) == sorted(made)


def test_fault_39_a_created_one_is_404_for_k_reads(simulator: Simulator, api: Api) -> None:
    simulator.inject(Fault(Lag(reads=2), "POST"))
    made = api.post(WEBHOOKS, webhook()).json["id"]
    assert [api.get(f"{WEBHOOKS}/{made}").status for _ in range(3)] == [404, 404, 200]
    assert api.ids(WEBHOOKS) == [made]


def test_an_update_is_hidden_from_reads(simulator: Simulator, api: Api, bot: str) -> None:
    simulator.inject(Fault(Lag(reads=1), "PUT"))
    api.put(f"{WEBHOOKS}/{bot}", webhook("Renamed"))
    assert [api.get(f"{WEBHOOKS}/{bot}").json["name"] for _ in range(2)] == ["Bot", "Renamed"]


def test_cleared_faults_meet_nobody(simulator: Simulator, api: Api) -> None:
    simulator.inject(Fault(Status(500), times=None))
    simulator.clear_faults()
    assert api.get(WEBHOOKS).status == 200


def test_the_token_can_be_met_too(simulator: Simulator, api: Api) -> None:
    simulator.inject(Fault(Status(400, body={"error": "invalid_client"}), path="/oauth/*"))
    reply = api.send("POST", "/oauth/v2/token", b"")
    assert json.loads(reply.body) == {"error": "invalid_client"}
