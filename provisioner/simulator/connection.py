"""One client's connection: requests in, answers out, kept alive in between."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from socket import SO_LINGER, SOL_SOCKET
from threading import Event
from typing import Any, assert_never

from provisioner.simulator.exchange import Answer, Request
from provisioner.simulator.fault import Drip, Drop, Raw, Reset, Truncate
from provisioner.simulator.problem import Refusal, answer_to, phrase

_LARGEST_BODY = 32 * 1024 * 1024


class Connection(BaseHTTPRequestHandler):
    """Reads every body to its end, or the next request on the connection would begin inside it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, respond: Callable[[Request], Answer], stopped: Event, *arguments: Any) -> None:
        self._respond = respond
        self._stopped = stopped
        super().__init__(*arguments)

    def handle(self) -> None:
        # The client may leave at any moment; ValueError is its socket, closed by a fault.
        with suppress(OSError, ValueError):
            super().handle()

    def _answer(self) -> None:
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            body = self._read_body(headers)
        except Refusal as refusal:
            self.close_connection = True
            self._send(answer_to(refusal))
            return
        self._send(self._respond(Request(self.command, path, query, headers, body)))

    def __getattr__(self, name: str) -> Callable[[], None]:
        # http.server gives up on a method it finds no `do_` for, and leaves its body unread.
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _read_body(self, headers: dict[str, str]) -> bytes:
        """Read the body to its end; raises Refusal when nobody can tell where that is.

        A client that leaves before the end raises ConnectionError: half a write is never carried out.
        """
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return self._read_chunks()
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit():
            raise Refusal(400, "Content-Length is not a number.")
        if int(length) > _LARGEST_BODY:
            raise Refusal(413, "The request body is too large.")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionError("the client left")
        return body

    def _read_chunks(self) -> bytes:
        body = b""
        while size := self._chunk_size():
            body += self.rfile.read(size)
            self.rfile.readline()
            if len(body) > _LARGEST_BODY:
                raise Refusal(413, "The request body is too large.")
        while self.rfile.readline().strip():
            continue
        return body

    def _chunk_size(self) -> int:
        line = self.rfile.readline(64).partition(b";")[0]
        try:
            return int(line, 16)
        except ValueError:
            raise Refusal(400, "The request body is not chunked as it says.") from None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what cannot be read as a request; where the next one begins is lost: the connection ends."""
        self.close_connection = True
        self._send(answer_to(Refusal(int(code), message or phrase(code))))

    def log_message(self, *arguments: Any) -> None:
        """Say nothing: the simulator never prints."""

    def _send(self, answer: Answer) -> None:
        match answer.sending:
            case None:
                self._write(self._head(answer) + self._visible(answer))
            case Truncate(keep):
                self._write(self._head(answer) + self._visible(answer)[:keep], last=True)
            case Drip(pause, size):
                self._drip(answer, pause, max(1, size))
            case Raw(data):
                self._write(data, last=True)
            case Drop():
                self.close_connection = True
            case Reset():
                self._reset()
            case _:
                assert_never(answer.sending)

    def _visible(self, answer: Answer) -> bytes:
        return b"" if getattr(self, "command", "") == "HEAD" else answer.body

    def _head(self, answer: Answer) -> bytes:
        headers = {"Date": formatdate(usegmt=True), "Server": "simulator", **answer.headers}
        if answer.status != 204:
            headers["Content-Length"] = str(len(answer.body))
        if self.close_connection:
            headers["Connection"] = "close"
        lines = [f"HTTP/1.1 {answer.status} {phrase(answer.status)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")

    def _write(self, data: bytes, last: bool = False) -> None:
        # One segment for head and body: two would wait for each other's acknowledgement.
        self.wfile.write(data)
        self.close_connection = self.close_connection or last

    def _drip(self, answer: Answer, pause: float, size: int) -> None:
        self._write(self._head(answer))
        body = self._visible(answer)
        for start in range(0, len(body), size):
            if self._stopped.wait(pause):
                return
            self._write(body[start : start + size])

    def _reset(self) -> None:
        """Close with unsent data thrown away, which TCP tells the client as a reset."""
        self.close_connection = True
        self.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        self.rfile.close()
        self.wfile.close()
        self.connection.close()
