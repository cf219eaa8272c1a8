"""Which variables hold secrets, how a text may repeat one, and what of a URI none may repeat at all."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from urllib.parse import quote, quote_plus

HIDDEN = "(sensitive)"
SHORTEST = 8
"""Characters a secret must have to be looked for: a shorter one would take innocent words with it."""

_SETTINGS = frozenset(
    f"PROVISIONER_{name}" for name in ("ENVIRONMENT", "DIR", "DEBUG", "ALLOW_ENDPOINT", "GOLDEN")
)
_TELLING = re.compile(r"^PROVISIONER_|(^|_)(KEY|TOKEN|SECRET|PASSWORD|PASSPHRASE)$")
_BESIDE = (b"", b"\0", b"\0\0")
"""What may stand before a secret in base64, such as `user:`: its length modulo 3 decides the letters."""

_URI = re.compile(r"""((?::|%3A)(?:\\*/|%2F){2})([^\s"'<>]+)""", re.IGNORECASE)
_USERINFO = re.compile(r".*(?:@|%40)", re.IGNORECASE)
_QUERY = re.compile(r"(?:[?#]|%3F|%23).*", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9A-F]{2}")


def secrets(environ: Mapping[str, str]) -> Iterator[str]:
    """The values of variables that a configuration may read as secrets, or whose names say that they are."""
    for name, value in environ.items():
        if name not in _SETTINGS and _TELLING.search(name):
            yield value


def disguises(secret: str) -> set[str]:
    """Every form of a secret, itself included, that is long enough to be looked for."""
    return {form for form in _forms(secret) if len(form) >= SHORTEST}


def bare_uris(text: str) -> str:
    """The text whose URIs have no userinfo and no query, whoever they belong to."""
    return _URI.sub(lambda match: match[1] + _bare(match[2]), text)


def _bare(rest: str) -> str:
    return _QUERY.sub(f"?{HIDDEN}", _USERINFO.sub(f"{HIDDEN}@", rest))


def _forms(secret: str) -> Iterator[str]:
    encoded = secret.encode("utf-8", "surrogateescape")
    yield from (secret, secret.strip(), html.escape(secret))
    for written in (json.dumps(secret)[1:-1], repr(secret)[1:-1]):
        yield from (written, json.dumps(written)[1:-1], repr(written)[1:-1])
    for percent in (quote(encoded, safe=""), quote(encoded), quote_plus(encoded)):
        yield percent
        yield _ESCAPE.sub(lambda match: match[0].lower(), percent)
    for encode in (b64encode, urlsafe_b64encode):
        whole = encode(encoded).decode()
        yield from (whole, whole.rstrip("="))
        for before in _BESIDE:
            yield _own_letters(encode(before + encoded).decode(), len(before), len(encoded))


def _own_letters(letters: str, before: int, length: int) -> str:
    """The letters that no neighbour of the secret has a bit in; the other ones at its end are few."""
    return letters[-(-before * 8 // 6) : (before + length) * 8 // 6]
