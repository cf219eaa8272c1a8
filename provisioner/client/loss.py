"""Why no answer came, in words that hold no header, no query and no proxy password."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator

from requests import exceptions as rejected
from urllib3 import exceptions as wire

from provisioner.client.call import Lost
from provisioner.client.text import one_line

_ODD_PROXY = (wire.ProxySchemeUnknown, rejected.InvalidProxyURL, rejected.InvalidSchema)
_ODD_ADDRESS = (wire.LocationValueError, rejected.InvalidURL, UnicodeError)
_ODD_HEADER = (rejected.InvalidHeader, UnicodeEncodeError)
_NEVER_SENT = (wire.NewConnectionError, wire.ProxyError, *_ODD_PROXY, *_ODD_ADDRESS, *_ODD_HEADER)
_HOPELESS = (wire.DecodeError, *_ODD_PROXY, *_ODD_ADDRESS, *_ODD_HEADER)
_UNSENDABLE = "tenant.id or a credential holds a character that cannot be sent"
_REASONS = (
    ((TimeoutError, wire.TimeoutError, rejected.Timeout), "timed out"),
    ((http.client.RemoteDisconnected,), "the connection was closed without an answer"),
    ((http.client.IncompleteRead, wire.InvalidChunkLength), "the answer was cut short"),
    ((http.client.HTTPException,), "the answer is not HTTP"),
    ((wire.DecodeError,), "the answer cannot be decompressed"),
    ((rejected.InvalidHeader,), _UNSENDABLE),
    (_ODD_PROXY, "the proxy variables name no proxy that can be used"),
    (_ODD_ADDRESS, "the address of the tenant or of its proxy is malformed"),
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
    """Whether the address itself, a header or what the proxy decided is the matter."""
    return isinstance(cause, _HOPELESS) or "Tunnel connection failed: 4" in str(cause)


def _reason(cause: BaseException) -> str:
    """Empty where the cause says nothing: what wraps it may say more."""
    match cause:
        case ssl.SSLCertVerificationError():
            return f"the certificate is not trusted: {cause.verify_message}"
        case ssl.SSLError():
            return f"TLS failed: {(cause.reason or 'unexpected end').replace('_', ' ').lower()}"
        case socket.gaierror():
            return f"the name of the host is not known: {cause.strerror}"
        case UnicodeEncodeError(encoding="latin-1"):
            return _UNSENDABLE
    plain = next((text for kinds, text in _REASONS if isinstance(cause, kinds)), "")
    return plain or (_of_system(cause) if isinstance(cause, OSError) else "")


def _of_system(error: OSError) -> str:
    """What a proxy answers to CONNECT stands nowhere but in a text."""
    _, found, answer = str(error).partition("Tunnel connection failed: ")
    return f"it answered {one_line(answer)[:100]}" if found else (error.strerror or "").lower()
