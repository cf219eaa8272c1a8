"""Which call is sent again, and which never."""

from __future__ import annotations

import socket
import time

import pytest

from provisioner.client.connection import Connection
from provisioner.client.retry import TRIES
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import TenantError
from provisioner.model.outcome import Done, NotSent, Unknown
from provisioner.resources.webhook import WEBHOOK
from tests.client.conftest import Clock, Dial, Serve
from tests.client.scripted import Drip, Reply, Reset, answer, in_turn, listing, problem

EMPTY = listing("webhooks", [])
BODY = {"name": "Sales bot", "uri": "https://bots.example.com"}
CREATED = answer(200, {"id": "a", **BODY})
CUT = answer(200, b"{}", {"Content-Length": "200", "Connection": "close"})
LOST: dict[str, Reply] = {"closed": None, "reset": Reset(), "cut short": CUT}
FAULTY: dict[str, Reply] = {
    **LOST,
    **{str(status): problem(status) for status in (408, 500, 502, 503, 504, 599)},
}


def refusing_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.mark.parametrize("fault", FAULTY.values(), ids=FAULTY)
def test_fault_12_a_read_is_sent_again_and_recovers(
    serve: Serve, dial: Dial, clock: Clock, told: list[Diagnostic], fault: Reply
) -> None:
    server = serve(in_turn(fault, fault, EMPTY))
    assert dial(server.url).writer.list(WEBHOOK) == ()
    assert len(server.requests) == 3
    assert len(clock.waits) == 2
    assert [(notice.severity, notice.summary) for notice in told] == [
        (Severity.NOTICE, "GET /chat-gateway/v1/webhooks is sent again")
    ] * 2


@pytest.mark.parametrize("fault", FAULTY.values(), ids=FAULTY)
def test_fault_12_a_read_ends_after_bounded_tries_inside_the_deadline(
    serve: Serve, dial: Dial, clock: Clock, fault: Reply
) -> None:
    server = serve(in_turn(fault))
    with pytest.raises(TenantError) as caught:
        dial(server.url).writer.list(WEBHOOK)
    assert caught.value.exit_code == 69
    assert len(server.requests) == TRIES
    assert clock.waited < 30
    assert {request.method for request in server.requests} == {"GET"}


def test_fault_12_a_refused_connection_is_tried_again_then_told(dial: Dial, clock: Clock) -> None:
    with pytest.raises(TenantError, match="cannot be reached") as caught:
        dial(f"http://127.0.0.1:{refusing_port()}").writer.list(WEBHOOK)
    assert "connection refused" in caught.value.diagnostics[0].detail
    assert len(clock.waits) == TRIES - 1


def test_fault_12_an_unknown_host_is_told(dial: Dial) -> None:
    with pytest.raises(TenantError, match="cannot be reached") as caught:
        dial("http://nowhere.invalid").writer.list(WEBHOOK)
    assert "the name of the host is not known" in caught.value.diagnostics[0].detail


def test_fault_12_an_impossible_host_is_told_at_once(dial: Dial, clock: Clock) -> None:
    with pytest.raises(TenantError, match="cannot be reached"):
        dial(f"http://{'x' * 100}.example").writer.list(WEBHOOK)
    assert clock.waits == []


def test_pauses_are_jittered_and_grow(serve: Serve, dial: Dial, clock: Clock) -> None:
    server = serve(in_turn(problem(500)))
    writer = dial(server.url).writer
    for _ in range(10):
        with pytest.raises(TenantError):
            writer.list(WEBHOOK)
    pauses = [clock.waits[n :: TRIES - 1] for n in range(TRIES - 1)]
    assert all(len(set(one)) == 10 for one in pauses)
    assert all(max(one) <= limit for one, limit in zip(pauses, (1, 2, 4, 8), strict=True))
    assert sum(pauses[3]) > sum(pauses[0])


def test_a_wait_longer_than_the_deadline_is_not_begun(serve: Serve, dial: Dial, clock: Clock) -> None:
    server = serve(in_turn(problem(503, headers={"Retry-After": "40"})))
    with pytest.raises(TenantError):
        dial(server.url).writer.list(WEBHOOK)
    assert clock.waits == []


def test_a_503_says_how_long_to_wait(serve: Serve, dial: Dial, clock: Clock) -> None:
    server = serve(in_turn(problem(503, headers={"Retry-After": "9"}), EMPTY))
    dial(server.url).writer.list(WEBHOOK)
    assert clock.waits == [9]


@pytest.mark.parametrize("verb", ["create", "replace"])
@pytest.mark.parametrize("fault", FAULTY.values(), ids=FAULTY)
def test_fault_30_a_post_or_put_without_a_clear_answer_is_never_repeated(
    serve: Serve, dial: Dial, clock: Clock, fault: Reply, verb: str
) -> None:
    server = serve(in_turn(fault, CREATED))
    writer = dial(server.url).writer
    outcome = writer.create(WEBHOOK, BODY) if verb == "create" else writer.replace(WEBHOOK, "a", BODY)
    assert isinstance(outcome, Unknown)
    assert len(server.requests) == 1
    assert clock.waits == []


@pytest.mark.parametrize("verb", ["create", "replace", "delete"])
@pytest.mark.parametrize("status", [425, 429])
def test_fault_31_a_write_refused_for_its_rate_is_sent_again(
    serve: Serve, dial: Dial, clock: Clock, verb: str, status: int
) -> None:
    done = answer(204) if verb == "delete" else CREATED
    server = serve(in_turn(problem(status, headers={"Retry-After": "2"}), done))
    writer = dial(server.url).writer
    given = {"create": (BODY,), "replace": ("a", BODY), "delete": ("a",)}[verb]
    assert isinstance(getattr(writer, verb)(WEBHOOK, *given), Done)
    assert len(server.requests) == 2
    assert clock.waited == 2


def test_fault_31_a_write_that_could_not_connect_is_tried_again_and_known_not_sent(
    dial: Dial, clock: Clock
) -> None:
    outcome = dial(f"http://127.0.0.1:{refusing_port()}").writer.create(WEBHOOK, BODY)
    assert isinstance(outcome, NotSent)
    assert len(clock.waits) == TRIES - 1


def test_fault_31_a_write_recovers_once_the_tenant_listens(serve: Serve, dial: Dial, clock: Clock) -> None:
    """Nobody listens at first."""
    port = refusing_port()
    servers = []

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        if len(clock.waits) == 2:
            servers.append(serve(in_turn(CREATED), port=port))

    assert isinstance(dial(f"http://127.0.0.1:{port}", sleep=sleep).writer.create(WEBHOOK, BODY), Done)
    assert [request.method for request in servers[0].requests] == ["POST"]


@pytest.mark.parametrize("headers", [{"Retry-After": "1"}, {"Retry-After": "99999999"}, {}])
def test_fault_17_a_rate_limit_for_ever_ends_and_is_known_not_sent(
    serve: Serve, dial: Dial, clock: Clock, headers: dict[str, str]
) -> None:
    server = serve(in_turn(problem(429, "Slow down", headers)))
    writer = dial(server.url).writer
    outcome = writer.create(WEBHOOK, BODY)
    assert isinstance(outcome, NotSent)
    assert "429: Slow down" in outcome.diagnostic.detail
    assert clock.waited <= 180
    tried = len(server.requests)
    assert tried <= 10
    assert isinstance(writer.create(WEBHOOK, BODY), NotSent)
    assert len(server.requests) == tried + 1


def test_fault_16_a_read_waits_and_recovers_without_using_up_its_deadline(
    serve: Serve, dial: Dial, clock: Clock, told: list[Diagnostic]
) -> None:
    limited = problem(429, headers={"Retry-After": "50"})
    server = serve(in_turn(limited, limited, problem(500), EMPTY))
    assert dial(server.url, timeout=5).writer.list(WEBHOOK) == ()
    assert 100 <= clock.waited < 105
    assert [notice.summary for notice in told][:2] == ["The tenant limits the rate of calls"] * 2


def test_fault_18_a_storm_of_html_is_told_with_status_text_and_reference(serve: Serve, dial: Dial) -> None:
    page = b"<html>\r\n<h1>Bad\x07 gateway</h1>" + b"z" * 1000
    server = serve(in_turn(answer(502, page, {"X-Request-Id": "abc-123"}, "text/html")))
    with pytest.raises(TenantError, match="failed to answer") as caught:
        dial(server.url).writer.list(WEBHOOK)
    detail = caught.value.diagnostics[0].detail
    assert "502: <html> <h1>Bad\\x07 gateway</h1>zzz" in detail
    assert detail.endswith("reference abc-123")
    assert detail.count("z") < 200


@pytest.mark.parametrize("fault", FAULTY.values(), ids=FAULTY)
def test_fault_36_a_delete_is_repeated_and_gone_counts_as_done(
    serve: Serve, dial: Dial, fault: Reply
) -> None:
    server = serve(in_turn(fault, problem(404, "Resource of type webhook was not found.")))
    assert isinstance(dial(server.url).writer.delete(WEBHOOK, "a"), Done)
    assert len(server.requests) == 2


def test_fault_36_a_delete_without_any_clear_answer_is_unknown(serve: Serve, dial: Dial) -> None:
    server = serve(in_turn(problem(500)))
    assert isinstance(dial(server.url).writer.delete(WEBHOOK, "a"), Unknown)
    assert len(server.requests) == TRIES


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
def test_a_clear_refusal_is_not_repeated(serve: Serve, dial: Dial, status: int) -> None:
    server = serve(in_turn(problem(status)))
    with pytest.raises(TenantError):
        dial(server.url).writer.list(WEBHOOK)
    assert len(server.requests) == 1


def test_a_closed_connection_begins_no_further_try(serve: Serve, dial: Dial, clock: Clock) -> None:
    server = serve(in_turn(problem(500)))
    connection: Connection = dial(server.url, sleep=lambda seconds: connection.close())
    with pytest.raises(TenantError):
        connection.writer.list(WEBHOOK)
    assert len(server.requests) == 2


def test_fault_12_a_read_that_hangs_leaves_time_for_another(serve: Serve, dial: Dial) -> None:
    server = serve(in_turn(Drip(EMPTY, 5.0), EMPTY))
    hasty = dial(server.url, timeout=0.4, clock=time.monotonic, sleep=lambda seconds: None)
    assert hasty.writer.list(WEBHOOK) == ()
    assert len(server.requests) == 2


def test_fault_32_a_put_that_hangs_is_unknown_after_its_whole_time(serve: Serve, dial: Dial) -> None:
    server = serve(in_turn(Drip(CREATED, 5.0)))
    began = time.monotonic()
    outcome = dial(server.url, timeout=0.3, clock=time.monotonic).writer.replace(WEBHOOK, "a", BODY)
    assert isinstance(outcome, Unknown)
    assert "timed out" in outcome.diagnostic.detail
    assert 0.3 <= time.monotonic() - began < 3
    assert len(server.requests) == 1
