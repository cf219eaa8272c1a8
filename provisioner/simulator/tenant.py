"""One simulated tenant: who may call it, its queues, and what it holds."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from provisioner.simulator.database import Database, Place
from provisioner.simulator.switches import Switches

EMBEDDED_KEY = "eght_embedded"
CHAT_GATEWAY = "Chat Gateway"
ANALYTICS = "Analytics for Contact Center"
SCHEDULE = "Contact Center Schedule"
PRODUCTS = frozenset({CHAT_GATEWAY, ANALYTICS, SCHEDULE})


@dataclass(frozen=True, slots=True)
class Key:
    """An API key and the products it was made for. Source: Admin Console > API Keys > Create App."""

    value: str
    products: frozenset[str] = PRODUCTS


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue; `media` is chat, phone, email or vmail."""

    id: int
    name: str
    media: str = "chat"


Queues = Mapping[int, str] | Iterable[Queue]


@dataclass(frozen=True, slots=True)
class TenantSetup:
    """What a tenant starts with; `client` is the id and the secret of its OAuth client."""

    id: str
    key: Key
    queues: tuple[Queue, ...] = ()
    switches: Switches = field(default_factory=Switches)
    client: tuple[str, str] | None = None


class Tenant:
    """A tenant while the simulator runs; what is put and removed here happens behind the tool's back."""

    def __init__(self, setup: TenantSetup, database: Database) -> None:
        self._database = database
        self.set_up(setup)

    def set_up(self, setup: TenantSetup) -> None:
        """Take over key, queues, switches and client; the resources stay."""
        self.id = setup.id
        self.key = setup.key
        self.queues = {str(queue.id): queue for queue in setup.queues}
        self.switches = setup.switches
        self.client = setup.client

    def put(self, collection: str, body: Any) -> str:
        """Keep a body as it is, damaged or not, and return the id it is kept under; an absent id is made."""
        if isinstance(body, Mapping):
            body = dict(body) if "id" in body else {"id": make_id(), **body}
        given = body["id"] if isinstance(body, dict) else None
        id = make_id() if given is None else str(given)
        self._database.save(self.place(collection), id, body)
        return id

    def remove(self, collection: str, id: str) -> None:
        """Remove a resource, if it is there."""
        self._database.remove(self.place(collection), id)

    def list(self, collection: str) -> list[dict[str, Any]]:
        """Every body of a collection as it is kept, in id order."""
        return [json.loads(row.body) for row in self._database.all(self.place(collection))]

    def get(self, collection: str, id: str) -> dict[str, Any] | None:
        """One body as it is kept."""
        body: dict[str, Any] | None = json.loads(self._database.get(self.place(collection), id) or "null")
        return body

    def place(self, collection: str) -> Place:
        """Where a collection of this tenant is kept."""
        return Place(self.id, collection)


def make_id() -> str:
    """Make an id of the real shape: 22 characters of base64url, which may begin with `-` or `_`."""
    return secrets.token_urlsafe(16)


def as_queues(queues: Queues) -> tuple[Queue, ...]:
    """Take `{101: "Sales"}` as chat queues, and queues as they are."""
    if isinstance(queues, Mapping):
        return tuple(Queue(int(id), name) for id, name in queues.items())
    return tuple(queues)
