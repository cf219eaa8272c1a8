"""Why no answer came, in words that hold no header, no query and no proxy password."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator

from requests import exceptions as refused_by_requests
from urllib3 import exceptions as wire

from provisioner.client.call import Lost
from provisioner.client.text import one_line
from provisioner.client.transport import NotConnectedError

_NEVER_SENT = (
    NotConnectedError,
    wire.ProxyError,
    wire.LocationParseError,
    refused_by_requests.InvalidURL,
    refused_by_requests.InvalidSchema,
    refused_by_requests.InvalidProxyURL,
    UnicodeError,
)


def lost(error: Exception) -> Lost:
    """What an exception of `requests` means for the call it ended."""
    causes = list(_causes(error))
    sent = not any(isinstance(cause, _NEVER_SENT) for cause in causes)
    reason = next(filter(None, map(_reason, causes)), type(error).__name__)
    behind_proxy = any(isinstance(cause, wire.ProxyError) for cause in causes)
    told = f"through the proxy: {reason}" if behind_proxy else reason
    untrusted = any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes)
    return Lost(told, sent, untrusted or any(map(_hopeless, causes)), untrusted)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything behind it, the innermost first: that one says most."""
    seen: dict[int, BaseException] = {}
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop()
        if isinstance(cause, BaseException) and id(cause) not in seen:
            seen[id(cause)] = cause
            waiting += [cause.__context__, cause.__cause__, getattr(cause, "reason", None), *cause.args]
    return reversed(seen.values())


def _hopeless(cause: BaseException) -> bool:
    """Whether the address itself or what the proxy decided is the matter."""
    return isinstance(
        cause,
        UnicodeError
        | wire.DecodeError
        | wire.LocationParseError
        | refused_by_requests.InvalidURL
        | refused_by_requests.InvalidSchema
        | refused_by_requests.InvalidProxyURL,
    ) or "Tunnel connection failed: 4" in str(cause)


def _reason(cause: BaseException) -> str:
    match cause:
        case ssl.SSLCertVerificationError():
            return f"the certificate is not trusted: {cause.verify_message}"
        case ssl.SSLError():
            return f"TLS failed: {(cause.reason or 'unexpected end').replace('_', ' ').lower()}"
        case socket.gaierror():
            return f"the name of the host is not known: {cause.strerror}"
        case TimeoutError():
            return "timed out"
        case http.client.RemoteDisconnected():
            return "the connection was closed without an answer"
        case http.client.IncompleteRead() | wire.InvalidChunkLength():
            return "the answer was cut short"
        case http.client.HTTPException():
            return "the answer is not HTTP"
        case wire.DecodeError():
            return "the answer cannot be decompressed"
        case OSError() if cause.strerror:
            return cause.strerror.lower()
        case _:
            return _by_text(cause)


def _by_text(cause: BaseException) -> str:
    """The one failure whose reason stands nowhere but in a text: what a proxy answers to CONNECT."""
    _, found, answer = str(cause).partition("Tunnel connection failed: ")
    return f"it answered {one_line(answer)[:100]}" if isinstance(cause, OSError) and found else ""
