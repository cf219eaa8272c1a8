"""Every request a simulator was sent: the oracle of tests."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from provisioner.simulator.exchange import Answer, Exchange

_KEPT = 100_000
_WRITES = ("POST", "PUT", "PATCH", "DELETE")
RESOURCES = "/chat-gateway/v1/"


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request; header names are in lower case, `status` is 0 when none was sent.

    `committed` says whether it changed what the tenant holds, whatever was answered.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes
    tenant: str | None
    status: int
    committed: bool = False

    @property
    def json(self) -> Any:
        """The body read as JSON, None when it is empty."""
        return json.loads(self.body) if self.body else None

    @property
    def is_write(self) -> bool:
        """Whether it asks to change a resource; the token POST does not."""
        return self.method in _WRITES and self.path.startswith(RESOURCES)


class RequestLog:
    """The last hundred thousand requests in the order they were answered."""

    def __init__(self) -> None:
        self._requests: deque[LoggedRequest] = deque(maxlen=_KEPT)

    def add(self, exchange: Exchange, answer: Answer) -> None:
        """Log one exchange before its answer leaves, so that whoever got the answer finds it here."""
        request, tenant = exchange.request, exchange.tenant
        self._requests.append(
            LoggedRequest(
                request.method,
                request.path,
                request.query,
                request.headers,
                request.body,
                tenant.id if tenant else None,
                answer.status,
                exchange.committed,
            )
        )

    def clear(self) -> None:
        self._requests.clear()

    @property
    def requests(self) -> list[LoggedRequest]:
        """A copy, oldest first."""
        return list(self._requests)
