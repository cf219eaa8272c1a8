"""The wire below requests: a deadline no response outlives, and certainty about what was never sent."""

from __future__ import annotations

import http.client
import io
import socket
import time
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError


class NotConnectedError(NewConnectionError):
    """The connection was never ready for use: not one byte of the request was sent. Its cause says why."""


class _DeadlinedReader(io.RawIOBase):
    """Reads a socket until a deadline; a timeout alone starts again with every byte that drips in."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket) -> None:
        self._raw = raw
        self._sock = sock
        self._deadline = time.monotonic() + (sock.gettimeout() or 0.0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the deadline has passed")
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _DeadlinedResponse(http.client.HTTPResponse):
    """A response whose socket timeout, as set when it begins, is the time for all of it."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_DeadlinedReader(self.fp.detach(), sock))


class _Connection(HTTPConnection):
    response_class = _DeadlinedResponse

    def connect(self) -> None:
        try:
            super().connect()
        except Exception as error:
            raise NotConnectedError(self, "not connected") from error


class _SecureConnection(HTTPSConnection):
    response_class = _DeadlinedResponse

    def connect(self) -> None:
        try:
            super().connect()
        except Exception as error:
            raise NotConnectedError(self, "not connected") from error


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


_POOLS = {"http": _Pool, "https": _SecurePool}


class Transport(HTTPAdapter):
    """An adapter used without a requests session: no cookies, no .netrc, no redirects by construction."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = _POOLS
        return manager
