"""A webhook: the HTTPS endpoint of a bot or app that receives the events of its channels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provisioner.model.attribute import NAME, Attribute
from provisioner.model.resource_type import Body, ResourceType, text

ATTRIBUTES = (
    NAME,
    Attribute(
        name="uri",
        description="Where events are sent: an absolute https URI. A secret in it comes from "
        "`${env.PROVISIONER_...}`.",
        required=True,
        shortest=1,
        sensitive=True,
        protected=True,
    ),
    Attribute(
        name="version",
        description="The notifications' version, `Chat Gateway v1.0` today. Sent on create, not managed when "
        "left out.",
        shortest=1,
    ),
)


def encode(attributes: Mapping[str, str]) -> dict[str, Any]:
    """Source: WebHookV2CreateRequest, requiring `notificationVersion` and defining `version`: send both."""
    body: dict[str, Any] = {name: attributes[name] for name in ("name", "uri") if name in attributes}
    if "version" in attributes:
        body["version"] = body["notificationVersion"] = attributes["version"]
    return body


def decode(body: Body) -> dict[str, str | None]:
    """Source: WebHookV2Result."""
    return {
        "name": text(body.get("name")),
        "uri": text(body.get("uri")),
        "version": text(body.get("version") or body.get("notificationVersion")),
    }


WEBHOOK = ResourceType(
    name="webhook",
    plural="webhooks",
    path="/chat-gateway/v1/webhooks",
    description="The endpoint of a bot or app; channels name it by its key.",
    attributes=ATTRIBUTES,
    encode=encode,
    decode=decode,
    accepts=lambda body: True,
    documented=frozenset({"name", "uri", "version", "notificationVersion"}),
    on_create={"version": "Chat Gateway v1.0"},
)
