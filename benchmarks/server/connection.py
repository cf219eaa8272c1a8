"""HTTP/1.1 with nothing but what the two clients use: kept-alive connections and bodies of a known length."""

from __future__ import annotations

import asyncio
import re

from benchmarks.server.routes import CONTROLS, Answer, answer, control
from benchmarks.server.tenant import Tenant

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_ASKING = re.compile(rb"\r\nx-8x8-tenant: *(\S+)", re.IGNORECASE)
_REASONS = {200: b"OK", 404: b"Not Found", 429: b"Too Many Requests"}


class Connection(asyncio.Protocol):
    """One client's connection; requests are answered in the order they come."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._received = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while True:
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self._received[:end]
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._received) < whole:
                return
            body, self._received = self._received[end + 4 : whole], self._received[whole:]
            self._serve(head, body)

    def _serve(self, head: bytes, body: bytes) -> None:
        method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
        if target.startswith(CONTROLS):
            self._write(control(self._tenant, target.removeprefix(CONTROLS), body))
            return
        answered = answer(self._tenant, method, target, body)
        latency = self._latency(head)
        if latency:
            asyncio.get_running_loop().call_later(latency, self._write, answered)
        else:
            self._write(answered)

    def _latency(self, head: bytes) -> float:
        if not self._tenant.slow:
            return self._tenant.latency
        asking = _ASKING.search(head)
        return self._tenant.slow.get(asking[1].decode("latin-1") if asking else "", self._tenant.latency)

    def _write(self, answered: Answer) -> None:
        assert self._transport is not None
        if not self._transport.is_closing():
            self._transport.write(_head(answered) + answered.body)


def _head(answered: Answer) -> bytes:
    wait = b"Retry-After: 1\r\n" if answered.status == 429 else b""
    return b"HTTP/1.1 %d %s\r\nContent-Type: application/hal+json\r\nContent-Length: %d\r\n%s\r\n" % (
        answered.status,
        _REASONS[answered.status],
        len(answered.body),
        wait,
    )
