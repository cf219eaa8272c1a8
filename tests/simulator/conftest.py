"""A running simulator with one tenant, and a client that hides nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

import pytest

from provisioner.simulator import Queue, Simulator, Tenant

KEY = "eght_test"
WEBHOOKS = "/chat-gateway/v1/webhooks"
CHANNELS = "/chat-gateway/v1/channels"


@dataclass(frozen=True)
class Reply:
    """One answer; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Api:
    """One kept-alive connection to a simulator, with the tenant's headers unless told otherwise."""

    def __init__(self, simulator: Simulator) -> None:
        self.headers = {"x-api-key": KEY, "X-8x8-Tenant": "sandbox"}
        self.connection = HTTPConnection(simulator.url.removeprefix("http://"), timeout=10)

    def send(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send a body as it is when it is bytes or None, else as JSON."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        self.connection.request(method, path, data, {**(self.headers if headers is None else headers)})
        answer = self.connection.getresponse()
        return Reply(
            answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        )

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, headers=headers or None)

    def post(self, path: str, body: Any) -> Reply:
        return self.send("POST", path, body)

    def put(self, path: str, body: Any) -> Reply:
        return self.send("PUT", path, body)

    def delete(self, path: str) -> Reply:
        return self.send("DELETE", path)

    def ids(self, path: str) -> list[str]:
        """The ids of the first page."""
        (items,) = self.get(path).json["_embedded"].values()
        return [item["id"] for item in items]


def webhook(name: str = "Bot", **more: Any) -> dict[str, Any]:
    """A whole webhook request."""
    version = "Chat Gateway v1.0"
    body = {"name": name, "uri": "https://bot.example.com/8x8", "version": version}
    return {**body, "notificationVersion": version, **more}


def channel(webhook_id: str, name: str = "Web", **more: Any) -> dict[str, Any]:
    """A whole channel request."""
    routing = {"type": "queue", "id": "101"}
    return {"name": name, "type": "ChatAPI", "webHookId": webhook_id, "routingOptions": routing, **more}


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def tenant(simulator: Simulator) -> Tenant:
    queues = [Queue(101, "Sales"), Queue(102, "Billing"), Queue(9, "Phone", "phone")]
    return simulator.add_tenant("sandbox", KEY, queues=queues, client=("client-id", "client-secret"))


@pytest.fixture
def api(simulator: Simulator, tenant: Tenant) -> Iterator[Api]:
    api = Api(simulator)
    yield api
    api.connection.close()


@pytest.fixture
def bot(tenant: Tenant) -> str:
    """The id of a webhook that is there from the start."""
    return tenant.put(
        "webhooks", {"name": "Bot", "uri": "https://bot.example.com", "version": "Chat Gateway v1.0"}
    )
