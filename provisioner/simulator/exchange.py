"""One request, the answer to it, and what is known of the two while it is carried out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from provisioner.simulator.fault import Fault, Sending
from provisioner.simulator.tenant import Tenant

HAL = "application/hal+json"
PROBLEM = "application/problem+json"
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came; header names are in lower case, `path` is still percent-encoded."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back; `sending` is set when it does not travel whole."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    sending: Sending | None = None

    def with_headers(self, headers: Mapping[str, str]) -> Answer:
        """The same answer with headers added; those given win."""
        return replace(self, headers={**self.headers, **headers})


@dataclass(slots=True)
class Exchange:
    """A request on its way: the faults it meets and, once known, its tenant.

    `committed` says whether anything was changed, `limits` are the headers of the tenant's rate limit.
    """

    request: Request
    faults: tuple[Fault, ...] = ()
    tenant: Tenant | None = None
    committed: bool = False
    limits: Mapping[str, str] = field(default_factory=dict)

    def actions(self, action: type[A], when: Literal["before", "after", "*"] = "*") -> Iterator[A]:
        """The actions of one class among the faults met, in order of injection."""
        for fault in self.faults:
            if isinstance(fault.action, action) and when in ("*", fault.when):
                yield fault.action


def json_answer(status: int, data: Any, content_type: str = HAL) -> Answer:
    """Write `data` as compact UTF-8 JSON; half a character, which UTF-8 cannot hold, makes it ASCII."""
    try:
        body = json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        body = json.dumps(data, separators=(",", ":")).encode()
    return Answer(status, body, {"Content-Type": content_type})
