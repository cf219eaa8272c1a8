"""Signs, words and colours; a colour only ever repeats what a sign and a word say."""

from __future__ import annotations

from provisioner.model.record import record

SIGNS = {"create": "+", "update": "~", "adopt": ">", "delete": "-", "forget": "x", "no-op": "="}

WORD_SIGNS = {
    "in sync": "=",
    "pending": "~",
    "drift": "!",
    "conflict": "!",
    "missing": "-",
    "orphaned": "+",
    "forgotten": "x",
    "unmanaged": "+",
    "ambiguous": "?",
    "unreadable": "?",
}

_COLOURS = {
    "in sync": "32",
    "pending": "33",
    "drift": "31",
    "conflict": "1;31",
    "missing": "31",
    "orphaned": "35",
    "forgotten": "35",
    "unmanaged": "36",
    "ambiguous": "31",
    "unreadable": "31",
    "create": "32",
    "update": "33",
    "adopt": "36",
    "delete": "31",
    "forget": "35",
    "done": "32",
    "failed": "31",
    "moved": "31",
    "skipped": "33",
    "not tried": "33",
    "unknown": "31",
    "reads back differently": "33",
    "different": "31",
    "on purpose": "36",
    "error": "1;31",
    "warning": "1;33",
    "notice": "1;36",
}


@record
class Style:
    """How a text view looks; without colour it is pure text."""

    colour: bool = False

    def paint(self, word: str, text: str) -> str:
        """The text in the colour of a word; as it is when that word has none."""
        code = _COLOURS.get(word)
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code else text


PLAIN = Style()


def word_words(word: str) -> str:
    """The sign and the word of a resource: `! drift`."""
    return f"{WORD_SIGNS[word]} {word}"


def action_words(action: str) -> str:
    """The sign and the word of an action: `+ create`."""
    return f"{SIGNS[action]} {'unchanged' if action == 'no-op' else action}"
