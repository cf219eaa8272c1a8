"""Which request is answered with what."""

from __future__ import annotations

import json
from typing import NamedTuple
from urllib.parse import parse_qs

from benchmarks.server.tenant import Tenant

LARGEST_PAGE = 1000
CONTROLS = "/_bench/"
NOT_FOUND = b'{"message":"Not found","errors":[{"code":"resource_not_found","message":"Not found"}]}'


class Answer(NamedTuple):
    """A status and an encoded JSON body."""

    status: int
    body: bytes


TOO_MANY = Answer(429, b'{"message":"Too many requests","errors":[]}')


def answer(tenant: Tenant, method: str, target: str, body: bytes) -> Answer:
    """Carry one request of a client out, or refuse it for its rate."""
    if not tenant.rate_limit.admits():
        tenant.counts["429"] += 1
        return TOO_MANY
    tenant.counts[method] += 1
    path, _, query = target.partition("?")
    found = _answered(tenant, method, path, query, body)
    return Answer(404, NOT_FOUND) if found is None else Answer(200, found)


def control(tenant: Tenant, verb: str, body: bytes) -> Answer:
    """Do what the benchmark itself asks for: begin, keep or log."""
    match verb:
        case "begin":
            tenant.begin(json.loads(body))
        case "keep":
            tenant.keep()
        case "log":
            return Answer(200, tenant.log())
        case _:
            return Answer(404, NOT_FOUND)
    return Answer(200, b"{}")


def _answered(tenant: Tenant, method: str, path: str, query: str, body: bytes) -> bytes | None:
    if path == "/cc/v1/stats/rt/queues" and method == "GET":
        return tenant.queues()
    collection = tenant.collections.get(path)
    if collection is not None and method == "GET":
        return collection.page(*_page(query))
    if collection is not None and method == "POST":
        return collection.create(json.loads(body))
    parent, _, id = path.rpartition("/")
    collection = tenant.collections.get(parent)
    if collection is not None and method == "GET":
        return collection.read(id)
    if collection is not None and method == "PUT":
        return collection.replace(id, json.loads(body))
    return None


def _page(query: str) -> tuple[int, int]:
    asked = parse_qs(query)
    return int(asked.get("page", ["0"])[0]), min(int(asked.get("size", ["20"])[0]), LARGEST_PAGE)
