"""URIs as a person may see them: scheme, host and path, never what could be a credential."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from provisioner.model.value import Secret

CREDENTIAL_WORDS = ("token", "key", "secret", "password", "signature")
HIDDEN = "(sensitive)"
HIDDEN_DIFFERS = "(sensitive, differs)"
_PLACEHOLDER = re.compile(r"\$\{env\.[^}]*\}")


def host_of(uri: str) -> str:
    """The host in lower case, empty when there is none."""
    try:
        return urlsplit(uri).hostname or ""
    except ValueError:
        return ""


def same_but_for_form(one: str, other: str) -> bool:
    """Whether two URIs differ in nothing but the case of scheme and host and a trailing slash."""
    return _plain_form(one) == _plain_form(other)


def conceal(uri: str) -> str | Secret:
    """A Secret when userinfo or a query name tells of a credential, else the text itself."""
    shown = _redact(uri, _names_credential, HIDDEN)
    return uri if shown is None else Secret(uri, shown)


def conceal_template(secret: Secret) -> Secret:
    """A desired secret whose literal credentials, beside its placeholders, are hidden as well."""
    shown = _redact(secret.shown, lambda pair: _names_credential(pair) and "${env." not in pair, HIDDEN)
    return secret if shown is None else Secret(secret.value, shown)


def conceal_beside(uri: str, template: str) -> Secret:
    """A live URI beside a desired one with a placeholder: whatever the placeholder could be is hidden."""
    shown = _redact(uri, lambda pair: True, HIDDEN_DIFFERS) or uri
    return Secret(uri, _with_path(shown, _path_beside(uri, template)))


def _plain_form(uri: str) -> tuple[str, ...]:
    try:
        parts = urlsplit(uri)
    except ValueError:
        return (uri,)
    return (parts.scheme, parts.netloc.lower(), parts.path.rstrip("/"), parts.query, parts.fragment)


def _redact(uri: str, hides: Callable[[str], bool], word: str) -> str | None:
    """The URI with `word` for every hidden part; None when there was nothing to hide."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return word
    _, at, authority = parts.netloc.rpartition("@")
    netloc = f"{word}@{authority}" if at else parts.netloc
    pairs = parts.query.split("&") if parts.query else []
    query = "&".join(f"{pair.partition('=')[0]}={word}" if hides(pair) else pair for pair in pairs)
    fragment = word if parts.fragment and hides(parts.fragment) else parts.fragment
    if (netloc, query, fragment) == (parts.netloc, parts.query, parts.fragment):
        return None
    return urlunsplit((parts.scheme, netloc, parts.path, query, fragment))


def _names_credential(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return any(word in name for word in CREDENTIAL_WORDS)


def _path_beside(uri: str, template: str) -> str:
    """The live path, without what stands where the template's path has a placeholder."""
    try:
        live, wanted = urlsplit(uri).path, urlsplit(template).path
    except ValueError:
        return HIDDEN_DIFFERS
    literals = _PLACEHOLDER.split(wanted)
    if len(literals) == 1:
        return live
    if re.fullmatch("(?s:.*)".join(map(re.escape, literals)), live):
        return HIDDEN_DIFFERS.join(literals)
    return f"/{HIDDEN_DIFFERS}"


def _with_path(uri: str, path: str) -> str:
    try:
        return urlunsplit(urlsplit(uri)._replace(path=path))
    except ValueError:
        return uri
