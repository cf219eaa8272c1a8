"""A channel: what a visitor's conversation comes in by; it names a webhook and the queue it routes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from provisioner.model.address import KEY_PATTERN
from provisioner.model.attribute import MaybeUnreadable, Protected, ReferenceTo, Required
from provisioner.model.resource import Resource
from provisioner.model.resource_type import Body, ResourceType, text

CHAT_API = "ChatAPI"


class Channel(Resource):
    """A Chat API channel: conversations started on it reach `webhook` and are routed to `queue`."""

    name: Annotated[str | None, Required(), Field(min_length=1, max_length=255)] = None
    """The display name, 1 to 255 characters. Changing it is an update, never a replacement."""

    description: Annotated[str | None, MaybeUnreadable()] = None
    """A text for people. Not every tenant returns it."""

    webhook: Annotated[
        str | None, Required(), ReferenceTo("webhook"), Protected(), Field(pattern=KEY_PATTERN)
    ] = None
    """The key of the webhook that receives this channel's events."""

    queue: Annotated[
        str | None, Required(), ReferenceTo("queue"), Protected(), Field(pattern=KEY_PATTERN)
    ] = None
    """The key of the queue, bound to an id or a name under `queues:` of each environment."""


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
        "queue": text(routing.get("id")) if isinstance(routing, Mapping) else None,
    }


CHANNEL = ResourceType(
    name="channel",
    plural="channels",
    path="/chat-gateway/v1/channels",
    model=Channel,
    encode=encode,
    decode=decode,
    accepts=lambda body: body.get("type", CHAT_API) in (CHAT_API, None),
    documented=frozenset({"name", "type", "webHookId", "routingOptions"}),
    on_create={},
)
