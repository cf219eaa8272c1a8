"""A response has one deadline, however busy its sender is."""

from __future__ import annotations

import socket

import pytest

from provisioner.client.transport import Transport


def test_fault_20_data_that_keeps_coming_does_not_move_the_deadline() -> None:
    """The answer lies ready to be read when the deadline is already over."""
    response_class = Transport().poolmanager.pool_classes_by_scheme["http"].ConnectionCls.response_class
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        ours.settimeout(1e-9)
        response = response_class(ours)
        with pytest.raises(TimeoutError, match="deadline"):
            response.begin()
        response.close()
