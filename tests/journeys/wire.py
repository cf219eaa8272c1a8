"""Calls that reach a simulated tenant without a socket: all but the bytes on the wire is as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import RemoteDisconnected
from io import BytesIO
from typing import Any, Protocol

import pytest
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as NotAnswered
from urllib3 import HTTPResponse

from provisioner.simulator import Drop, Reset, Truncate
from provisioner.simulator.exchange import Answer, Request


class Answering(Protocol):
    """A simulator, or what stands before one."""

    def answer(self, request: Request, /) -> Answer: ...


@contextmanager
def wired(simulator: Answering) -> Iterator[None]:
    """Let every call of this process reach the simulator at once, whatever address it is for."""

    def send(adapter: HTTPAdapter, prepared: PreparedRequest, **_: Any) -> Response:
        return adapter.build_response(prepared, _received(simulator.answer(_request(prepared))))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HTTPAdapter, "send", send)
        yield


def _request(prepared: PreparedRequest) -> Request:
    path, _, query = prepared.path_url.partition("?")
    headers = {name.lower(): value for name, value in prepared.headers.items()}
    body = prepared.body or b""
    assert isinstance(body, bytes)
    return Request(str(prepared.method), path, query, headers, body)


def _received(answer: Answer) -> HTTPResponse:
    """What a client sees of an answer; raises what `requests` raises when there is none."""
    match answer.sending:
        case None:
            kept = answer.body
        case Truncate(keep):
            kept = answer.body[:keep]
        case Drop():
            raise NotAnswered(RemoteDisconnected("closed without an answer"))
        case Reset():
            raise NotAnswered(ConnectionResetError(104, "Connection reset by peer"))
        case _:
            raise AssertionError(f"{answer.sending} needs a socket")
    headers = {**answer.headers, "Content-Length": str(len(answer.body))}
    return HTTPResponse(
        BytesIO(kept), headers=headers, status=answer.status, preload_content=False, decode_content=False
    )
