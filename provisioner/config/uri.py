"""Where a webhook may point, whatever the spelling.

An address that leads back to the machine which calls, or to its neighbours, is refused: a webhook is called
from the vendor's network.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from provisioner.model.record import record
from provisioner.model.uri import CREDENTIAL_WORDS

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_UNUSABLE = re.compile(r"[\x00-\x20\x7f-\x9f\\\"<>^`{|}]|[^\x00-\x7f]")
_AUTHORITY = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#]*)")
_HOST = re.compile(
    r"(?=.{1,253}\.?$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\.?$"
)
_PLACEHOLDER = re.compile(r"\$\{env\.[^}]*\}")
_METADATA_NAMES = ("metadata.google.internal",)
_REACHABLE = "name a host that 8x8 can reach"
_PRIVATE = tuple(
    ipaddress.ip_network(one)
    for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)


@record
class Complaint:
    """What is wrong with a URI; a `warning` is only told. No text quotes the URI."""

    detail: str
    hint: str
    warning: bool = False


@record
class Destination:
    """What is allowed: a `real` tenant cannot reach loopback, `https_only` refuses http elsewhere."""

    real: bool = True
    https_only: bool = True


def complaints(uri: str, allowed: Destination) -> list[Complaint]:
    """Everything wrong with the form of a URI and with where it leads; the first error ends the search."""
    malformed = _malformed(uri)
    if malformed:
        return [malformed]
    parts = urlsplit(uri)
    host = (parts.hostname or "").rstrip(".")
    address = address_of(host)
    refused = _refused(parts, host, address, allowed)
    return [refused] if refused else _doubts(host, address)


def unresolved(template: str) -> str | None:
    """A URI to check in place of a template; None where a placeholder decides where it leads."""
    match = _AUTHORITY.match(template)
    authority = match["authority"] if match else ""
    decided = match is not None and ("${" not in authority or "@" in authority)
    return _PLACEHOLDER.sub("x", template) if decided else None


def literal_credential(template: str) -> str | None:
    """The name of a query parameter whose value is written out and looks like a secret, or None."""
    query = template.partition("?")[2].partition("#")[0]
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if value and "${env." not in value and any(word in name.lower() for word in CREDENTIAL_WORDS):
            return name
    return None


@lru_cache
def address_of(host: str) -> IPAddress | None:
    """The address a host spells: dotted, short, decimal, octal, hexadecimal, or IPv6 with an IPv4 inside."""
    try:
        six = ipaddress.IPv6Address(host.partition("%")[0])
        return six.ipv4_mapped or six.sixtofour or six
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def is_local(host: str, address: IPAddress | None) -> bool:
    """Whether a host is this machine."""
    if address is None:
        return host.lower() == "localhost" or host.lower().endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _malformed(uri: str) -> Complaint | None:
    absolute = "write it whole, such as https://bot.example.com/8x8"
    found = _UNUSABLE.search(uri)
    if found:
        return Complaint(
            f"U+{ord(found[0]):04X} cannot stand in a URI", "percent-encode it; write a host in punycode"
        )
    match = _AUTHORITY.match(uri)
    if match is None:
        return Complaint("this is not an absolute URI", absolute)
    authority = match["authority"]
    if "@" in authority:
        return Complaint(
            "a URI must not carry a user or a password",
            "put a secret into the query by ${env.PROVISIONER_...}, or into a header the bot checks",
        )
    host, port = _split(authority)
    if not _valid_host(host):
        return Complaint("the host is missing or malformed", absolute)
    if port is not None and not (port.isdecimal() and 1 <= int(port[:6]) <= 65535):
        return Complaint("the port is not a number from 1 to 65535", "correct it, or leave it out")
    return None


def _split(authority: str) -> tuple[str, str | None]:
    bracket = authority.rfind("]")
    colon = authority.find(":", bracket + 1)
    return (authority, None) if colon < 0 else (authority[:colon], authority[colon + 1 :])


@lru_cache
def _valid_host(host: str) -> bool:
    if host.startswith("[") and host.endswith("]"):
        return ":" in host and address_of(host[1:-1]) is not None
    if not _HOST.match(host):
        return False
    # A name whose last label is a number is an address to every resolver, or nothing at all.
    numeric = re.fullmatch(r"[0-9]+|0[xX][0-9A-Fa-f]*", host.rstrip(".").rpartition(".")[2])
    return numeric is None or address_of(host.rstrip(".")) is not None


def _refused(
    parts: SplitResult, host: str, address: IPAddress | None, allowed: Destination
) -> Complaint | None:
    local = is_local(host, address)
    if parts.scheme not in ("https", "http"):
        return Complaint("events are sent by https alone", "write https://")
    if local and allowed.real:
        return Complaint("the host is the calling machine itself", _REACHABLE)
    if host in _METADATA_NAMES or (address is not None and address.is_link_local):
        return Complaint("the host is a link-local address", _REACHABLE)
    if parts.scheme == "http" and allowed.https_only and not local:
        hint = "write https://, or set `require_https: false` under `guards:`"
        return Complaint("http sends every conversation in the clear", hint)
    return None


def _doubts(host: str, address: IPAddress | None) -> list[Complaint]:
    doubts = []
    if address is not None and any(address in network for network in _PRIVATE):
        hint = "8x8 reaches it only through a gateway of yours"
        doubts.append(Complaint("the host is a private address", hint, warning=True))
    if any(label.startswith("xn--") for label in host.split(".")):
        hint = "make sure that it is the host you mean"
        doubts.append(Complaint("the host is in punycode and may look like another one", hint, warning=True))
    return doubts
