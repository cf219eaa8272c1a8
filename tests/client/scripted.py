"""A server on loopback that sends exactly the bytes a test wants, when a test wants them."""

from __future__ import annotations

import contextlib
import itertools
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

HAL = "application/hal+json"
TLS_HELLO = b"\x16"


@dataclass(frozen=True)
class Seen:
    """One request as it arrived; header names in lower case, `connection` counts from 1."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    connection: int


class Reset:
    """A reply that resets the connection."""


@dataclass(frozen=True)
class Drip:
    """A reply whose first bytes come at once and the others one at a time."""

    data: bytes
    pause: float
    at_once: int = 0


Reply = bytes | Drip | Reset | None
Respond = Callable[[Seen], Reply]


class ScriptedServer:
    """Asks `respond` for the bytes of every reply; None closes the connection without one."""

    def __init__(self, respond: Respond, tls: ssl.SSLContext | None = None, port: int = 0) -> None:
        self.requests: list[Seen] = []
        self._respond = respond
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", port), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def close(self) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._threads[0].join(5)
        self.hang_up()

    def hang_up(self) -> None:
        """Close every open connection from this side and wait until that is done."""
        for one in list(self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join(5)

    def _accept(self) -> None:
        for number in itertools.count(1):
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._open.add(connection)
            thread = threading.Thread(target=self._serve, args=(connection, number))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(self._open.discard, connection)
            stack.callback(connection.close)
            if self._tls:
                connection = stack.enter_context(self._tls.wrap_socket(connection, server_side=True))
            elif connection.recv(1, socket.MSG_PEEK) == TLS_HELLO:
                connection.sendall(answer(400))
            stream = stack.enter_context(connection.makefile("rb"))
            while request := _request(stream, number):
                self.requests.append(request)
                if not self._send(connection, self._respond(request)):
                    return

    def _send(self, connection: socket.socket, reply: Reply) -> bool:
        """Whether the connection stays open."""
        match reply:
            case None:
                return False
            case Reset():
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return False
            case Drip(data, pause, at_once):
                connection.sendall(data[:at_once])
                for byte in data[at_once:]:
                    connection.sendall(bytes([byte]))
                    if self._closing.wait(pause):
                        return False
                return True
            case bytes():
                connection.sendall(reply)
                return b"connection: close" not in reply.lower()


def _request(stream: Any, number: int) -> Seen | None:
    line = stream.readline().decode("latin-1").split()
    if len(line) < 2:
        return None
    headers = {}
    for raw in iter(stream.readline, b"\r\n"):
        name, _, value = raw.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return Seen(line[0], line[1], headers, body, number)


def answer(
    status: int, body: Any = None, headers: Mapping[str, str] | None = None, media: str = HAL
) -> bytes:
    """A whole reply; bytes are sent as they are, None is no body, anything else is JSON."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    lines = {"Content-Type": media, "Content-Length": str(len(content)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + content


def problem(status: int, message: str = "No", headers: Mapping[str, str] | None = None, **more: Any) -> bytes:
    """A refusal in the vendor's shape."""
    body = {"message": message, "errors": [], **more}
    return answer(status, body, headers, "application/problem+json")


def listing(name: str, items: list[Any], total: Any = ..., **more: Any) -> bytes:
    """One page of a collection; the total is the number of items unless given, None leaves it out."""
    total = len(items) if total is ... else total
    page = {"size": 1000, "number": 0, **({} if total is None else {"totalElements": total})}
    return answer(200, {"_embedded": {name: items}, "page": page, **more})


def in_turn(*replies: Reply) -> Respond:
    """One reply after the other, the last one again and again."""
    lock, left = threading.Lock(), list(replies)

    def respond(_: Seen) -> Reply:
        with lock:
            return left.pop(0) if len(left) > 1 else left[0]

    return respond


def paged(pages: Mapping[int, bytes], beyond: bytes) -> Respond:
    """The reply for each page number, whatever the order they are asked in."""

    def respond(request: Seen) -> Reply:
        return pages.get(page_of(request), beyond)

    return respond


def page_of(request: Seen) -> int:
    """The page a request asks for."""
    return int(request.target.partition("page=")[2].partition("&")[0])
