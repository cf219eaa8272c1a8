"""Keys made from display names: the same name gives the same key in every tenant, whatever its script."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable
from functools import lru_cache
from itertools import count
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)

_LONGEST = 50
"""Characters a name gives at most: a key has 63, and a number may follow."""

_LETTER = re.compile(
    r"^(?P<script>\w+).* (?:LETTER|SYLLABLE|CHARACTER|SIGN|IDEOGRAPH)[ -]"
    r"(?:(?:SMALL|CAPITAL|FINAL|SHARP|DOTLESS) )*(?P<sound>[A-Z0-9]+)"
)
_FIRST_SOUND = re.compile("SH|CH|KH|GH|TH|PH|PS|ZH|TS|.")
_ALPHABETS = frozenset(("GREEK", "HEBREW", "ARABIC", "ARMENIAN", "GEORGIAN", "THAI", "LAO"))
"""Scripts whose letters bear names that begin with their sound; elsewhere the name is the sound."""

_CYRILLIC = {
    **dict(zip("абвгдезиклмнопрстуфыэіђјћџґ", "abvgdeziklmnoprstufyeidjczg", strict=True)),
    **dict(zip("жхцчшщюя", ("zh", "kh", "ts", "ch", "sh", "shch", "yu", "ya"), strict=True)),
    **dict(zip("єљњъь", ("ye", "lj", "nj", "", ""), strict=True)),
}


def key_of(name: str, type: str) -> str:
    """The key a name gives; `type` stands in front of what begins with no letter."""
    sounds = "".join(_sound(one) for one in unicodedata.normalize("NFC", name).lower())
    words = "-".join(re.findall("[a-z0-9]+", sounds.lower()))[:_LONGEST].rstrip("-")
    return words if words[:1].isalpha() else f"{type}-{words}".rstrip("-")


def free_keys(naturals: Iterable[tuple[Item, str]], taken: Iterable[str]) -> dict[Item, str]:
    """A key for each item: its natural one for the first that is in need of it, numbered ones for the rest.

    Numbers are given last, so that `support-2` stays with what is called "Support 2".
    """
    used = set(taken)
    keys, rest = {}, []
    for item, natural in naturals:
        if natural in used:
            rest.append((item, natural))
        else:
            used.add(natural)
            keys[item] = natural
    numbers: dict[str, count[int]] = defaultdict(lambda: count(2))
    for item, natural in rest:
        numbered = (f"{natural}-{number}" for number in numbers[natural])
        keys[item] = next(one for one in numbered if one not in used)
        used.add(keys[item])
    return keys


@lru_cache(maxsize=4096)
def _sound(character: str) -> str:
    """How one small letter is written in Latin ones, roughly; a blank for what no word holds."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one))
    if bare.isascii():
        return bare
    if bare in _CYRILLIC:
        return _CYRILLIC[bare]
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    letter = _LETTER.match(unicodedata.name(bare if len(bare) == 1 else character, ""))
    if letter is None:
        return " "
    if letter["script"] == "CJK":
        return f" u{letter['sound']} "
    if letter["script"] in _ALPHABETS:
        return _FIRST_SOUND.match(letter["sound"])[0]  # type: ignore[index]
    return letter["sound"]
