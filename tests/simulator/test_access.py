from __future__ import annotations

from typing import Any

import pytest

from provisioner.simulator import Key, Simulator, Switches, Tenant
from tests.simulator.conftest import CHANNELS, KEY, WEBHOOKS, Api, webhook

QUEUES = "/cc/v1/stats/rt/queues"


@pytest.mark.parametrize("headers", [{}, {"x-api-key": ""}, {"x-api-key": "wrong"}])
def test_without_a_known_key_everything_is_401(api: Api, headers: dict[str, str]) -> None:
    reply = api.send("GET", WEBHOOKS, headers={**headers, "X-8x8-Tenant": "sandbox"})
    assert reply.status == 401
    assert reply.json["message"] == "Access Denied"
    assert reply.json["errors"] == [{"code": "access_denied", "message": "Access Denied"}]
    assert reply.json["referenceId"]


def test_a_refused_write_changes_nothing(api: Api, tenant: Tenant) -> None:
    assert api.send("POST", WEBHOOKS, webhook(), {"X-8x8-Tenant": "sandbox"}).status == 401
    assert tenant.list("webhooks") == []


@pytest.mark.parametrize(
    ("switch", "words"),
    [
        (403, "The tenant does not belong to customer."),
        (404, "Tenant acme does not belong to customer sandbox."),
    ],
)
def test_switch_wrong_tenant(api: Api, tenant: Tenant, switch: Any, words: str) -> None:
    tenant.switches = Switches(wrong_tenant=switch)
    reply = api.send("GET", WEBHOOKS, headers={"x-api-key": KEY, "X-8x8-Tenant": "acme"})
    assert (reply.status, reply.json["message"], reply.json["errors"]) == (switch, words, [words])


def test_the_tenant_of_another_customer_is_the_wrong_one(api: Api, simulator: Simulator) -> None:
    simulator.add_tenant("acme", "eght_another")
    assert api.send("GET", WEBHOOKS, headers={"x-api-key": KEY, "X-8x8-Tenant": "acme"}).status == 403


@pytest.mark.parametrize(("switch", "status"), [("required", 403), ("first", 200)])
def test_switch_tenant_header(
    api: Api, simulator: Simulator, tenant: Tenant, switch: Any, status: int
) -> None:
    tenant.switches = Switches(tenant_header=switch)
    simulator.add_tenant("second", KEY).put("webhooks", {"name": "not here"})
    reply = api.send("GET", WEBHOOKS, headers={"x-api-key": KEY})
    assert reply.status == status
    if status == 200:
        assert reply.json["_embedded"]["webhooks"] == []


def test_one_key_serves_several_tenants_and_the_header_tells_which(api: Api, simulator: Simulator) -> None:
    for name in ("dev", "prod"):
        simulator.add_tenant(name, KEY).put("webhooks", {"name": name})
    for name in ("dev", "prod"):
        listed = api.get(WEBHOOKS, **{"x-api-key": KEY, "X-8x8-Tenant": name}).json["_embedded"]["webhooks"]
        assert [one["name"] for one in listed] == [name]


@pytest.mark.parametrize(
    ("products", "refused"),
    [
        ({"Chat Gateway"}, {QUEUES}),
        ({"Analytics for Contact Center"}, {WEBHOOKS, CHANNELS}),
        ({"Contact Center Schedule"}, {WEBHOOKS, CHANNELS, QUEUES}),
        ({"Chat Gateway", "Analytics for Contact Center"}, set()),
    ],
)
def test_a_key_opens_only_the_products_it_was_made_for(
    api: Api, simulator: Simulator, products: set[str], refused: set[str]
) -> None:
    simulator.add_tenant("sandbox", Key(KEY, frozenset(products)))
    statuses = {path: api.get(path).status for path in (WEBHOOKS, CHANNELS, QUEUES)}
    assert statuses == {path: 403 if path in refused else 200 for path in statuses}
