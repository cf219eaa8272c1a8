from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from provisioner.simulator import Queue, Simulator, Switches, Tenant
from tests.simulator.conftest import KEY, Api

QUEUES = "/analytics/cc/v5/realtime-metrics/queues"
GRANT = b"grant_type=client_credentials"


def basic(id: str = "client-id", secret: str = "client-secret") -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{id}:{secret}'.encode()).decode()}"}


def bearer(api: Api, tenant: str = "sandbox") -> dict[str, str]:
    token = api.send("POST", "/oauth/v2/token", GRANT, basic()).json["access_token"]
    return {"Authorization": f"Bearer {token}", "X-Tenant-Info": tenant}


def test_the_key_lists_every_queue_with_its_medium_and_a_numeric_id(api: Api) -> None:
    reply = api.get("/cc/v1/stats/rt/queues")
    assert reply.json == {
        "queue": [
            {"queue-id": 101, "queue-name": "Sales", "media-type": "chat"},
            {"queue-id": 102, "queue-name": "Billing", "media-type": "chat"},
            {"queue-id": 9, "queue-name": "Phone", "media-type": "phone"},
        ]
    }


def test_a_tenant_without_queues_has_an_empty_list(api: Api, simulator: Simulator) -> None:
    simulator.add_tenant("sandbox", KEY)
    assert api.get("/cc/v1/stats/rt/queues").json == {"queue": []}


def test_client_credentials_draw_a_token_whose_lifetime_is_a_text(api: Api) -> None:
    answer = api.send("POST", "/oauth/v2/token", GRANT, basic()).json
    assert answer["expires_in"] == "3600"
    assert answer["access_token"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        basic(secret="wrong"),
        basic("wrong"),
        {"Authorization": "Basic ?"},
        {"Authorization": "Bearer eA=="},
    ],
)
def test_wrong_client_credentials_are_401(api: Api, headers: dict[str, str]) -> None:
    assert api.send("POST", "/oauth/v2/token", GRANT, headers).status == 401


@pytest.mark.parametrize("body", [b"", b"grant_type=password"])
def test_another_grant_is_400(api: Api, body: bytes) -> None:
    assert api.send("POST", "/oauth/v2/token", body, basic()).status == 400


def test_a_tenant_without_a_client_draws_no_token(api: Api, simulator: Simulator) -> None:
    simulator.add_tenant("sandbox", KEY)
    assert api.send("POST", "/oauth/v2/token", GRANT, basic()).status == 401


@pytest.mark.parametrize("region", ["", "/eu", "/au", "/ca"])
def test_the_summary_is_an_array_of_ids_as_texts_and_names(api: Api, region: str) -> None:
    reply = api.send("GET", f"{region}{QUEUES}?summary=true&page=0&size=1000", headers=bearer(api))
    assert reply.json == [
        {"id": "101", "name": "Sales"},
        {"id": "102", "name": "Billing"},
        {"id": "9", "name": "Phone"},
    ]


def test_paging_stands_in_headers(api: Api) -> None:
    reply = api.send("GET", f"{QUEUES}?summary=true&page=1&size=2", headers=bearer(api))
    assert [one["id"] for one in reply.json] == ["9"]
    named = ("x-page", "x-page-size", "x-total-pages", "x-total-elements")
    assert [reply.headers[name] for name in named] == ["1", "2", "2", "3"]


@pytest.mark.parametrize("query", ["size=1001", "size=0", "page=2&size=2", "page=x", "size="])
def test_too_large_a_page_and_one_past_the_end_are_400(api: Api, query: str) -> None:
    assert api.send("GET", f"{QUEUES}?summary=true&{query}", headers=bearer(api)).status == 400


def test_page_0_of_a_tenant_without_queues_is_empty(api: Api, simulator: Simulator) -> None:
    simulator.add_tenant("sandbox", KEY, client=("client-id", "client-secret"))
    assert api.send("GET", f"{QUEUES}?summary=true", headers=bearer(api)).json == []


def test_without_summary_queues_may_be_chosen_and_bear_metrics(api: Api) -> None:
    reply = api.send("GET", f"{QUEUES}?queue-ids=102", headers=bearer(api))
    assert reply.json == [{"id": "102", "name": "Billing", "metrics": []}]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"x-api-key": KEY}])
def test_without_a_token_the_queues_are_401(api: Api, headers: dict[str, str]) -> None:
    assert api.send("GET", QUEUES, headers={**headers, "X-Tenant-Info": "sandbox"}).status == 401


def test_a_token_is_for_the_tenants_of_its_client_alone(api: Api, simulator: Simulator) -> None:
    simulator.add_tenant("acme", "eght_another", queues=[Queue(1, "Secret")], client=("other-id", "secret"))
    assert api.send("GET", QUEUES, headers=bearer(api, "acme")).status == 403
    without = {"Authorization": bearer(api)["Authorization"]}
    assert api.send("GET", QUEUES, headers=without).status == 403


def test_expired_tokens_are_401_until_a_new_one_is_drawn(api: Api, simulator: Simulator) -> None:
    headers = bearer(api)
    simulator.expire_tokens()
    assert api.send("GET", QUEUES, headers=headers).status == 401
    assert api.send("GET", QUEUES, headers=bearer(api)).status == 200


@pytest.fixture
def late() -> Iterator[Api]:
    """A simulator whose clock moves a minute with every look at it."""
    minutes = count(0, 60)
    with Simulator(clock=lambda: next(minutes)) as simulator:
        simulator.add_tenant("sandbox", KEY, queues={101: "Sales"}, client=("client-id", "client-secret"))
        api = Api(simulator)
        yield api
        api.connection.close()


def test_a_token_ends_with_its_lifetime(late: Api) -> None:
    headers = bearer(late)
    statuses = [late.send("GET", QUEUES, headers=headers).status for _ in range(61)]
    assert statuses.index(401) == 59


def test_switch_token_lifetime(late: Api) -> None:
    body: dict[str, Any] = {"token-lifetime": 120}
    late.send("PUT", "/_simulator/tenants/sandbox/switches", json.dumps(body).encode())
    headers = bearer(late)
    assert [late.send("GET", QUEUES, headers=headers).status for _ in range(2)] == [200, 401]


def test_a_tenant_set_up_again_has_its_new_switches(tenant: Tenant, simulator: Simulator) -> None:
    again = simulator.add_tenant("sandbox", "eght_new", switches=Switches(description="dropped"))
    assert again is tenant
    assert (tenant.key.value, tenant.switches.description, tenant.queues) == ("eght_new", "dropped", {})
