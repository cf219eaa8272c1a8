"""Calls that never left, and why."""

from __future__ import annotations

import pytest

from provisioner.errors import TenantError
from provisioner.model.environment import Tenant
from provisioner.model.outcome import NotSent
from provisioner.resources.webhook import WEBHOOK
from tests.client.conftest import Clock, Dial, Serve
from tests.client.scripted import answer, in_turn

BODY = {"name": "Sales bot", "uri": "https://bots.example.com"}


@pytest.mark.parametrize(
    "proxy",
    ["gopher://127.0.0.1:1", "socks5://127.0.0.1:1", "http://127.0.0.1:port", "http://", "http://[::1:80"],
)
def test_fault_15_a_proxy_that_is_none_is_told(
    dial: Dial, clock: Clock, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    outcome = dial("https://gateway.example").writer.create(WEBHOOK, BODY)
    assert isinstance(outcome, NotSent)
    assert "proxy" in outcome.diagnostic.detail
    assert clock.waits == []


@pytest.mark.parametrize("id", ["acme\r\nX-Evil: 1", "中文", "\ud800"])
def test_a_tenant_that_cannot_stand_in_a_header_is_told(serve: Serve, dial: Dial, id: str) -> None:
    server = serve(in_turn(answer(200, {"id": "a", **BODY})))
    outcome = dial(server.url, Tenant(id)).writer.create(WEBHOOK, BODY)
    assert isinstance(outcome, NotSent)
    assert "a character that cannot be sent" in outcome.diagnostic.detail
    assert server.requests == []


def test_a_host_that_no_name_can_be_is_told(dial: Dial, clock: Clock) -> None:
    outcome = dial("http://a..b").writer.create(WEBHOOK, BODY)
    assert isinstance(outcome, NotSent)
    assert "malformed" in outcome.diagnostic.detail
    assert clock.waits == []


@pytest.mark.parametrize(
    "endpoint",
    ["http://[::1", "http://", "http://127.0.0.1:99999", "http://127.0.0.1:0", "nothing", "ftp://h", ""],
)
def test_an_endpoint_that_is_no_address_is_told(dial: Dial, endpoint: str) -> None:
    with pytest.raises(TenantError, match="no address"):
        dial(endpoint)


def test_an_endpoint_with_a_password_is_refused_without_showing_it(dial: Dial) -> None:
    with pytest.raises(TenantError, match="no address") as caught:
        dial("https://user:password@api.8x8.com")
    assert caught.value.diagnostics[0].detail == "api.8x8.com"
