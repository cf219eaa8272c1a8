"""Plain scalars: what stands without quotes is text only when every YAML reader takes it for text."""

from __future__ import annotations

import re

import yaml

from provisioner.config.node import Scalar, Unquoted

WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_TELLING = frozenset(("", *"0123456789+-.", *_RESOLVERS))
"""What a plain scalar begins with that may be something else than text."""

_WHOLE_NUMBER = re.compile(r"-?[1-9][0-9]{0,17}|0")
_OTHER_READERS = re.compile(r"0o[0-7]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def read_plain(text: str) -> Scalar:
    """A plain scalar: text, `true`, `false`, `null`, a whole number, or what has to be quoted."""
    first = text[:1]
    if first not in _TELLING:
        return text
    if text in WORDS:
        return WORDS[text]
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    resolvers = _RESOLVERS.get(first, ())
    ambiguous = any(pattern.match(text) for _, pattern in resolvers) or _OTHER_READERS.fullmatch(text)
    return Unquoted(text) if ambiguous or not text else text
