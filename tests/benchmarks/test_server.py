"""The server answers what the vendor's would, and counts it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest

from benchmarks.served import Served
from benchmarks.server.rate_limit import RateLimit

CHANNELS = "/chat-gateway/v1/channels"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with Served() as server:
        yield server


def call(server: Served, method: str, path: str, body: object = None) -> tuple[int, Any]:
    connection = HTTPConnection("127.0.0.1", server.port)
    connection.request(method, path, json.dumps(body) if body else None)
    answer = connection.getresponse()
    status, content = answer.status, json.loads(answer.read())
    connection.close()
    return status, content


def test_a_listing_comes_in_pages_of_what_was_created(served: Served) -> None:
    served.begin(empty=True)
    created = [call(served, "POST", CHANNELS, {"name": f"Shop {number}"})[1] for number in range(5)]
    pages = [call(served, "GET", f"{CHANNELS}?page={number}&size=2")[1] for number in range(3)]
    assert [one for page in pages for one in page["_embedded"]["channels"]] == created
    assert pages[2]["page"] == {"size": 2, "number": 2, "totalElements": 5, "totalPages": 3}


def test_what_is_written_after_a_listing_stands_in_the_next_one(served: Served) -> None:
    served.begin(empty=True)
    for name in ("First", "Second"):
        call(served, "POST", CHANNELS, {"name": name})
        listed = call(served, "GET", f"{CHANNELS}?page=0&size=10")[1]["_embedded"]["channels"]
        assert listed[-1]["name"] == name


def test_a_page_holds_a_thousand_at_most(served: Served) -> None:
    served.begin(empty=True)
    assert call(served, "GET", f"{CHANNELS}?page=0&size=5000")[1]["page"]["size"] == 1000


def test_a_put_replaces_the_whole_resource(served: Served) -> None:
    served.begin(empty=True)
    id = call(served, "POST", CHANNELS, {"name": "Shop", "description": "Old"})[1]["id"]
    call(served, "PUT", f"{CHANNELS}/{id}", {"name": "New shop"})
    found = call(served, "GET", f"{CHANNELS}/{id}")[1]
    assert found == {"id": id, "name": "New shop", "_links": {"self": {"href": f"{CHANNELS}/{id}"}}}


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_an_unknown_id_is_not_found(served: Served, method: str) -> None:
    status, body = call(served, method, f"{CHANNELS}/nobody", {"name": "Shop"})
    assert (status, body["errors"][0]["code"]) == (404, "resource_not_found")


def test_what_was_kept_comes_back_when_it_begins_again(served: Served) -> None:
    served.begin(empty=True)
    call(served, "POST", CHANNELS, {"name": "Shop"})
    served.keep()
    served.begin(empty=True)
    assert served.log()["channels"] == 0
    served.begin(empty=False)
    assert served.log() == {"answers": {}, "webhooks": 0, "channels": 1, "duplicates": 0}


def test_a_slow_tenant_is_slow_and_the_others_are_not(served: Served) -> None:
    served.begin(empty=True, slow={"slow": 400})

    def seconds(tenant: str) -> float:
        connection = HTTPConnection("127.0.0.1", served.port)
        began = time.perf_counter()
        connection.request("GET", CHANNELS, headers={"X-8x8-Tenant": tenant})
        connection.getresponse().read()
        connection.close()
        return time.perf_counter() - began

    assert seconds("slow") >= 0.4 > seconds("fast")


def test_calls_over_the_rate_are_refused_and_counted(served: Served) -> None:
    served.begin(empty=True, rate=2)
    statuses = [call(served, "POST", CHANNELS, {"name": "Shop"})[0] for _ in range(3)]
    log = served.log()
    assert statuses == [200, 200, 429]
    assert (log["answers"], log["duplicates"]) == ({"POST": 2, "429": 1}, 1)


def test_a_bucket_fills_again_with_time_and_never_over_its_burst() -> None:
    now = [0.0]
    limit = RateLimit(10, 2, lambda: now[0])
    assert [limit.admits() for _ in range(3)] == [True, True, False]
    now[0] = 0.1
    assert [limit.admits() for _ in range(2)] == [True, False]
    now[0] = 60
    assert [limit.admits() for _ in range(3)] == [True, True, False]
