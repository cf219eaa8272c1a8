"""The simulator's own paths under `/_simulator`: look at it and change it while it runs.

| path | methods |
|---|---|
| `/requests` | GET the log, DELETE it |
| `/faults` | GET, POST one more, DELETE them all |
| `/tenants` | GET |
| `/tenants/{tenant}` | GET, PUT a setup: the resources stay |
| `/tenants/{tenant}/switches` | GET, PUT: those named change, the others stay |
| `/tenants/{tenant}/{webhooks or channels}` | GET, POST a body behind the tool's back |
| `/tenants/{tenant}/{webhooks or channels}/{id}` | GET, PUT, DELETE, the same |
| `/tokens` | DELETE: every OAuth token expires |
| `/reset` | POST: no resources, faults, tokens or requests are left; the tenants stay |
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import unquote

from provisioner.simulator.collection import RESOURCE_TYPES
from provisioner.simulator.exchange import Answer, Request, json_answer
from provisioner.simulator.fault_form import read_fault, write_fault
from provisioner.simulator.problem import Refusal, answer_to
from provisioner.simulator.request_log import LoggedRequest
from provisioner.simulator.setup_form import read_setup
from provisioner.simulator.simulation import Simulation
from provisioner.simulator.switches import read_switches
from provisioner.simulator.tenant import Tenant

ROOT = "/_simulator"
_SECRET_HEADERS = ("x-api-key", "authorization")
Control = Callable[[Simulation, Mapping[str, str], Any], Any]


def control(simulation: Simulation, request: Request) -> Answer:
    """Answer a request to a control; a mistake is answered 400, 404 or 405 as a problem."""
    try:
        call, parts = _find(request)
        made = call(simulation, parts, _sent(request.body))
    except Refusal as refusal:
        return answer_to(refusal)
    except ValueError as error:
        return answer_to(Refusal(400, str(error)))
    return Answer(204) if made is None else json_answer(200, made, "application/json")


def _find(request: Request) -> tuple[Control, dict[str, str]]:
    for pattern, methods in _CONTROLS:
        match = pattern.fullmatch(request.path.removeprefix(ROOT))
        if match is None:
            continue
        if request.method not in methods:
            raise Refusal(
                405, f"{request.path} takes {', '.join(methods)}", headers={"Allow": ", ".join(methods)}
            )
        return methods[request.method], {name: unquote(value) for name, value in match.groupdict().items()}
    raise Refusal(404, f"No control {request.path}: there are {', '.join(_paths())}")


def _sent(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except (ValueError, RecursionError):
        raise ValueError("the request body is not valid JSON") from None


def _paths() -> list[str]:
    return [re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", ROOT + pattern.pattern) for pattern, _ in _CONTROLS]


def _overview(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    return {"controls": _paths(), "tenants": [tenant.id for tenant in simulation.tenants]}


def _requests(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    return {"requests": [_logged(request) for request in simulation.log.requests]}


def _logged(request: LoggedRequest) -> dict[str, Any]:
    headers = {
        name: "(hidden)" if name in _SECRET_HEADERS else value for name, value in request.headers.items()
    }
    return {**asdict(request), "headers": headers, "body": request.body.decode("utf-8", "replace")}


def _forget_requests(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    simulation.log.clear()


def _faults(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    return {"faults": [{**write_fault(fault), "seen": seen} for fault, seen in simulation.faults.faults]}


def _inject(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    fault = read_fault(sent)
    simulation.faults.inject(fault)
    return write_fault(fault)


def _clear_faults(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    simulation.faults.clear()


def _tenants(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    return {"tenants": [_described(tenant) for tenant in simulation.tenants]}


def _described(tenant: Tenant) -> dict[str, Any]:
    return {
        "id": tenant.id,
        "products": sorted(tenant.key.products),
        "queues": [asdict(queue) for queue in tenant.queues.values()],
        "switches": asdict(tenant.switches),
        **{plural: len(tenant.list(plural)) for plural in RESOURCE_TYPES},
    }


def _get_tenant(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    return _described(_tenant(simulation, parts))


def _set_up(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    return _described(simulation.add(read_setup(parts["tenant"], sent)))


def _switches(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    return asdict(_tenant(simulation, parts).switches)


def _set_switches(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    tenant = _tenant(simulation, parts)
    tenant.switches = replace(tenant.switches, **read_switches(sent))
    return asdict(tenant.switches)


def _list(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    return {parts["plural"]: _tenant(simulation, parts).list(parts["plural"])}


def _get(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    body = _tenant(simulation, parts).get(parts["plural"], parts["id"])
    if body is None:
        raise Refusal(404, f"There is no {parts['id']} among the {parts['plural']}.")
    return body


def _put(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    given = {"id": parts["id"], **sent} if "id" in parts and isinstance(sent, dict) else sent
    return {"id": _tenant(simulation, parts).put(parts["plural"], given)}


def _remove(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    _tenant(simulation, parts).remove(parts["plural"], parts["id"])


def _expire_tokens(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    simulation.tokens.expire()


def _reset(simulation: Simulation, parts: Mapping[str, str], sent: Any) -> Any:
    simulation.reset()


def _tenant(simulation: Simulation, parts: Mapping[str, str]) -> Tenant:
    tenant = simulation.tenant(parts["tenant"])
    if tenant is None:
        known = ", ".join(one.id for one in simulation.tenants) or "none"
        raise Refusal(404, f"There is no tenant {parts['tenant']}: there are {known}.")
    return tenant


_PLURAL = f"/tenants/(?P<tenant>[^/]+)/(?P<plural>{'|'.join(RESOURCE_TYPES)})"
_CONTROLS: tuple[tuple[re.Pattern[str], Mapping[str, Control]], ...] = (
    (re.compile(""), {"GET": _overview}),
    (re.compile("/requests"), {"GET": _requests, "DELETE": _forget_requests}),
    (re.compile("/faults"), {"GET": _faults, "POST": _inject, "DELETE": _clear_faults}),
    (re.compile("/tenants"), {"GET": _tenants}),
    (re.compile("/tenants/(?P<tenant>[^/]+)"), {"GET": _get_tenant, "PUT": _set_up}),
    (re.compile("/tenants/(?P<tenant>[^/]+)/switches"), {"GET": _switches, "PUT": _set_switches}),
    (re.compile(_PLURAL), {"GET": _list, "POST": _put}),
    (re.compile(f"{_PLURAL}/(?P<id>[^/]+)"), {"GET": _get, "PUT": _put, "DELETE": _remove}),
    (re.compile("/tokens"), {"DELETE": _expire_tokens}),
    (re.compile("/reset"), {"POST": _reset}),
)
