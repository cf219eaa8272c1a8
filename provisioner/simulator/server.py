"""The socket: loopback only, one thread a connection, all of them gone when it stops."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from socketserver import TCPServer, ThreadingMixIn
from threading import Event, Thread, current_thread
from typing import Any

from provisioner.simulator.connection import Connection
from provisioner.simulator.exchange import Answer, Request

LOOPBACK = "127.0.0.1"


class Server(ThreadingMixIn, TCPServer):
    """Listens on a free port when `port` is 0; `stopped` ends every wait of an answer."""

    allow_reuse_address = True
    request_queue_size = 128
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, respond: Callable[[Request], Answer], stopped: Event) -> None:
        """Bind at once; raises OSError when the port is taken."""
        self._stopped = stopped
        self._open: dict[Thread, socket.socket] = {}
        self._loop = Thread(target=self._accept, name="simulator", daemon=True)
        super().__init__((LOOPBACK, port), partial(Connection, respond, stopped))
        self._port = int(self.server_address[1])

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self._port}"

    def start(self) -> None:
        self._loop.start()

    def stop(self) -> None:
        """Stop listening, cut every open connection and wait for the threads."""
        self._stopped.set()
        # The loop sleeps until somebody calls: polling for the end would cost every idle second.
        with suppress(OSError):
            socket.create_connection((LOOPBACK, self._port)).close()
        self._loop.join()
        self.server_close()
        for thread, connection in list(self._open.items()):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            thread.join()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            self.handle_request()

    def process_request(self, request: Any, client_address: Any) -> None:
        thread = Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        self._open[thread] = request
        thread.start()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._open.pop(current_thread(), None)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: an error here is a client that left in the middle."""
