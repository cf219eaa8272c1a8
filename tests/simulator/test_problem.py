from __future__ import annotations

from typing import Any

import pytest

from provisioner.simulator import Switches, Tenant
from tests.simulator.conftest import WEBHOOKS, Api

MESSAGE = "name must not be empty"
CODED = {"code": "invalid_parameter", "message": MESSAGE}
SPOKEN = [f"name: {MESSAGE}"]
DETAILED = [{"field": "name", "value": "", **CODED}]


@pytest.mark.parametrize(
    ("switch", "errors", "validations"),
    [
        ("documented", [CODED], DETAILED),
        ("objects", [CODED], None),
        ("strings", [MESSAGE], SPOKEN),
        ("object", CODED, None),
        ("validations", [CODED], SPOKEN),
    ],
)
def test_switch_error_shape(api: Api, tenant: Tenant, switch: Any, errors: Any, validations: Any) -> None:
    tenant.switches = Switches(error_shape=switch)
    body = {"uri": "https://bot.example.com", "version": "Chat Gateway v1.0"}
    reply = api.post(WEBHOOKS, body)
    assert reply.headers["content-type"] == "application/problem+json"
    said = reply.json
    assert (said["message"], said["errors"], said.get("validations")) == (MESSAGE, errors, validations)


def test_switch_error_shape_rfc7807(api: Api, tenant: Tenant) -> None:
    tenant.switches = Switches(error_shape="rfc7807")
    said = api.get(f"{WEBHOOKS}/nobody").json
    detail = "Resource of type WebHook with id nobody was not found."
    assert said == {"type": "about:blank", "title": "Not Found", "status": 404, "detail": detail}


def test_switch_error_shape_text(api: Api, tenant: Tenant) -> None:
    tenant.switches = Switches(error_shape="text")
    reply = api.send("GET", WEBHOOKS, headers={"X-8x8-Tenant": "sandbox"})
    assert (reply.status, reply.headers["content-type"], reply.body) == (401, "text/plain", b"Access Denied")


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/chat-gateway/v1", f"{WEBHOOKS}/", f"{WEBHOOKS}/a/b", "/_simulators"]
)
def test_an_unknown_path_is_404_and_not_in_the_words_of_the_gateway(api: Api, path: str) -> None:
    reply = api.get(path)
    assert (reply.status, reply.headers["content-type"]) == (404, "application/problem+json")
    assert reply.json["title"] == "Not Found"
    assert "errors" not in reply.json


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", WEBHOOKS, "GET, POST"),
        ("DELETE", WEBHOOKS, "GET, POST"),
        ("POST", f"{WEBHOOKS}/1", "GET, PUT, DELETE"),
        ("PATCH", f"{WEBHOOKS}/1", "GET, PUT, DELETE"),
        ("GET", "/oauth/v2/token", "POST"),
        ("POST", "/cc/v1/stats/rt/queues", "GET"),
        ("OPTIONS", WEBHOOKS, "GET, POST"),
        ("TRACE", WEBHOOKS, "GET, POST"),
        ("BREW", WEBHOOKS, "GET, POST"),
    ],
)
def test_a_wrong_method_is_405_and_names_the_right_ones(api: Api, method: str, path: str, allow: str) -> None:
    reply = api.send(method, path, b"{}" if method != "TRACE" else None)
    assert (reply.status, reply.headers["allow"], reply.json["status"]) == (405, allow, 405)
