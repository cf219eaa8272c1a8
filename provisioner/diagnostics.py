"""What is told about one mistake: what, where, and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How grave a diagnostic is."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Position(NamedTuple):
    """A place in a file; `line` and `column` count from 1, `length` is the width of the caret line."""

    file: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake or notice; `detail` stands beside the caret, `source` is the line at `position`."""

    summary: str
    detail: str = ""
    hint: str = ""
    position: Position | None = None
    source: str = ""
    severity: Severity = Severity.ERROR


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by file, line and column; those without a place come last, in the order given."""
    nowhere = Position("\U0010ffff", 0, 0)
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.position or nowhere)
