"""What goes over the wire, and what may not."""

from __future__ import annotations

import gzip
import json
import time
import zlib
from pathlib import Path

import pytest

from provisioner.diagnostics import Diagnostic
from provisioner.errors import TenantError
from provisioner.model.outcome import Done, Refused, Unknown
from provisioner.resources import RESOURCE_TYPES
from provisioner.resources.webhook import WEBHOOK
from tests.client.conftest import KEY, Dial, Serve
from tests.client.scripted import Drip, answer, in_turn, listing

EMPTY = listing("webhooks", [])
BODY = {"name": "Sales bot", "uri": "https://bots.example.com"}
GARBAGE = {
    "HTML": (answer(200, b"<html><body>Welcome</body></html>", media="text/html"), "text/html, not JSON"),
    "empty": (answer(200), "the answer is empty"),
    "a list": (answer(200, []), "not a JSON object"),
    "wrong content type": (answer(200, {"page": {"totalElements": 0}}, media="text/plain"), "text/plain"),
    "too deep": (answer(200, b"[" * 200_000 + b"]" * 200_000), "nested too deep"),
    "too many values": (answer(200, b"[" + b"[]," * 1_000_000 + b"0]"), "more than 500000 values"),
    "NaN": (answer(200, b'{"page": {"totalElements": NaN}}'), "NaN is no number"),
    "not UTF-8": (answer(200, b'{"page": "\xff\xfe"}'), "not JSON"),
    "half": (answer(200, b'{"page": {"total'), "not JSON"),
    "a broken gzip": (answer(200, b"no gzip", {"Content-Encoding": "gzip"}), "cannot be decompressed"),
    "cut short": (answer(200, b"{}", {"Content-Length": "200", "Connection": "close"}), "cut short"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.6\r\nconnection: close\r\n", "not HTTP"),
}


def test_every_call_names_the_tenant_and_carries_the_key(serve: Serve, dial: Dial) -> None:
    server = serve(in_turn(EMPTY))
    dial(server.url + "/").writer.list(WEBHOOK)
    (request,) = server.requests
    assert request.target == "/chat-gateway/v1/webhooks?page=0&size=1000&sort=id:asc"
    assert request.headers["x-api-key"] == KEY
    assert request.headers["x-8x8-tenant"] == "acme"
    assert request.headers["accept"].startswith("application/hal+json, application/problem+json")
    assert "cookie" not in request.headers


def test_a_cookie_is_not_kept(serve: Serve, dial: Dial) -> None:
    server = serve(in_turn(answer(200, json.loads(EMPTY.split(b"\r\n\r\n")[1]), {"Set-Cookie": "a=b"})))
    writer = dial(server.url).writer
    assert writer.list(WEBHOOK) == writer.list(WEBHOOK) == ()
    assert "cookie" not in server.requests[1].headers


@pytest.mark.parametrize("verb", ["create", "replace", "delete"])
def test_a_session_for_reading_refuses_every_write_before_sending(
    serve: Serve, dial: Dial, verb: str
) -> None:
    server = serve(in_turn(answer(200, {})))
    writer = dial(server.url, writable=False).writer
    given = {"create": (BODY,), "replace": ("a", BODY), "delete": ("a",)}[verb]
    with pytest.raises(RuntimeError, match="for reading"):
        getattr(writer, verb)(WEBHOOK, *given)
    assert server.requests == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_fault_14_a_redirect_is_not_followed_and_its_target_is_named(
    serve: Serve, dial: Dial, status: int
) -> None:
    elsewhere = serve(in_turn(EMPTY))
    target = f"http://user:password@127.0.0.1:{elsewhere.port}/login?session=abcdefgh"
    server = serve(in_turn(answer(status, None, {"Location": target})))
    writer = dial(server.url).writer
    with pytest.raises(TenantError) as caught:
        writer.list(WEBHOOK)
    (diagnostic,) = caught.value.diagnostics
    assert f"{status} to http://127.0.0.1:{elsewhere.port}/login" in diagnostic.detail
    assert "password" not in diagnostic.detail
    assert "session" not in diagnostic.detail
    wanted = Refused if status in (307, 308) else Unknown
    for outcome in (
        writer.create(WEBHOOK, BODY),
        writer.replace(WEBHOOK, "a", BODY),
        writer.delete(WEBHOOK, "a"),
    ):
        assert isinstance(outcome, wanted)
    assert elsewhere.requests == []


@pytest.mark.parametrize("location", ["", "http://[", "//host", "\x1b[31m"])
def test_fault_14_an_odd_location_is_no_crash(serve: Serve, dial: Dial, location: str) -> None:
    server = serve(in_turn(answer(302, None, {"Location": location})))
    with pytest.raises(TenantError, match="redirects") as caught:
        dial(server.url).writer.list(WEBHOOK)
    assert "\x1b" not in caught.value.diagnostics[0].detail


@pytest.mark.parametrize(("reply", "reason"), GARBAGE.values(), ids=GARBAGE)
def test_fault_19_an_unusable_answer_is_an_error_and_never_an_empty_list(
    serve: Serve, dial: Dial, reply: bytes, reason: str
) -> None:
    server = serve(in_turn(reply))
    with pytest.raises(TenantError) as caught:
        dial(server.url).snapshot(RESOURCE_TYPES, read_queues=False)
    (diagnostic,) = caught.value.diagnostics
    assert reason in diagnostic.detail
    assert "\n" not in diagnostic.detail
    assert type(caught.value).exit_code == 69


def test_fault_19_a_hundred_megabytes_are_not_read(serve: Serve, dial: Dial) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n"
    server = serve(in_turn(head + b" " * 12_000_000))
    with pytest.raises(TenantError, match="cannot be used") as caught:
        dial(server.url).writer.list(WEBHOOK)
    assert "larger than 8 MB" in caught.value.diagnostics[0].detail


@pytest.mark.parametrize("layers", [1, 2])
def test_fault_19_a_compressed_bomb_is_not_unpacked(serve: Serve, dial: Dial, layers: int) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()
    for _ in range(layers - 1):
        bomb = gzip.compress(bomb)
    encoding = ", ".join(["gzip"] * layers)
    server = serve(in_turn(answer(200, bomb, {"Content-Encoding": encoding})))
    with pytest.raises(TenantError) as caught:
        dial(server.url).writer.list(WEBHOOK)
    assert "larger than 8 MB" in caught.value.diagnostics[0].detail


def test_a_compressed_answer_is_read(serve: Serve, dial: Dial) -> None:
    content = gzip.compress(json.dumps({"page": {"totalElements": 0}}).encode())
    server = serve(in_turn(answer(200, content, {"Content-Encoding": "gzip"})))
    assert dial(server.url).writer.list(WEBHOOK) == ()


@pytest.mark.parametrize("where", ["status line", "headers", "body"])
def test_fault_20_an_answer_that_drips_ends_at_the_deadline(serve: Serve, dial: Dial, where: str) -> None:
    at_once = {"status line": 0, "headers": 20, "body": EMPTY.index(b"\r\n\r\n") + 4}[where]
    server = serve(in_turn(Drip(EMPTY, 0.04, at_once)))
    began = time.monotonic()
    with pytest.raises(TenantError) as caught:
        dial(server.url, timeout=0.3, clock=time.monotonic).writer.list(WEBHOOK)
    assert "timed out" in caught.value.diagnostics[0].detail
    assert time.monotonic() - began < 3


def test_the_log_has_one_line_a_call_and_no_secret(serve: Serve, dial: Dial) -> None:
    server = serve(in_turn(EMPTY))
    lines: list[str] = []
    dial(server.url, log=lines.append).writer.list(WEBHOOK)
    (line,) = lines
    assert line.startswith("GET /chat-gateway/v1/webhooks 200 ")
    assert KEY not in line


def test_a_connection_the_server_closed_meanwhile_does_not_lose_a_write(serve: Serve, dial: Dial) -> None:
    """The server says keep-alive and closes all the same, as load balancers do."""
    created = answer(200, {"id": "a", **BODY})
    server = serve(in_turn(EMPTY, created))
    writer = dial(server.url).writer
    writer.list(WEBHOOK)
    server.hang_up()
    assert isinstance(writer.create(WEBHOOK, BODY), Done)
    assert [request.connection for request in server.requests] == [1, 2]


def test_a_netrc_file_does_not_replace_our_headers(
    serve: Serve, dial: Dial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("default login someone password somewhere\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    server = serve(in_turn(EMPTY))
    dial(server.url).writer.list(WEBHOOK)
    assert "authorization" not in server.requests[0].headers


def test_a_diagnostic_never_repeats_the_key(serve: Serve, dial: Dial, told: list[Diagnostic]) -> None:
    server = serve(in_turn(answer(400, {"message": f"bad key {KEY}"})))
    with pytest.raises(TenantError) as caught:
        dial(server.url).writer.list(WEBHOOK)
    assert "bad key (sensitive)" in caught.value.diagnostics[0].detail
    assert KEY not in repr(caught.value) + repr(caught.value.__context__)
