"""A response has one deadline, however busy its sender is."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator

import pytest

from provisioner.client.transport import Transport

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


@pytest.fixture
def answered() -> Iterator[socket.socket]:
    """A socket on which a whole answer lies ready."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(WHOLE)
        yield ours


def response_on(sock: socket.socket, seconds: float) -> http.client.HTTPResponse:
    sock.settimeout(seconds)
    connection_class = Transport().poolmanager.pool_classes_by_scheme["http"].ConnectionCls
    response: http.client.HTTPResponse = connection_class.response_class(sock)
    return response


def test_fault_20_data_that_keeps_coming_does_not_move_the_deadline(answered: socket.socket) -> None:
    with response_on(answered, 1e-9) as response, pytest.raises(TimeoutError, match="deadline"):
        response.begin()


def test_fault_20_every_read_waits_no_longer_than_what_is_left(answered: socket.socket) -> None:
    with response_on(answered, 60.0) as response:
        response.begin()
        left = answered.gettimeout()
        assert left is not None
        assert 0 < left < 60.0
