"""Looking at a simulator and changing it over HTTP."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from provisioner.simulator import Simulator, Tenant
from tests.simulator.conftest import CHANNELS, WEBHOOKS, Api, webhook

QUEUES = "/analytics/cc/v5/realtime-metrics/queues"
TENANT = "/_simulator/tenants/sandbox"


def test_the_root_lists_every_control_and_tenant(api: Api) -> None:
    said = api.get("/_simulator").json
    assert said["tenants"] == ["sandbox"]
    assert "/_simulator/tenants/{tenant}/{plural}/{id}" in said["controls"]
    assert "/_simulator/faults" in said["controls"]


def test_requests_are_listed_and_forgotten_with_the_credentials_hidden(api: Api) -> None:
    api.post(WEBHOOKS, webhook("Zoë"))
    logged = api.get("/_simulator/requests").json["requests"]
    assert [(one["method"], one["path"], one["status"], one["committed"]) for one in logged] == [
        ("POST", WEBHOOKS, 200, True)
    ]
    assert logged[0]["headers"]["x-api-key"] == "(hidden)"
    assert logged[0]["tenant"] == "sandbox"
    assert "Zo" in logged[0]["body"]
    assert api.delete("/_simulator/requests").status == 204
    assert api.get("/_simulator/requests").json == {"requests": []}


def test_a_fault_is_injected_listed_and_cleared(api: Api) -> None:
    fault = {"method": "GET", "path": WEBHOOKS, "times": None, "action": {"do": "status", "status": 503}}
    assert api.post("/_simulator/faults", fault).status == 200
    assert api.get(WEBHOOKS).status == 503
    (listed,) = api.get("/_simulator/faults").json["faults"]
    assert (listed["seen"], listed["action"]["status"], listed["when"]) == (1, 503, "before")
    assert api.delete("/_simulator/faults").status == 204
    assert api.get(WEBHOOKS).status == 200


def test_the_controls_are_beyond_the_reach_of_faults(api: Api) -> None:
    api.post("/_simulator/faults", {"times": None, "action": {"do": "status", "status": 503}})
    assert api.get("/_simulator").status == 200


def test_a_resource_is_changed_behind_the_back_and_not_logged(
    simulator: Simulator, api: Api, tenant: Tenant
) -> None:
    id = api.post(f"{TENANT}/channels", {"name": "by hand", "damaged": None}).json["id"]
    assert api.get(f"{TENANT}/channels").json == {
        "channels": [{"id": id, "name": "by hand", "damaged": None}]
    }
    assert api.put(f"{TENANT}/channels/{id}", {"name": "again"}).json == {"id": id}
    assert api.get(f"{TENANT}/channels/{id}").json == {"id": id, "name": "again"}
    assert api.ids(CHANNELS) == [id]
    assert api.delete(f"{TENANT}/channels/{id}").status == 204
    assert tenant.list("channels") == []
    assert simulator.writes == []


def test_some_switches_are_turned_and_the_others_stay(api: Api, tenant: Tenant) -> None:
    api.put(f"{TENANT}/switches", {"list-lag": 2})
    said = api.put(f"{TENANT}/switches", {"latency": "1ms"}).json
    assert (said["list_lag"], said["latency"]) == (2, 0.001)
    assert api.get(f"{TENANT}/switches").json == said
    assert tenant.switches.list_lag == 2


def test_a_tenant_is_added_and_listed(simulator: Simulator, api: Api) -> None:
    setup = {
        "key": "eght_new",
        "products": ["Chat Gateway"],
        "queues": {"7": "Seven"},
        "switches": {"description": "dropped"},
        "client": ["id", "secret"],
    }
    said = api.put("/_simulator/tenants/acme", setup).json
    assert said["queues"] == [{"id": 7, "name": "Seven", "media": "chat"}]
    assert said["switches"]["description"] == "dropped"
    assert api.get("/_simulator/tenants/acme").json == said
    assert [one["id"] for one in api.get("/_simulator/tenants").json["tenants"]] == ["sandbox", "acme"]
    reply = api.get(WEBHOOKS, **{"x-api-key": "eght_new", "X-8x8-Tenant": "acme"})
    assert reply.status == 200


def test_a_tenant_may_have_queues_of_any_medium(api: Api) -> None:
    queue = {"id": 9, "name": "Phone", "media": "phone"}
    assert api.put("/_simulator/tenants/acme", {"queues": [queue]}).json["queues"] == [queue]


def bearer(api: Api) -> dict[str, str]:
    basic = {"Authorization": f"Basic {b64encode(b'client-id:client-secret').decode()}"}
    drawn = api.send("POST", "/oauth/v2/token", b"grant_type=client_credentials", basic).json
    return {"Authorization": f"Bearer {drawn['access_token']}", "X-Tenant-Info": "sandbox"}


def test_tokens_expire_on_demand(api: Api) -> None:
    token = bearer(api)
    assert api.send("GET", QUEUES, headers=token).status == 200
    assert api.delete("/_simulator/tokens").status == 204
    assert api.send("GET", QUEUES, headers=token).status == 401


def test_reset_leaves_the_tenants_and_nothing_else(simulator: Simulator, api: Api, tenant: Tenant) -> None:
    api.put(f"{TENANT}/switches", {"list_lag": 9})
    api.delete(f"{WEBHOOKS}/{api.post(WEBHOOKS, webhook()).json['id']}")
    api.put(f"{WEBHOOKS}/{tenant.put('webhooks', {})}", webhook())
    api.post("/_simulator/faults", {"times": None, "path": WEBHOOKS, "action": {"do": "drop"}})
    token = bearer(api)
    assert api.send("POST", "/_simulator/reset").status == 204
    assert (tenant.list("webhooks"), simulator.requests) == ([], [])
    assert api.get(WEBHOOKS).json["_embedded"] == {"webhooks": []}
    assert api.send("GET", QUEUES, headers=token).status == 401


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "words"),
    [
        ("GET", "/_simulator/nowhere", None, 404, "there are /_simulator, /_simulator/requests"),
        ("PUT", "/_simulator/requests", None, 405, "takes GET, DELETE"),
        ("POST", "/_simulator/faults", b"{", 400, "not valid JSON"),
        ("POST", "/_simulator/faults", {"action": {"do": "x"}}, 400, '"do" is one of'),
        ("GET", "/_simulator/tenants/acme", None, 404, "There is no tenant acme: there are sandbox."),
        ("GET", f"{TENANT}/channels/1", None, 404, "There is no 1 among the channels."),
        ("PUT", f"{TENANT}/switches", {"latency": 1}, 400, "latency is a duration"),
        ("PUT", f"{TENANT}/switches", [], 400, "switches are a mapping"),
        ("PUT", TENANT, {"keys": 1}, 400, "a tenant is an object with key"),
        ("PUT", TENANT, {"key": ""}, 400, '"key" is a text'),
        ("PUT", TENANT, {"queues": 1}, 400, '"queues" maps ids to names'),
        ("PUT", TENANT, {"queues": ["x"]}, 400, "a queue has a numeric id and a name"),
        ("PUT", TENANT, {"client": ["id"]}, 400, '"client" is a list of an id and a secret'),
        ("PUT", TENANT, {"products": "x"}, 400, '"products" is a list of texts'),
    ],
)
def test_a_mistake_is_told(api: Api, method: str, path: str, body: Any, status: int, words: str) -> None:
    reply = api.send(method, path, body)
    assert reply.status == status
    assert words in reply.json["message"]
