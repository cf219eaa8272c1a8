"""Certificates and proxies, as the environment variables name them."""

from __future__ import annotations

import ssl
from base64 import b64encode
from pathlib import Path

import pytest

from provisioner.client.route import is_loopback
from provisioner.errors import TenantError
from provisioner.model.outcome import Done, NotSent
from provisioner.resources.webhook import WEBHOOK
from tests.client.certificates import authority, served
from tests.client.conftest import KEY, Clock, Dial, Serve
from tests.client.scripted import Seen, answer, in_turn, listing

EMPTY = listing("webhooks", [])
BODY = {"name": "Sales bot", "uri": "https://bots.example.com"}
HIDDEN = "pass%2Fword-of-the-proxy"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("certificates")
    authority(made)
    return made


@pytest.fixture(scope="module")
def trusted(folder: Path) -> ssl.SSLContext:
    return served(folder)


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_fault_13_a_bundle_of_ones_own_is_trusted(
    serve: Serve,
    dial: Dial,
    folder: Path,
    trusted: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
) -> None:
    monkeypatch.setenv(variable, str(folder / "ca.pem"))
    server = serve(in_turn(EMPTY), trusted)
    assert dial(server.url).writer.list(WEBHOOK) == ()


def test_fault_13_an_unknown_authority_is_refused_and_nothing_is_sent(
    serve: Serve, dial: Dial, trusted: ssl.SSLContext, clock: Clock
) -> None:
    server = serve(in_turn(EMPTY), trusted)
    connection = dial(server.url)
    with pytest.raises(TenantError, match="certificate is refused") as caught:
        connection.writer.list(WEBHOOK)
    (diagnostic,) = caught.value.diagnostics
    assert "unable to get local issuer certificate" in diagnostic.detail
    assert "REQUESTS_CA_BUNDLE" in diagnostic.hint
    assert isinstance(connection.writer.create(WEBHOOK, BODY), NotSent)
    assert (server.requests, clock.waits) == ([], [])


@pytest.mark.parametrize(
    ("name", "days", "reason"),
    [("DNS:api.example.com", "2", "IP address mismatch"), ("IP:127.0.0.1", "-1", "certificate has expired")],
)
def test_fault_13_a_bad_certificate_is_refused_with_its_reason(
    serve: Serve,
    dial: Dial,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    days: str,
    reason: str,
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority(tmp_path)))
    server = serve(in_turn(EMPTY), served(tmp_path, name, days))
    with pytest.raises(TenantError, match="certificate is refused") as caught:
        dial(server.url).writer.list(WEBHOOK)
    assert reason in caught.value.diagnostics[0].detail
    assert server.requests == []


def test_fault_13_a_server_without_tls_is_refused(serve: Serve, dial: Dial) -> None:
    server = serve(in_turn(EMPTY))
    connection = dial(server.url.replace("http:", "https:"))
    with pytest.raises(TenantError, match="cannot be reached") as caught:
        connection.writer.list(WEBHOOK)
    assert "TLS failed" in caught.value.diagnostics[0].detail
    assert isinstance(connection.writer.create(WEBHOOK, BODY), NotSent)


def test_fault_13_a_bundle_that_does_not_exist_is_named(
    dial: Dial, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nothing.pem"))
    with pytest.raises(TenantError, match="does not exist") as caught:
        dial("https://api.8x8.com")
    assert "SSL_CERT_FILE names" in caught.value.diagnostics[0].detail


def test_fault_13_a_bundle_without_certificates_is_no_crash(
    serve: Serve, dial: Dial, trusted: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bundle = tmp_path / "empty.pem"
    bundle.write_text("nothing\n")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    server = serve(in_turn(EMPTY), trusted)
    with pytest.raises(TenantError, match="cannot be reached"):
        dial(server.url).writer.list(WEBHOOK)
    assert server.requests == []


def test_fault_15_a_proxy_is_used_with_its_credentials(
    serve: Serve, dial: Dial, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(in_turn(EMPTY))
    monkeypatch.setenv("http_proxy", f"http://us%40er:{HIDDEN}@127.0.0.1:{proxy.port}")
    assert dial("http://gateway.example").writer.list(WEBHOOK) == ()
    (request,) = proxy.requests
    expected = b64encode(b"us@er:pass/word-of-the-proxy").decode()
    assert request.target.startswith("http://gateway.example/chat-gateway/v1/webhooks?")
    assert request.headers["proxy-authorization"] == f"Basic {expected}"


def test_fault_15_a_proxy_that_refuses_the_tunnel_is_told_without_its_password(
    serve: Serve, dial: Dial, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    proxy = serve(in_turn(answer(407, b"who are you")))
    monkeypatch.setenv("https_proxy", f"http://user:{HIDDEN}@127.0.0.1:{proxy.port}")
    connection = dial("https://gateway.example")
    with pytest.raises(TenantError) as caught:
        connection.writer.list(WEBHOOK)
    (diagnostic,) = caught.value.diagnostics
    assert "through the proxy: it answered 407" in diagnostic.detail
    assert "word-of-the-proxy" not in repr(diagnostic)
    assert isinstance(connection.writer.create(WEBHOOK, BODY), NotSent)
    assert {request.method for request in proxy.requests} == {"CONNECT"}
    assert all(KEY not in request.headers.values() for request in proxy.requests)
    assert clock.waits == []


@pytest.mark.parametrize("status", [407, 502])
def test_fault_15_a_page_of_the_proxy_is_shown_as_such(
    serve: Serve, dial: Dial, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    page = b"<html>\n<b>Squid\x1b[31m</b> " + b"x" * 500
    proxy = serve(in_turn(answer(status, page, media="text/html")))
    monkeypatch.setenv("http_proxy", f"http://user:{HIDDEN}@127.0.0.1:{proxy.port}")
    connection = dial("http://gateway.example")
    with pytest.raises(TenantError) as caught:
        connection.writer.list(WEBHOOK)
    (diagnostic,) = caught.value.diagnostics
    assert f"{status}: <html> <b>Squid\\x1b[31m</b> xxx" in diagnostic.detail
    assert len(diagnostic.detail) < 300
    assert isinstance(connection.writer.create(WEBHOOK, BODY), NotSent) is (status == 407)


def test_fault_15_a_proxy_that_is_away_is_told(dial: Dial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", f"http://user:{HIDDEN}@127.0.0.1:1")
    connection = dial("https://gateway.example")
    with pytest.raises(TenantError, match="cannot be reached") as caught:
        connection.writer.list(WEBHOOK)
    assert "through the proxy: connection refused" in caught.value.diagnostics[0].detail
    assert isinstance(connection.writer.create(WEBHOOK, BODY), NotSent)


def test_fault_15_a_proxy_of_an_unknown_kind_is_no_crash(dial: Dial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", f"gopher://user:{HIDDEN}@127.0.0.1:1")
    with pytest.raises(TenantError) as caught:
        dial("https://gateway.example").writer.list(WEBHOOK)
    assert "word-of-the-proxy" not in repr(caught.value.diagnostics)


@pytest.mark.parametrize("exempt", ["gateway.example", "*"])
def test_fault_15_no_proxy_is_honoured(
    dial: Dial, serve: Serve, monkeypatch: pytest.MonkeyPatch, exempt: str
) -> None:
    proxy = serve(in_turn(EMPTY))
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
    monkeypatch.setenv("no_proxy", exempt)
    with pytest.raises(TenantError, match="cannot be reached"):
        dial("http://gateway.example:1").writer.list(WEBHOOK)
    assert proxy.requests == []


def test_loopback_never_goes_through_a_proxy(
    dial: Dial, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    created = answer(200, {"id": "a", **BODY})

    def respond(request: Seen) -> bytes:
        return EMPTY if request.method == "GET" else created

    server = serve(respond)
    writer = dial(server.url).writer
    assert writer.list(WEBHOOK) == ()
    assert isinstance(writer.create(WEBHOOK, BODY), Done)


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        ("http://localhost:1", True),
        ("http://api.localhost", True),
        ("http://127.8.8.8", True),
        ("http://[::1]:8080", True),
        ("https://api.8x8.com", False),
        ("https://10.0.0.1", False),
    ],
)
def test_loopback_is_known_by_name_and_address(endpoint: str, expected: bool) -> None:
    assert is_loopback(endpoint) is expected
