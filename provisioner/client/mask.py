"""Secrets kept out of free text that somebody else wrote.

Texts of our own never hold a secret; this is the second line, for what a server echoes. It has to be asked
before a text is cut: of half a secret nobody knows what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import parse_qsl, urlsplit

from provisioner.client.access import unlogged
from provisioner.model.disguise import HIDDEN, SHORTEST, bare_uris, disguises


class Mask:
    """The secrets of one connection; grows when a token is drawn. `hide` hears each of them as well."""

    def __init__(self, secrets: Iterable[str] = (), hide: Callable[[str], None] = unlogged) -> None:
        self._forms: set[str] = set()
        self._hide = hide
        for secret in secrets:
            self.add(secret)

    def add(self, secret: str) -> None:
        """Hide this text from now on, however it is encoded."""
        self._forms |= disguises(secret)
        self._hide(secret)

    def __call__(self, text: str, beside: Iterable[str] = ()) -> str:
        """The text without the secrets, those in `beside`, and what a URI may hold of others.

        The longest goes first, for one may hold another.
        """
        forms = self._forms.union(*map(disguises, beside))
        for form in sorted(forms, key=len, reverse=True):
            text = text.replace(form, HIDDEN)
        return bare_uris(text)


def parts_of_uri(uri: str) -> set[str]:
    """The texts of a URI that may carry a credential: all of it, its query, its values, its userinfo."""
    try:
        split = urlsplit(uri)
    except ValueError:
        return {uri}
    values = [value for _, value in parse_qsl(split.query)]
    values += [pair.partition("=")[2] for pair in split.query.split("&")]
    userinfo = split.netloc.rpartition("@")[0]
    found = {uri, split.query, *values, userinfo, userinfo.partition(":")[2]}
    return {part for part in found if len(part) >= SHORTEST}
