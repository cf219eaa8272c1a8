"""Small ways to say what is declared, bound and live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provisioner.diagnostics import Position
from provisioner.model.address import Address
from provisioner.model.configuration import Definition
from provisioner.model.live import LiveResource
from provisioner.model.seal import Seal
from provisioner.model.state import Binding, Remembered, State
from provisioner.model.value import Secret
from provisioner.resources import RESOURCE_TYPES

LINEAGE = "lineage-1"
KEY = "eght_key"
SEAL = Seal(KEY, LINEAGE)
URI = "https://bots.example.com/8x8/events"
TYPES = {type.name: type for type in RESOURCE_TYPES}


def definition(
    address: str, attributes: Mapping[str, str | Secret] | None = None, **members: Any
) -> Definition:
    """A definition whose display name is its key unless told otherwise."""
    parsed = Address.parse(address)
    position = members.pop("position", Position("shared/all.yaml", 1, 1))
    return Definition(parsed, {"name": parsed.key, **(attributes or {})}, position, **members)


def webhook(key: str = "bot", **attributes: str | Secret) -> Definition:
    """A declared webhook with a URI."""
    return definition(f"webhook.{key}", {"uri": URI, **attributes})


def channel(key: str = "web", **attributes: str | Secret) -> Definition:
    """A declared channel on webhook `bot` and queue `sales`."""
    return definition(f"channel.{key}", {"webhook": "bot", "queue": "sales", **attributes})


def live(type: str, id: str | None, name: str | None, /, **body: Any) -> LiveResource:
    """One listed resource of a body as the tenant would answer it."""
    whole = {"id": id, "name": name, **body}
    return LiveResource(type, id, name, whole, TYPES[type].accepts(whole))


def live_webhook(id: str = "w1", name: str = "bot", uri: str = URI, **body: Any) -> LiveResource:
    """A live webhook as the vendor answers it."""
    return live("webhook", id, name, uri=uri, version="Chat Gateway v1.0", **body)


def live_channel(
    id: str = "c1", name: str = "web", webhook: str = "w1", queue: str = "101", **body: Any
) -> LiveResource:
    """A live channel as the vendor answers it."""
    routing = {"type": "queue", "id": queue}
    whole = {"webHookId": webhook, "routingOptions": routing, "type": "ChatAPI", **body}
    return live("channel", id, name, **whole)


def binding(id: str, applied: Mapping[str, Remembered] | None = None, **members: Any) -> Binding:
    """A binding and what was last applied."""
    return Binding(id, applied or {}, **members)


def state(bindings: Mapping[str, Binding] | None = None, **members: Any) -> State:
    """The state of one tenant, bindings by address."""
    parsed = {Address.parse(address): one for address, one in (bindings or {}).items()}
    return State(LINEAGE, "acme", "https://api.8x8.com", bindings=parsed, **members)


BOUND_WEBHOOK = binding("w1", {"name": "bot", "uri": URI})
BOUND_CHANNEL = binding("c1", {"name": "web", "webhook": "w1", "queue": "101"})
