"""Display names as a person sees them: no character that hides, no two that look the same."""

from __future__ import annotations

import re
import unicodedata

# A joiner between two letters shapes words in Persian or Hindi, and one between two emoji makes them one.
_JOINED = re.compile("(?<=[^\x00-\x7f])[\u200c\u200d](?=[^\x00-\x7f])")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
LONGEST = 255
"""The vendor allows 256 in requests and 255 in results: one name of 256 makes every listing invalid."""


def hidden_character(text: str) -> str | None:
    """The first character nobody can see, blanks at the ends included; None when there is none."""
    if text.isascii() and text.isprintable() and text == text.strip():
        return None
    if text != text.strip():
        return text[-1] if text[-1].isspace() else text[0]
    for character in _JOINED.sub("", text):
        category = unicodedata.category(character)
        if category in _HIDDEN or (category == "Zs" and character != " "):
            return character
    return None


def control_character(text: str) -> str | None:
    """The first control character that is not a line break; None when there is none."""
    if text.isprintable():
        return None
    return next((one for one in text if one != "\n" and unicodedata.category(one) in ("Cc", "Cs")), None)


def looks(name: str) -> str:
    """The form that two names share when they look the same: composed and compatible characters as one."""
    return name if name.isascii() else unicodedata.normalize("NFKC", name)
