"""The mistakes found while files are read, each with the line it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from provisioner.diagnostics import Diagnostic, Position, Severity, in_reading_order
from provisioner.model.uri import CREDENTIAL_WORDS

_WIDEST = 300
_SUGGESTIONS = 100
_USERINFO = re.compile(r"(?<=://)[^/@\s\"'?#]+(?=@)")
_QUERY_VALUE = re.compile(rf"(?i)[?&][^=&?\s]*(?:{'|'.join(CREDENTIAL_WORDS)})[^=&?\s]*=([^&\s\"'#]+)")


class Findings:
    """Collects diagnostics; a file is read again only when one of its lines has to be shown."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines = lru_cache(maxsize=8)(self._read)
        self._suggestions = _SUGGESTIONS
        self._all: dict[Diagnostic, None] = {}

    def error(self, summary: str, place: Position | None, detail: str = "", hint: str = "") -> None:
        """A mistake; the same one told twice counts once."""
        self._add(Diagnostic(summary, detail, hint, _narrow(place), self._line(place)))

    def warning(self, summary: str, place: Position | None, detail: str = "", hint: str = "") -> None:
        """Something that works and is probably not meant."""
        line = self._line(place)
        self._add(Diagnostic(summary, detail, hint, _narrow(place), line, Severity.WARNING))

    def take(self, *diagnostics: Diagnostic) -> None:
        """Add what somebody else found, with its line where that is still missing."""
        for one in diagnostics:
            self._add(one if one.source else replace(one, source=self._line(one.position)))

    def suggest(self, word: str, known: Iterable[str], otherwise: str = "") -> str:
        """A hint that names the known word nearest to `word`, or `otherwise`.

        Comparing takes long where much is known, so only the first mistakes get more than `otherwise`.
        """
        self._suggestions -= 1
        return suggestion(word, known, otherwise) if self._suggestions >= 0 else otherwise

    def within(self, place: Position, text: str) -> Position:
        """The place of `text` in the value at `place`, or `place` itself where it does not stand as it is."""
        lines = self._lines(place.file)
        start = lines[place.line - 1].find(text, place.column - 1) if place.line <= len(lines) else -1
        return place if start < 0 else Position(place.file, place.line, start + 1, len(text))

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        """Everything found, errors first."""
        return tuple(one for severity in Severity for one in self.of(severity))

    def of(self, severity: Severity) -> tuple[Diagnostic, ...]:
        """What was found, by file and line."""
        return tuple(one for one in in_reading_order(self._all) if one.severity is severity)

    def _add(self, diagnostic: Diagnostic) -> None:
        self._all[diagnostic] = None

    def _line(self, place: Position | None) -> str:
        lines = self._lines(place.file) if place else []
        if place is None or place.line > len(lines) or place.column > _WIDEST:
            return ""
        line = conceal(lines[place.line - 1][: 4 * _WIDEST])
        return line if len(line) <= _WIDEST else f"{line[:_WIDEST]}..."

    def _read(self, file: str) -> list[str]:
        text = (self._folder / file).read_bytes().decode("utf-8-sig", "replace")
        return [line.rstrip("\r") for line in text.split("\n")]


def _narrow(place: Position | None) -> Position | None:
    return place._replace(length=_WIDEST) if place and place.length > _WIDEST else place


def suggestion(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the known word nearest to `word`, or `otherwise`."""
    import difflib

    near = difflib.get_close_matches(word, list(known), n=1)
    return f'did you mean "{near[0]}"?' if near else otherwise


def conceal(line: str) -> str:
    """A source line with stars over what could be a credential, as wide as before."""
    line = _USERINFO.sub(lambda match: "*" * len(match[0]), line)
    return _QUERY_VALUE.sub(_starred, line)


def _starred(match: re.Match[str]) -> str:
    value = match[1]
    return match[0] if value.startswith("${") else match[0][: -len(value)] + "*" * len(value)
