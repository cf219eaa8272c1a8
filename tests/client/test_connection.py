"""A whole connection against the simulated tenant."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from provisioner.apply.writer import Writer
from provisioner.client.chat_gateway import ChatGateway
from provisioner.client.connection import Connection
from provisioner.diagnostics import Diagnostic
from provisioner.errors import CredentialError, TenantError
from provisioner.model.environment import Tenant
from provisioner.model.outcome import Done, Refused, Unknown
from provisioner.resources import RESOURCE_TYPES
from provisioner.resources.channel import CHANNEL
from provisioner.resources.webhook import WEBHOOK
from provisioner.simulator.fault import (
    Action,
    Drop,
    Fault,
    LoseEmbedded,
    Redirect,
    Reset,
    SamePage,
    Shift,
    Status,
    Totals,
    Truncate,
)
from provisioner.simulator.simulator import Simulator
from provisioner.simulator.switches import Switches
from provisioner.simulator.tenant import CHAT_GATEWAY, Key
from provisioner.simulator.tenant import Tenant as SimulatedTenant
from tests.client.conftest import KEY, Clock, Dial

WEBHOOKS = "/chat-gateway/v1/webhooks"
CLIENT = ("client-id", "client-secret")
VERSION = "Chat Gateway v1.0"


def body(name: str) -> dict[str, str]:
    uri = "https://bots.example.com/8x8"
    return {"name": name, "uri": uri, "version": VERSION, "notificationVersion": VERSION}


@pytest.fixture
def simulator(clock: Clock) -> Iterator[Simulator]:
    with Simulator(clock=clock.now) as started:
        yield started


@pytest.fixture
def tenant(simulator: Simulator) -> SimulatedTenant:
    """One with 45 webhooks that grants pages of 10."""
    made = simulator.add_tenant("acme", KEY, queues={101: "Sales"}, switches=Switches(page_size=10))
    for number in range(45):
        made.put("webhooks", body(f"Bot {number}"))
    return made


@pytest.fixture
def connection(simulator: Simulator, tenant: SimulatedTenant, dial: Dial) -> Connection:
    return dial(simulator.url)


def test_the_life_of_a_webhook_and_its_channel(connection: Connection) -> None:
    writer = connection.writer
    webhook = writer.create(WEBHOOK, body("Sales bot"))
    assert isinstance(webhook, Done)
    wanted = {"name": "Sales web", "type": "ChatAPI", "webHookId": webhook.body["id"]}
    channel = writer.create(CHANNEL, {**wanted, "routingOptions": {"type": "queue", "id": "101"}})
    assert isinstance(channel, Done)
    id = channel.body["id"]
    renamed = {**channel.body, "name": "Sales chat"}
    assert isinstance(
        writer.replace(CHANNEL, id, {k: v for k, v in renamed.items() if k[0] not in "i_"}), Done
    )
    live = writer.read(CHANNEL, id)
    assert live is not None
    assert CHANNEL.decode(live.body)["name"] == "Sales chat"
    assert isinstance(writer.delete(WEBHOOK, webhook.body["id"]), Refused)
    assert isinstance(writer.delete(CHANNEL, id), Done)
    assert isinstance(writer.delete(CHANNEL, id), Done)
    assert writer.read(CHANNEL, id) is None


def test_a_snapshot_brings_everything_in_one_pass(connection: Connection, simulator: Simulator) -> None:
    found = connection.snapshot(RESOURCE_TYPES, read_queues=True)
    ids = [one.id for one in found.of("webhook")]
    assert len(ids) == 45
    assert ids == sorted(ids, key=str)
    assert found.queues is not None
    assert [queue.id for queue in found.queues] == ["101"]
    assert found.requests == len(simulator.requests) == 5 + 1 + 1
    assert simulator.writes == []


@pytest.mark.parametrize(
    "action",
    [
        Shift(remove=1),
        Shift(add=1),
        Totals({"totalElements": 163}),
        Totals({"totalElements": -1}),
        Totals({"totalElements": 10**12, "totalPages": 10**9}),
        Totals(lost=("totalElements",)),
        LoseEmbedded(),
        SamePage(),
        Truncate(),
        Drop(),
        Reset(),
        Status(500, body="<html>"),
    ],
    ids=lambda action: type(action).__name__,
)
@pytest.mark.parametrize("nth", [1, 3])
def test_fault_24_one_lie_costs_another_pass_and_the_listing_is_complete(
    connection: Connection, simulator: Simulator, tenant: SimulatedTenant, action: Action, nth: int
) -> None:
    simulator.inject(Fault(action, "GET", WEBHOOKS, nth=nth))
    found = [one.id for one in connection.writer.list(WEBHOOK)]
    assert found == sorted(str(one["id"]) for one in tenant.list("webhooks"))


@pytest.mark.parametrize(
    "action",
    [
        Totals({"totalElements": 163}),
        Totals({"totalElements": -1}),
        Totals({"totalElements": 10**12, "totalPages": 10**9}),
        Totals(lost=("totalElements",)),
        Totals(lost=("totalElements", "totalPages", "size", "number")),
        LoseEmbedded(),
        SamePage(),
        Redirect("https://elsewhere.example.com"),
        Status(200, body="<html>"),
        Status(200, body=[]),
        Status(404),
    ],
)
def test_fault_24_a_lie_for_ever_is_an_error_and_no_endless_loop(
    connection: Connection, simulator: Simulator, action: Action
) -> None:
    simulator.inject(Fault(action, "GET", WEBHOOKS, times=None))
    with pytest.raises(TenantError) as caught:
        connection.snapshot(RESOURCE_TYPES, read_queues=False)
    assert caught.value.exit_code == 69
    assert len(simulator.requests) < 100
    assert simulator.writes == []


def test_fault_24_totals_that_lie_about_pages_alone_do_not_matter(
    connection: Connection, simulator: Simulator
) -> None:
    simulator.inject(Fault(Totals({"totalPages": 10**9, "size": 3}), "GET", WEBHOOKS, times=None))
    assert len(connection.writer.list(WEBHOOK)) == 45


@pytest.mark.parametrize("action", [Drop(), Reset(), Status(500), Status(504), Truncate()])
def test_fault_27_a_create_committed_and_lost_is_sent_once_and_unknown(
    connection: Connection, simulator: Simulator, action: Action
) -> None:
    simulator.inject(Fault(action, "POST", WEBHOOKS, when="after"))
    assert isinstance(connection.writer.create(WEBHOOK, body("Lost bot")), Unknown)
    assert len(simulator.writes) == 1
    assert [one.name for one in connection.writer.list(WEBHOOK)].count("Lost bot") == 1


def test_fault_16_a_burst_of_creates_is_slowed_to_the_limit(
    simulator: Simulator, dial: Dial, clock: Clock, told: list[Diagnostic]
) -> None:
    tenant = simulator.add_tenant("acme", KEY, switches=Switches(rate_limit=20, burst=20))
    writer = dial(simulator.url).writer
    with ThreadPoolExecutor(8) as workers:
        outcomes = list(workers.map(lambda number: writer.create(WEBHOOK, body(f"Bot {number}")), range(100)))
    assert all(isinstance(outcome, Done) for outcome in outcomes)
    assert len(tenant.list("webhooks")) == 100
    assert told


@pytest.mark.parametrize("style", ["retry-after", "reset", "bare"])
def test_fault_16_every_style_of_limit_is_waited_for(
    simulator: Simulator, dial: Dial, clock: Clock, style: str
) -> None:
    simulator.add_tenant("acme", KEY, switches=Switches.parse({"rate_limit": 1, "rate_style": style}))
    connection = dial(simulator.url)
    for _ in range(4):
        connection.writer.list(WEBHOOK)
    assert clock.waited > 1
    assert all(wait <= 60 for wait in clock.waits)


@pytest.mark.parametrize(
    "shape", ["documented", "objects", "strings", "object", "validations", "rfc7807", "text"]
)
def test_fault_22_every_shape_of_error_is_told(simulator: Simulator, dial: Dial, shape: str) -> None:
    simulator.add_tenant("acme", KEY, queues={101: "Sales"}, switches=Switches.parse({"error_shape": shape}))
    wrong = {"name": "x", "type": "ChatAPI", "webHookId": "w", "routingOptions": {"type": "queue", "id": "9"}}
    outcome = dial(simulator.url).writer.create(CHANNEL, wrong)
    assert isinstance(outcome, Refused)
    assert "400: " in outcome.diagnostic.detail
    assert "no explanation" not in outcome.diagnostic.detail


def test_fault_21_a_wrong_key_a_wrong_tenant_and_a_missing_product_are_told_apart(
    simulator: Simulator, dial: Dial
) -> None:
    simulator.add_tenant("acme", Key(KEY, frozenset({CHAT_GATEWAY})))
    with pytest.raises(CredentialError, match="refused the credential"):
        dial(simulator.url, api_key="eght_another").writer.list(WEBHOOK)
    with pytest.raises(CredentialError, match="in tenant other"):
        dial(simulator.url, Tenant("other")).writer.list(WEBHOOK)
    found = dial(simulator.url).snapshot(RESOURCE_TYPES, read_queues=True)
    assert found.queues_forbidden


@pytest.mark.parametrize("status", [403, 404])
def test_fault_21_a_resource_of_a_wrong_tenant_is_not_gone(
    simulator: Simulator, dial: Dial, status: int
) -> None:
    simulator.add_tenant("acme", KEY, switches=Switches.parse({"wrong_tenant": status}))
    with pytest.raises(TenantError):
        dial(simulator.url, Tenant("other")).writer.read(WEBHOOK, "a")


def test_queues_are_the_same_by_both_routes(simulator: Simulator, dial: Dial) -> None:
    simulator.add_tenant("acme", KEY, queues={101: "Sales", 102: "Billing"}, client=CLIENT)
    by_key = dial(simulator.url).queues()
    by_client = dial(simulator.url, statistics=CLIENT)
    assert [(queue.id, queue.name) for queue in by_client.queues()] == [
        (queue.id, queue.name) for queue in by_key
    ]
    simulator.expire_tokens()
    assert len(by_client.queues()) == 2


def test_the_writer_is_what_apply_needs() -> None:
    for name, declared in inspect.getmembers(Writer, inspect.isfunction):
        if not name.startswith("_"):
            assert inspect.signature(getattr(ChatGateway, name)) == inspect.signature(declared)


def test_closing_ends_every_wait(simulator: Simulator, dial: Dial) -> None:
    """The clock stands still: nothing but closing ends the wait."""
    simulator.add_tenant("acme", KEY)
    simulator.inject(Fault(Status(429, {"Retry-After": "60"}), times=None))
    opened: Connection = dial(simulator.url, sleep=lambda seconds: opened.close())
    with pytest.raises(TenantError):
        opened.writer.list(WEBHOOK)
    assert len(simulator.requests) == 2
