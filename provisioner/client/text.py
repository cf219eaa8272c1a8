"""Text of somebody else, made fit to stand inside a sentence of ours."""

from __future__ import annotations


def one_line(text: str) -> str:
    """The text with runs of white space as one space and everything invisible escaped."""
    return "".join(map(_visible, " ".join(text.split())))


def _visible(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
