"""What the server can do at most, so that nobody takes its speed for that of a client."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from typing import Any, NamedTuple

from benchmarks.child import measured, python
from benchmarks.served import Served

SECONDS = 1.0
PAGE_SIZE = 1000
PAGE = f"/chat-gateway/v1/channels?page=0&size={PAGE_SIZE}"
SMALL = "/cc/v1/stats/rt/queues"


class Ceiling(NamedTuple):
    """Small answers a second, and bytes a second in whole pages."""

    requests: float
    bytes: float


def ceiling() -> Ceiling:
    """Of a server with one full page of channels."""
    with Served() as server:
        server.begin(empty=True)
        _fill(server)
        return _measured(server)


def _fill(server: Served) -> None:
    connection = HTTPConnection("127.0.0.1", server.port)
    for number in range(PAGE_SIZE):
        connection.request("POST", "/chat-gateway/v1/channels", json.dumps(_channel(number)))
        connection.getresponse().read()
    connection.close()


def _channel(number: int) -> dict[str, Any]:
    return {
        "name": f"Shop {number:05d} web chat",
        "description": f"Chat on the pages of shop {number:05d}",
        "webHookId": f"b{number:021d}",
        "routingOptions": {"type": "queue", "id": "101"},
        "type": "ChatAPI",
    }


def _measured(server: Served) -> Ceiling:
    small, page = (
        measured(python("-m", "benchmarks.load", str(server.port), target, str(SECONDS))).report
        for target in (SMALL, PAGE)
    )
    return Ceiling(small["requests"], page["bytes"])
