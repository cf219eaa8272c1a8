"""A channel: what a visitor's conversation comes in by; it names a webhook and the queue it routes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provisioner.model.attribute import NAME, Attribute
from provisioner.model.resource_type import Body, ResourceType, text

CHAT_API = "ChatAPI"
ATTRIBUTES = (
    NAME,
    Attribute(
        name="description",
        description="A text for people. Not every tenant returns it.",
        maybe_unreadable=True,
    ),
    Attribute(
        name="webhook",
        description="The key of the webhook that receives this channel's events.",
        required=True,
        reference="webhook",
        protected=True,
    ),
    Attribute(
        name="queue",
        description="The key of the queue, bound to an id or a name under `queues:` of each environment.",
        required=True,
        reference="queue",
        protected=True,
    ),
)


def encode(attributes: Mapping[str, str]) -> dict[str, Any]:
    """Source: ChannelV2CreateRequest; `description` stands in the vendor's console and in no API document."""
    body: dict[str, Any] = {name: attributes[name] for name in ("name", "description") if name in attributes}
    if "webhook" in attributes:
        body["webHookId"] = attributes["webhook"]
    if "queue" in attributes:
        body["routingOptions"] = {"type": "queue", "id": attributes["queue"]}
    return {**body, "type": CHAT_API}


def decode(body: Body) -> dict[str, str | None]:
    """Source: ChannelV2Result, whose required members some listed channels lack all the same."""
    routing = body.get("routingOptions")
    return {
        "name": text(body.get("name")),
        "description": text(body.get("description")),
        "webhook": text(body.get("webHookId")),
        "queue": text(routing.get("id")) if isinstance(routing, dict) else None,
    }


CHANNEL = ResourceType(
    name="channel",
    plural="channels",
    path="/chat-gateway/v1/channels",
    description="A Chat API channel: conversations started on it reach `webhook` and are routed to `queue`.",
    attributes=ATTRIBUTES,
    encode=encode,
    decode=decode,
    accepts=lambda body: body.get("type", CHAT_API) in (CHAT_API, None),
    documented=frozenset({"name", "type", "webHookId", "routingOptions"}),
    on_create={},
)
