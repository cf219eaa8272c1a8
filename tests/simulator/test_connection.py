"""What a connection survives, byte by byte."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from provisioner.simulator import Simulator, Tenant
from tests.simulator.conftest import KEY, WEBHOOKS, Api, webhook

HEADERS = f"Host: x\r\nx-api-key: {KEY}\r\nX-8x8-Tenant: sandbox\r\n"


@pytest.fixture
def line(simulator: Simulator, tenant: Tenant) -> Iterator[socket.socket]:
    port = int(simulator.url.rpartition(":")[2])
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as line:
        yield line


def exchange(line: socket.socket, text: str) -> bytes:
    """Send and read one answer, or what came before the end of the connection."""
    line.sendall(text.encode("latin-1"))
    received = b""
    while b"\r\n\r\n" not in received:
        if not (part := line.recv(65536)):
            return received
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(
        (int(one.split()[1]) for one in head.split(b"\r\n") if one.startswith(b"Content-Length")), 0
    )
    while len(body) < length:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body


def ended(line: socket.socket) -> bool:
    return line.recv(1) == b""


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("path", [WEBHOOKS, f"{WEBHOOKS}/nobody", "/nowhere", "/_simulator/nowhere"])
def test_a_body_is_read_to_its_end_whatever_the_answer(line: socket.socket, method: str, path: str) -> None:
    exchange(
        line, f"{method} {path} HTTP/1.1\r\n{HEADERS}Content-Length: 27\r\n\r\nGET /evil HTTP/1.1\r\nHost: y"
    )
    assert exchange(line, f"GET {WEBHOOKS} HTTP/1.1\r\n{HEADERS}\r\n").startswith(b"HTTP/1.1 200 ")


def test_head_is_answered_without_a_body_and_the_connection_lives_on(line: socket.socket) -> None:
    line.sendall(
        f"HEAD {WEBHOOKS} HTTP/1.1\r\n{HEADERS}\r\nGET {WEBHOOKS} HTTP/1.1\r\n{HEADERS}\r\n".encode()
    )
    received = b""
    while b"totalPages" not in received:
        received += line.recv(65536)
    head, _, rest = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 405 ")
    assert rest.startswith(b"HTTP/1.1 200 ")


def test_a_chunked_body_is_understood(line: socket.socket, tenant: Tenant) -> None:
    body = '{"name":"Bot","uri":"https://bot.example.com","version":"Chat Gateway v1.0"}'
    chunks = "".join(f"{len(part):x};x=y\r\n{part}\r\n" for part in (body[:9], body[9:]))
    head = f"POST {WEBHOOKS} HTTP/1.1\r\n{HEADERS}Transfer-Encoding: chunked\r\n\r\n"
    assert exchange(line, f"{head}{chunks}0\r\nTrailer: x\r\n\r\n").startswith(b"HTTP/1.1 200 ")
    assert exchange(line, f"GET {WEBHOOKS} HTTP/1.1\r\n{HEADERS}\r\n").startswith(b"HTTP/1.1 200 ")
    assert [one["name"] for one in tenant.list("webhooks")] == ["Bot"]


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("Content-Length: x", 400),
        ("Content-Length: -1", 400),
        ("Content-Length: ²", 400),
        ("Content-Length: 999999999999", 413),
        ("Transfer-Encoding: chunked", 400),
    ],
)
def test_a_body_nobody_can_measure_ends_the_connection(line: socket.socket, header: str, status: int) -> None:
    answer = exchange(line, f"POST {WEBHOOKS} HTTP/1.1\r\n{HEADERS}{header}\r\n\r\nhello\r\n")
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"Connection: close" in answer
    assert ended(line)


@pytest.mark.parametrize("request_line", ["GARBAGE", "GET / HTTP/x", "GET /" + "x" * 70000 + " HTTP/1.1"])
def test_what_is_no_request_is_answered_as_a_problem(line: socket.socket, request_line: str) -> None:
    answer = exchange(line, f"{request_line}\r\n\r\n")
    assert b"application/problem+json" in answer
    assert ended(line)


def test_a_client_may_ask_to_end_the_connection(line: socket.socket) -> None:
    assert b"Connection: close" in exchange(
        line, f"GET {WEBHOOKS} HTTP/1.1\r\n{HEADERS}Connection: close\r\n\r\n"
    )
    assert ended(line)


def test_a_client_may_wait_for_leave_to_send_its_body(line: socket.socket) -> None:
    request = f"POST {WEBHOOKS} HTTP/1.1\r\n{HEADERS}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    assert exchange(line, request).startswith(b"HTTP/1.1 100 ")
    assert exchange(line, "{}").startswith(b"HTTP/1.1 400 ")


def test_the_half_of_a_write_is_not_carried_out(line: socket.socket, api: Api) -> None:
    whole = '{"name":"Bot","uri":"https://bot.example.com","version":"Chat Gateway v1.0"}'
    line.sendall(f"POST {WEBHOOKS} HTTP/1.1\r\n{HEADERS}Content-Length: 100\r\n\r\n{whole}".encode())
    line.shutdown(socket.SHUT_WR)
    assert ended(line)
    assert api.get(WEBHOOKS).json["page"]["totalElements"] == 0


def test_one_connection_serves_errors_and_successes_in_turn(api: Api) -> None:
    api.get(WEBHOOKS)
    first = api.connection.sock
    statuses = [
        api.get("/nowhere").status,
        api.post(WEBHOOKS, b"{").status,
        api.send("GET", WEBHOOKS, headers={}).status,
        api.post(WEBHOOKS, webhook()).status,
        api.send("OPTIONS", WEBHOOKS, b"body").status,
        api.get(WEBHOOKS).status,
    ]
    assert statuses == [404, 400, 401, 200, 405, 200]
    assert api.connection.sock is first


def test_a_deleted_answer_has_no_body_and_no_length(api: Api, bot: str) -> None:
    reply = api.delete(f"{WEBHOOKS}/{bot}")
    assert (reply.status, reply.body, "content-length" in reply.headers) == (204, b"", False)
