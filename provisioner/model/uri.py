"""URIs as a person may see them: scheme, host and path, never what could be a credential."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from provisioner.model.value import Secret

CREDENTIAL_WORDS = ("token", "key", "secret", "password", "signature")
HIDDEN = "(sensitive)"
HIDDEN_DIFFERS = "(sensitive, differs)"
_MAY_HIDE = re.compile("[@?#]")
_PLACEHOLDER = re.compile(r"\$\{env\.[^}]*\}")


def host_of(uri: str) -> str:
    """The host in lower case, empty when there is none."""
    parts = _split(uri)
    return parts.hostname or "" if parts else ""


def same_but_for_form(one: str, other: str) -> bool:
    """Whether two URIs differ in nothing but the case of scheme and host and a trailing slash."""
    return _plain_form(one) == _plain_form(other)


def conceal(uri: str) -> str | Secret:
    """A Secret when userinfo or a query name tells of a credential, else the text itself."""
    shown = _redact(uri, lambda pair: _without_value(pair, HIDDEN) if _names_credential(pair) else pair)
    return uri if shown is None else Secret(uri, shown)


def conceal_template(secret: Secret) -> Secret:
    """A desired secret whose literal credentials, beside its placeholders, are hidden as well."""

    def hide(pair: str) -> str:
        written_out = _names_credential(pair) and not _PLACEHOLDER.search(pair)
        return _without_value(pair, HIDDEN) if written_out else pair

    shown = _redact(secret.shown, hide)
    return secret if shown is None else Secret(secret.value, shown)


def without_credentials(uri: str, variable: Callable[[str], str]) -> tuple[str, dict[str, str]]:
    """A URI with placeholders for the credentials in its query and fragment, and their values by variable.

    `variable` names the variable for a parameter; its name is empty for a part that is all value.
    """
    values: dict[str, str] = {}

    def lift(pair: str) -> str:
        value = pair[len(_name(pair)) + 1 :] if "=" in pair else pair
        if not value or not _names_credential(pair):
            return pair
        name = variable(unquote(_name(pair)) if "=" in pair else "")
        values[name] = value
        return _without_value(pair, f"${{env.{name}}}")

    before, hash_sign, fragment = uri.partition("#")
    address, question_mark, query = before.partition("?")
    lifted = ("&".join(map(lift, text.split("&"))) for text in (query, fragment))
    return f"{address}{question_mark}{next(lifted)}{hash_sign}{next(lifted)}", values


def conceal_beside(uri: str, *templates: str) -> Secret:
    """A live URI beside those with placeholders it may come from: what a placeholder could be is hidden."""
    parts = _split(uri)
    if parts is None:
        return Secret(uri, HIDDEN_DIFFERS)
    written = {_name(pair) for template in templates for pair in _pairs(template)}

    def hide(pair: str) -> str:
        return _without_value(pair, HIDDEN_DIFFERS) if _name(pair) in written else HIDDEN_DIFFERS

    path = reduce(_path_beside, templates, parts.path)
    return Secret(uri, urlunsplit(_redacted(parts, hide, HIDDEN_DIFFERS)._replace(path=path)))


def _split(uri: str) -> SplitResult | None:
    """The parts; None where they cannot be told apart: `https://user:pass/word@host` has no port."""
    try:
        parts = urlsplit(uri)
        return parts if parts.port is None or parts.port >= 0 else None
    except ValueError:
        return None


def _plain_form(uri: str) -> tuple[str, ...]:
    parts = _split(uri)
    if parts is None:
        return (uri,)
    return (parts.scheme, parts.netloc.lower(), parts.path.rstrip("/"), parts.query, parts.fragment)


def _redact(uri: str, hide: Callable[[str], str]) -> str | None:
    """The URI without what `hide` takes out; None when there was nothing to hide."""
    if not _MAY_HIDE.search(uri):
        return None
    parts = _split(uri)
    if parts is None:
        return HIDDEN
    shown = _redacted(parts, hide, HIDDEN)
    return None if shown == parts else urlunsplit(shown)


def _redacted(parts: SplitResult, hide: Callable[[str], str], word: str) -> SplitResult:
    """`word` for the userinfo, and each pair of query and fragment as `hide` leaves it."""
    _, at, authority = parts.netloc.rpartition("@")
    query, fragment = (
        "&".join(hide(pair) if pair else pair for pair in text.split("&"))
        for text in (parts.query, parts.fragment)
    )
    return parts._replace(
        netloc=f"{word}@{authority}" if at else parts.netloc, query=query, fragment=fragment
    )


def _pairs(template: str) -> list[str]:
    parts = _split(template)
    return parts.query.split("&") if parts else []


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def _without_value(pair: str, word: str) -> str:
    """A part without a name is all value."""
    return f"{_name(pair)}={word}" if "=" in pair else word


def _names_credential(pair: str) -> bool:
    """Some servers take `;` for `&`, and all of them decode names."""
    names = (unquote(_name(one)).lower() for one in pair.split(";"))
    return any(word in name for name in names for word in CREDENTIAL_WORDS)


def _path_beside(path: str, template: str) -> str:
    """The live path, without what stands where the template's path has a placeholder."""
    wanted = _split(template)
    if wanted is None:
        return f"/{HIDDEN_DIFFERS}"
    literals = _PLACEHOLDER.split(wanted.path)
    if len(literals) == 1:
        # A placeholder in the authority may hold the beginning of the path as well.
        whole = path == wanted.path or not _PLACEHOLDER.search(wanted.netloc)
        return path if whole else f"/{HIDDEN_DIFFERS}"
    if re.fullmatch("(?s:.*)".join(map(re.escape, literals)), path):
        return HIDDEN_DIFFERS.join(literals)
    return f"/{HIDDEN_DIFFERS}"
