"""How grave a word is, its sign, and the tone it is shown in; a colour only ever repeats them."""

from __future__ import annotations

from enum import StrEnum

from provisioner.apply.result import Status
from provisioner.plan.drift import Word
from provisioner.reports.style import WORD_SIGNS


class Tone(StrEnum):
    """How a picture speaks of something, the gravest last."""

    CALM = "calm"
    GOOD = "good"
    WAITING = "waiting"
    ALERT = "alert"
    FAILED = "failed"


_TONES: dict[str, Tone] = {
    Status.FAILED: Tone.FAILED,
    Status.MOVED: Tone.FAILED,
    Status.UNKNOWN: Tone.FAILED,
    Status.DIFFERS: Tone.ALERT,
    Status.SKIPPED: Tone.ALERT,
    Status.NOT_TRIED: Tone.ALERT,
    Word.CONFLICT: Tone.FAILED,
    Word.MISSING: Tone.FAILED,
    Word.AMBIGUOUS: Tone.FAILED,
    Word.UNREADABLE: Tone.FAILED,
    Word.DRIFT: Tone.ALERT,
    Word.PENDING: Tone.WAITING,
    Word.ORPHANED: Tone.CALM,
    Word.FORGOTTEN: Tone.CALM,
    Word.UNMANAGED: Tone.CALM,
    Word.IGNORED: Tone.CALM,
    Status.DONE: Tone.GOOD,
    Word.IN_SYNC: Tone.GOOD,
}
"""The gravest first."""

_GRAVITY = {word: number for number, word in enumerate(_TONES)}
_SIGNS = {
    **WORD_SIGNS,
    Word.IGNORED: ".",
    Status.DONE: "=",
    Status.FAILED: "!",
    Status.MOVED: "!",
    Status.UNKNOWN: "?",
    Status.DIFFERS: "!",
    Status.SKIPPED: "-",
    Status.NOT_TRIED: "-",
}


def sign(word: str) -> str:
    """What stands before a word of a resource, or before how its change ended."""
    return _SIGNS[word]


def tone(word: str) -> Tone:
    """The tone of a word of a resource, or of how its change ended."""
    return _TONES[word]


def gravity(word: str) -> int:
    """Small for what comes first."""
    return _GRAVITY[word]
