"""The paths of the vendor's services that are simulated, and who may call them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from provisioner.simulator import statistics
from provisioner.simulator.access import by_key, by_token
from provisioner.simulator.collection import RESOURCE_TYPES, Collection
from provisioner.simulator.exchange import Answer, Exchange
from provisioner.simulator.listing import list_page
from provisioner.simulator.problem import Refusal
from provisioner.simulator.simulation import Simulation
from provisioner.simulator.tenant import ANALYTICS, CHAT_GATEWAY, Tenant

Endpoint = Callable[[Simulation, Exchange, Mapping[str, str]], Answer]


def carry_out(simulation: Simulation, exchange: Exchange) -> Answer:
    """Find the endpoint of a request and call it; raises Refusal 404 or 405 when there is none."""
    request = exchange.request
    for pattern, methods in _ROUTES:
        match = pattern.fullmatch(request.path)
        if match is None:
            continue
        if request.method not in methods:
            allow = ", ".join(methods)
            message = f"Method {request.method} is not supported."
            raise Refusal(405, message, headers={"Allow": allow}, standard=True)
        # Only now: an encoded slash belongs to the id, not to the path.
        parts = {name: unquote(value) for name, value in match.groupdict().items()}
        return methods[request.method](simulation, exchange, parts)
    raise Refusal(404, f"Nothing is served at {request.path}.", standard=True)


def _by_key(simulation: Simulation, exchange: Exchange, product: str) -> Tenant:
    return _admit(simulation, exchange, by_key(exchange.request, simulation.tenants, product))


def _by_token(simulation: Simulation, exchange: Exchange) -> Tenant:
    return _admit(simulation, exchange, by_token(exchange.request, simulation.tenants, simulation.tokens))


def _admit(simulation: Simulation, exchange: Exchange, tenant: Tenant) -> Tenant:
    """Wait for the tenant's latency and count the call; raises Refusal 429 when there are too many."""
    exchange.tenant = tenant
    if tenant.switches.latency:
        simulation.stopped.wait(tenant.switches.latency)
    exchange.limits = simulation.rate.take(tenant.id, tenant.switches)
    return tenant


def _collection(simulation: Simulation, exchange: Exchange, parts: Mapping[str, str]) -> Collection:
    tenant = _by_key(simulation, exchange, CHAT_GATEWAY)
    return Collection(RESOURCE_TYPES[parts["plural"]], tenant, exchange, simulation.database, simulation.lag)


def _list(simulation: Simulation, exchange: Exchange, parts: Mapping[str, str]) -> Answer:
    return list_page(_collection(simulation, exchange, parts))


def _create(simulation: Simulation, exchange: Exchange, parts: Mapping[str, str]) -> Answer:
    return _collection(simulation, exchange, parts).create()


def _read(simulation: Simulation, exchange: Exchange, parts: Mapping[str, str]) -> Answer:
    return _collection(simulation, exchange, parts).read(parts["id"])


def _replace(simulation: Simulation, exchange: Exchange, parts: Mapping[str, str]) -> Answer:
    return _collection(simulation, exchange, parts).replace(parts["id"])


def _delete(simulation: Simulation, exchange: Exchange, parts: Mapping[str, str]) -> Answer:
    return _collection(simulation, exchange, parts).delete(parts["id"])


def _queues_by_key(simulation: Simulation, exchange: Exchange, parts: Mapping[str, str]) -> Answer:
    return statistics.queues_by_key(_by_key(simulation, exchange, ANALYTICS))


def _queues_by_token(simulation: Simulation, exchange: Exchange, parts: Mapping[str, str]) -> Answer:
    return statistics.queues_by_token(exchange.request, _by_token(simulation, exchange))


def _token(simulation: Simulation, exchange: Exchange, parts: Mapping[str, str]) -> Answer:
    return statistics.issue_token(exchange.request, simulation.tenants, simulation.tokens)


_PLURAL = f"/chat-gateway/v1/(?P<plural>{'|'.join(RESOURCE_TYPES)})"
_ROUTES: tuple[tuple[re.Pattern[str], Mapping[str, Endpoint]], ...] = (
    (re.compile(_PLURAL), {"GET": _list, "POST": _create}),
    (re.compile(f"{_PLURAL}/(?P<id>[^/]+)"), {"GET": _read, "PUT": _replace, "DELETE": _delete}),
    (re.compile("/cc/v1/stats/rt/queues"), {"GET": _queues_by_key}),
    (re.compile("/oauth/v2/token"), {"POST": _token}),
    (re.compile("(/eu|/au|/ca)?/analytics/cc/v5/realtime-metrics/queues"), {"GET": _queues_by_token}),
)
