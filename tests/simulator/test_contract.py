"""The simulator's answers against the vendor's OpenAPI document, named by the variable CHAT_GATEWAY_OAS."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from provisioner.simulator import Simulator, Switches, Tenant
from tests.simulator.conftest import CHANNELS, WEBHOOKS, Api, Reply, channel, webhook

DOCUMENT = os.environ.get("CHAT_GATEWAY_OAS")
pytestmark = pytest.mark.skipif(
    not DOCUMENT, reason="CHAT_GATEWAY_OAS does not name the vendor's OpenAPI document"
)

EXEMPT = {
    "list channels of a wrong tenant": "here alone a 404 is GeneralErrorResponse, whose errors are objects; "
    "ResourceNotFoundProblem, whose example is this very case, has texts",
    "create a channel for a wrong tenant": "here alone a 403 is GeneralErrorResponse; everywhere else it is "
    "ForbiddenViolationProblem, whose errors are texts",
    "list a channel of another type": "ChannelV2Result requires webHookId and routingOptions, which channels "
    "of other types lack",
    "list a webhook with a name of 256 characters": "WebHookV2CreateRequest allows 256 characters, "
    "WebHookV2Result 255",
}
"""Answers that break the document on purpose, each with the reason; one that does not break it fails too."""

UNDOCUMENTED = {
    "_links": "HAL gives resources a link, and a PUT that sends it back must be seen",
    "description": "it stands in the vendor's console and in no API document",
}
"""Members of a resource that the document does not name."""


@dataclass(frozen=True)
class Case:
    """One exchange and the operation whose answer it must be."""

    name: str
    operation: tuple[str, str]
    status: int
    send: Callable[[Api, Tenant, str], Reply]


ONE = "/{id}"
LIST_WEBHOOKS = ("get", WEBHOOKS)
LIST_CHANNELS = ("get", CHANNELS)
CREATE_WEBHOOK = ("post", WEBHOOKS)
CREATE_CHANNEL = ("post", CHANNELS)
NO_KEY = {"X-8x8-Tenant": "sandbox"}
WRONG_TENANT = {"x-api-key": "eght_test", "X-8x8-Tenant": "acme"}


def with_switches(
    switches: Switches, send: Callable[[Api, Tenant, str], Reply]
) -> Callable[[Api, Tenant, str], Reply]:
    def turned(api: Api, tenant: Tenant, bot: str) -> Reply:
        tenant.switches = switches
        return send(api, tenant, bot)

    return turned


def made_channel(api: Api, tenant: Tenant, bot: str) -> str:
    return f"{CHANNELS}/{tenant.put('channels', channel(bot, description='for people'))}"


def list_other_type(api: Api, tenant: Tenant, bot: str) -> Reply:
    tenant.put("channels", {"name": "SMS", "type": "SMS"})
    return api.get(CHANNELS)


def list_long_name(api: Api, tenant: Tenant, bot: str) -> Reply:
    assert api.post(WEBHOOKS, webhook("x" * 256)).status == 200
    return api.get(WEBHOOKS)


def list_one_channel(api: Api, tenant: Tenant, bot: str) -> Reply:
    made_channel(api, tenant, bot)
    return api.get(f"{CHANNELS}?size=1000&sort=id:asc")


CASES = [
    Case("list webhooks", LIST_WEBHOOKS, 200, lambda api, tenant, bot: api.get(WEBHOOKS)),
    Case("list no channels", LIST_CHANNELS, 200, lambda api, tenant, bot: api.get(CHANNELS)),
    Case("list channels", LIST_CHANNELS, 200, list_one_channel),
    Case("list a channel of another type", LIST_CHANNELS, 200, list_other_type),
    Case("list a webhook with a name of 256 characters", LIST_WEBHOOKS, 200, list_long_name),
    Case("list an empty page", LIST_WEBHOOKS, 400, lambda api, tenant, bot: api.get(f"{WEBHOOKS}?page=")),
    Case("list without a key", LIST_WEBHOOKS, 401, lambda api, tenant, bot: api.get(WEBHOOKS, **NO_KEY)),
    Case(
        "list for a wrong tenant",
        LIST_WEBHOOKS,
        403,
        lambda api, tenant, bot: api.get(WEBHOOKS, **WRONG_TENANT),
    ),
    Case(
        "list channels of a wrong tenant",
        LIST_CHANNELS,
        404,
        with_switches(Switches(wrong_tenant=404), lambda api, tenant, bot: api.get(CHANNELS, **WRONG_TENANT)),
    ),
    Case("create a webhook", CREATE_WEBHOOK, 200, lambda api, tenant, bot: api.post(WEBHOOKS, webhook())),
    Case("create a wrong webhook", CREATE_WEBHOOK, 400, lambda api, tenant, bot: api.post(WEBHOOKS, {})),
    Case("create from no JSON", CREATE_WEBHOOK, 400, lambda api, tenant, bot: api.post(WEBHOOKS, b"{")),
    Case(
        "create a webhook of a name that is taken",
        CREATE_WEBHOOK,
        409,
        with_switches(
            Switches(duplicate_names="refused-409"), lambda api, tenant, bot: api.post(WEBHOOKS, webhook())
        ),
    ),
    Case(
        "create too fast",
        CREATE_WEBHOOK,
        429,
        with_switches(
            Switches(rate_limit=1),
            lambda api, tenant, bot: [api.post(WEBHOOKS, webhook()) for _ in range(2)][1],
        ),
    ),
    Case("create a channel", CREATE_CHANNEL, 200, lambda api, tenant, bot: api.post(CHANNELS, channel(bot))),
    Case(
        "create a channel for an unknown queue",
        CREATE_CHANNEL,
        400,
        lambda api, tenant, bot: api.post(
            CHANNELS, channel(bot, routingOptions={"type": "queue", "id": "1"})
        ),
    ),
    Case(
        "create a channel for a wrong tenant",
        CREATE_CHANNEL,
        403,
        lambda api, tenant, bot: api.send("POST", CHANNELS, channel(bot), WRONG_TENANT),
    ),
    Case(
        "read a webhook", ("get", WEBHOOKS + ONE), 200, lambda api, tenant, bot: api.get(f"{WEBHOOKS}/{bot}")
    ),
    Case("read nothing", ("get", CHANNELS + ONE), 404, lambda api, tenant, bot: api.get(f"{CHANNELS}/x")),
    Case(
        "read a channel",
        ("get", CHANNELS + ONE),
        200,
        lambda api, tenant, bot: api.get(made_channel(api, tenant, bot)),
    ),
    Case(
        "replace a webhook",
        ("put", WEBHOOKS + ONE),
        200,
        lambda api, tenant, bot: api.put(f"{WEBHOOKS}/{bot}", webhook("Renamed")),
    ),
    Case(
        "replace a channel",
        ("put", CHANNELS + ONE),
        200,
        lambda api, tenant, bot: api.put(made_channel(api, tenant, bot), channel(bot, "Renamed")),
    ),
    Case(
        "replace with nothing",
        ("put", WEBHOOKS + ONE),
        400,
        lambda api, tenant, bot: api.put(f"{WEBHOOKS}/{bot}", {}),
    ),
    Case(
        "delete a webhook",
        ("delete", WEBHOOKS + ONE),
        204,
        lambda api, tenant, bot: api.delete(f"{WEBHOOKS}/{bot}"),
    ),
    Case(
        "delete nothing",
        ("delete", WEBHOOKS + ONE),
        404,
        lambda api, tenant, bot: api.delete(f"{WEBHOOKS}/x"),
    ),
]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(DOCUMENT or "").read_text("utf-8"))
    return loaded


def content_of(document: dict[str, Any], operation: tuple[str, str], status: int) -> dict[str, Any]:
    """The media types of one answer, each with its schema."""
    method, path = operation
    (found,) = [one for known, one in document["paths"].items() if alike(known, path)]
    responses = found[method]["responses"]
    response = responses.get(str(status), responses["default"])
    if "$ref" in response:
        response = document["components"]["responses"][response["$ref"].rpartition("/")[2]]
    content: dict[str, Any] = response.get("content", {})
    return content


def alike(known: str, path: str) -> bool:
    return (
        known.startswith(path.removesuffix("id}")) if path.endswith(ONE) and "{" in known else known == path
    )


def faults(document: dict[str, Any], schema: dict[str, Any], body: Any) -> list[str]:
    whole = {"components": document["components"], **schema}
    return [error.message for error in Draft202012Validator(whole).iter_errors(body)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_answer_is_as_the_document_says(
    case: Case, document: dict[str, Any], simulator: Simulator, api: Api, tenant: Tenant, bot: str
) -> None:
    reply = case.send(api, tenant, bot)
    assert reply.status == case.status
    content = content_of(document, case.operation, case.status)
    if not content:
        assert reply.body == b""
        return
    schema = content[reply.headers["content-type"]]["schema"]
    assert bool(faults(document, schema, reply.json)) == (case.name in EXEMPT)


@pytest.mark.parametrize("path", [WEBHOOKS, CHANNELS])
def test_a_resource_has_no_undocumented_member_but_the_named_ones(
    document: dict[str, Any], api: Api, tenant: Tenant, bot: str, path: str
) -> None:
    made = api.post(path, webhook() if path == WEBHOOKS else channel(bot, description="for people")).json
    plain = {name: value for name, value in made.items() if name not in UNDOCUMENTED}
    schema = content_of(document, ("post", path), 200)["application/hal+json"]["schema"]
    strict = {"allOf": [schema], "unevaluatedProperties": False}
    assert faults(document, strict, plain) == []
    assert faults(document, strict, made) != []


def test_every_exemption_names_a_case() -> None:
    assert set(EXEMPT) <= {case.name for case in CASES}
