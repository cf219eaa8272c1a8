"""What the gateway accepts as a webhook and as a channel."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from provisioner.simulator.problem import Finding, Refusal
from provisioner.simulator.tenant import Tenant

CHAT_API = "ChatAPI"
VERSION = "Chat Gateway v1.0"
Body = dict[str, Any]


@dataclass(slots=True)
class Draft:
    """A request body on its way to being stored; `live` is what a PUT replaces, empty for a create.

    `has_webhook` says whether a webhook of that id exists.
    """

    tenant: Tenant
    body: Body
    live: Mapping[str, Any]
    has_webhook: Callable[[str], bool]
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, name: str, message: str, code: str = "invalid_parameter") -> None:
        """Note one wrong attribute; all are told together."""
        self.findings.append(Finding(name, self.body.get(name), message, code))


@dataclass(frozen=True, slots=True)
class Rules:
    """How one collection checks a draft and forms what is stored of it."""

    known: frozenset[str]
    check: Callable[[Draft], None]
    form: Callable[[Draft], Body]


def read_body(data: bytes) -> Body:
    """Read a request body; raises Refusal unless it is one JSON object."""
    try:
        body = json.loads(data, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Refusal(400, "The request body is not valid JSON.", "invalid_json_object") from None
    if not isinstance(body, dict):
        raise Refusal(400, "The request body must be a JSON object.", "invalid_json_object")
    return body


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def accept(draft: Draft, rules: Rules) -> Body:
    """What is stored of a draft, without its id; raises Refusal with everything that is wrong."""
    unknown = [name for name in draft.body if name not in rules.known]
    if draft.tenant.switches.unknown_attributes == "refused":
        for name in unknown:
            draft.refuse(name, f'Unrecognized field "{name}"', "invalid_json_object")
    rules.check(draft)
    if draft.findings:
        first = draft.findings[0]
        raise Refusal(400, first.message, first.code, tuple(draft.findings))
    stored = rules.form(draft)
    if draft.tenant.switches.unknown_attributes == "kept":
        stored |= {name: draft.body[name] for name in unknown if name not in ("id", "_links")}
    if draft.tenant.switches.put == "keeps":
        kept = {name: value for name, value in draft.live.items() if name != "id"}
        stored = {**kept, **stored}
    return stored


def _check_webhook(draft: Draft) -> None:
    _check_name(draft, 256)
    uri = draft.body.get("uri")
    if not isinstance(uri, str) or not _is_absolute(uri):
        draft.refuse("uri", "uri must be an absolute URI")
    elif draft.tenant.switches.verify == "refuses" and not draft.live and _is_unreachable(uri):
        draft.refuse("uri", f"The webhook {uri} could not be verified.")
    _check_version(draft)


def _check_version(draft: Draft) -> None:
    """Source: WebHookV2CreateRequest, which requires `notificationVersion` and defines `version`."""
    if draft.tenant.switches.version == "notificationVersion" and "notificationVersion" not in draft.body:
        draft.refuse("notificationVersion", "notificationVersion must not be empty")
        return
    allowed = (VERSION, draft.live.get("version", VERSION))
    given = [name for name in ("version", "notificationVersion") if name in draft.body]
    for name in given or ["notificationVersion"]:
        if draft.body.get(name) not in allowed:
            draft.refuse(name, f"{name} must be one of {VERSION}")


def _form_webhook(draft: Draft) -> Body:
    uri = draft.body["uri"]
    normalised = draft.tenant.switches.uri == "normalised"
    return {
        "name": draft.body["name"],
        "uri": _normalise(uri) if normalised else uri,
        "version": draft.body.get("version", draft.body.get("notificationVersion")),
    }


def _check_channel(draft: Draft) -> None:
    _check_name(draft, 255)
    if draft.body.get("type", CHAT_API) != CHAT_API or draft.live.get("type", CHAT_API) not in (
        CHAT_API,
        None,
    ):
        draft.refuse("type", "Only ChatAPI channels can be written.")
    if not isinstance(draft.body.get("description", ""), str | None):
        draft.refuse("description", "description must be a text")
    webhook = draft.body.get("webHookId")
    if not isinstance(webhook, str) or not draft.has_webhook(webhook):
        draft.refuse("webHookId", f"Webhook ID {webhook} is invalid.")
    _check_routing(draft)


def _check_routing(draft: Draft) -> None:
    """Source: ChannelRoutingOptions, where the id is a string, and the `invalid_queue` of its errors."""
    routing = draft.body.get("routingOptions")
    if not isinstance(routing, dict) or not isinstance(routing.get("id"), str):
        draft.refuse("routingOptions", "routingOptions must hold a type and an id, both texts")
    elif routing.get("type", "queue") != "queue":
        draft.refuse("routingOptions", "routingOptions.type must be queue")
    elif draft.tenant.switches.queue_check:
        queue = draft.tenant.queues.get(routing["id"])
        if queue is None or queue.media != "chat":
            draft.refuse("routingOptions", f"Queue ID {routing['id']} is invalid.", "invalid_queue")


def _form_channel(draft: Draft) -> Body:
    routing = draft.body["routingOptions"]
    body = {
        "name": draft.body["name"],
        "type": CHAT_API,
        "webHookId": draft.body["webHookId"],
        "routingOptions": {"type": "queue", "id": routing["id"]},
    }
    return body | ({"description": draft.body["description"]} if "description" in draft.body else {})


def _check_name(draft: Draft, longest: int) -> None:
    name = draft.body.get("name")
    if not isinstance(name, str) or not name:
        draft.refuse("name", "name must not be empty")
    elif len(name) > longest:
        draft.refuse("name", f"name must be at most {longest} characters long")


def _is_absolute(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        return bool(parts.scheme and parts.hostname) and not any(character.isspace() for character in uri)
    except ValueError:
        return False


def _is_unreachable(uri: str) -> bool:
    """RFC 2606 keeps `.invalid` for hosts that never answer, so no call is needed to know."""
    return (urlsplit(uri).hostname or "").endswith(".invalid")


def _normalise(uri: str) -> str:
    parts = urlsplit(uri)
    return urlunsplit(parts._replace(netloc=parts.netloc.lower(), path=parts.path.rstrip("/")))


WEBHOOK_RULES = Rules(
    frozenset({"name", "uri", "version", "notificationVersion"}), _check_webhook, _form_webhook
)
CHANNEL_RULES = Rules(
    frozenset({"name", "description", "type", "webHookId", "routingOptions"}), _check_channel, _form_channel
)
