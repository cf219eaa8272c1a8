"""Secrets kept out of free text that somebody else wrote.

Texts of our own never hold a secret; this is the second line, for what a server echoes. Secrets shorter than
8 characters are left alone: replacing them would mangle other text.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

SHORTEST = 8
SHOWN = "(sensitive)"


class Mask:
    """The secrets of one connection; grows when a token is drawn."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._forms: set[str] = set()
        for secret in secrets:
            self.add(secret)

    def add(self, secret: str) -> None:
        """Hide this text from now on, also percent- and base64-encoded."""
        encoded = b64encode(secret.encode()).decode()
        forms = (secret, quote(secret, safe=""), quote_plus(secret), encoded)
        self._forms |= {form for form in forms if len(form) >= SHORTEST}

    def __call__(self, text: str, beside: Iterable[str] = ()) -> str:
        """The text without the secrets and those in `beside`; longest first, for one may hold another."""
        for form in sorted(self._forms | set(beside), key=len, reverse=True):
            text = text.replace(form, SHOWN)
        return text


def parts_of_uri(uri: str) -> set[str]:
    """The texts of a URI that may carry a credential: all of it, its query, its values, its userinfo."""
    try:
        split = urlsplit(uri)
    except ValueError:
        return {uri}
    values = [value for _, value in parse_qsl(split.query)]
    found = {uri, split.query, *values, split.netloc.rpartition("@")[0]}
    return {part for part in found if len(part) >= SHORTEST}
