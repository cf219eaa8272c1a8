"""The queues of a tenant, by the route of the API key and by the OAuth route."""

from __future__ import annotations

import base64
import binascii
import math
import re
from typing import Any
from urllib.parse import parse_qsl

from provisioner.simulator.access import denied
from provisioner.simulator.exchange import Answer, Request, json_answer
from provisioner.simulator.problem import Refusal
from provisioner.simulator.tenant import Queue, Tenant
from provisioner.simulator.tokens import Tokens

JSON = "application/json"
_LARGEST_PAGE = 1000
_DEFAULT_PAGE = 100


def queues_by_key(tenant: Tenant) -> Answer:
    """Source: the vendor's own public client; ids are numbers here."""
    listed = [
        {"queue-id": queue.id, "queue-name": queue.name, "media-type": queue.media}
        for queue in tenant.queues.values()
    ]
    return json_answer(200, {"queue": listed}, JSON)


def issue_token(request: Request, tenants: list[Tenant], tokens: Tokens) -> Answer:
    """Source: the vendor's OAuth guide; `expires_in` is a string. Raises Refusal 400 or 401."""
    form = dict(parse_qsl(request.body.decode("utf-8", "replace")))
    if form.get("grant_type") != "client_credentials":
        raise Refusal(400, f"Unsupported grant type : {form.get('grant_type', '')}", "invalid_request")
    client = _basic(request.headers.get("authorization", ""))
    for tenant in tenants:
        if tenant.client == client:
            lifetime = tenant.switches.token_lifetime
            token = tokens.issue(client[0], lifetime)
            answer = {"access_token": token, "token_type": "BearerToken", "expires_in": str(lifetime)}
            return json_answer(200, answer, JSON)
    raise denied()


def _basic(authorization: str) -> tuple[str, str]:
    scheme, _, encoded = authorization.partition(" ")
    try:
        id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise denied() from None
    if scheme.lower() != "basic":
        raise denied()
    return id, secret


def queues_by_token(request: Request, tenant: Tenant) -> Answer:
    """Source: the real-time metrics guide, which answers an array; paging stands in headers."""
    parameters = dict(parse_qsl(request.query, keep_blank_values=True))
    size = _number(parameters, "size", _DEFAULT_PAGE)
    page = _number(parameters, "page", 0)
    summary = parameters.get("summary", "false").lower() == "true"
    queues = _asked_for(tenant, request.query, summary)
    pages = math.ceil(len(queues) / size) if size else 0
    if not 0 < size <= _LARGEST_PAGE:
        raise Refusal(400, f"size must be between 1 and {_LARGEST_PAGE}", "invalid_parameter")
    if page and page >= pages:
        raise Refusal(400, f"page {page} is out of range", "invalid_parameter")
    shown = [_shown(queue, summary) for queue in queues[page * size : (page + 1) * size]]
    return json_answer(200, shown, JSON).with_headers(_paging(page, size, len(queues)))


def _asked_for(tenant: Tenant, query: str, summary: bool) -> list[Queue]:
    """Source: cc-real-time-get-queues-metrics; `queue-ids` is ignored for a summary."""
    wanted = {value for name, value in parse_qsl(query) if name == "queue-ids"}
    every = list(tenant.queues.values())
    return every if summary or not wanted else [queue for queue in every if str(queue.id) in wanted]


def _shown(queue: Queue, summary: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": str(queue.id), "name": queue.name}
    return shown if summary else {**shown, "metrics": []}


def _number(parameters: dict[str, str], name: str, default: int) -> int:
    text = parameters.get(name, str(default))
    if not re.fullmatch(r"\d{1,9}", text):
        raise Refusal(400, f"{name} must be a whole number", "invalid_parameter")
    return int(text)


def _paging(page: int, size: int, total: int) -> dict[str, str]:
    return {
        "X-Page": str(page),
        "X-Page-Size": str(size),
        "X-Total-Pages": str(math.ceil(total / size)),
        "X-Total-Elements": str(total),
    }
