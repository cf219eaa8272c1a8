"""A scripted server, a clock that nobody waits for, and connections to the one by the other."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest

from provisioner.client.connection import Connection, connect
from provisioner.diagnostics import Diagnostic
from provisioner.model.environment import Credential, Tenant
from tests.client.scripted import Respond, ScriptedServer

KEY = "eght_a-key-that-nobody-may-see"
TENANT = Tenant("acme", api_key=Credential(env="PROVISIONER_ACME_API_KEY"))

Serve = Callable[..., ScriptedServer]
Dial = Callable[..., Connection]


@dataclass
class Clock:
    """Time that passes only when somebody sleeps; `waits` are the sleeps in order."""

    time: float = 1_000_000.0
    waits: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> float:
        return self.time

    def now(self) -> float:
        return 1_800_000_000.0 + self.time

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.waits.append(seconds)
            self.time += seconds

    @property
    def waited(self) -> float:
        return sum(self.waits)


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told() -> list[Diagnostic]:
    """What the connection said while it worked."""
    return []


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as stack:

        def start(respond: Respond, tls: ssl.SSLContext | None = None, port: int = 0) -> ScriptedServer:
            server = ScriptedServer(respond, tls, port)
            stack.callback(server.close)
            return server

        yield start


@pytest.fixture
def dial(clock: Clock, told: list[Diagnostic]) -> Iterator[Dial]:
    """Connect to a URL with the fake clock; a keyword replaces any parameter of `connect`."""
    with ExitStack() as stack:

        def start(url: str, tenant: Tenant = TENANT, **changed: Any) -> Connection:
            given: dict[str, Any] = {
                "endpoint": url,
                "api_key": KEY,
                "writable": True,
                "tell": told.append,
                "clock": clock,
            }
            given |= {"now": clock.now, "sleep": clock.sleep} | changed
            return stack.enter_context(connect(tenant, **given))

        yield start
