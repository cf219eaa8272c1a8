"""Diagnostics as a person reads them: what, where, the line itself, a caret, the way out.

Every line begins with a word, a number or a sign of the report, never with text of a file or a tenant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from provisioner.diagnostics import Diagnostic, Position, Severity
from provisioner.reports.escape import plain
from provisioner.reports.style import PLAIN, Style
from provisioner.reports.width import width


def diagnostics_text(diagnostics: Sequence[Diagnostic], style: Style = PLAIN) -> str:
    """All of them in the order given, a blank line between two; files are counted in a last line."""
    blocks = ["\n".join(_lines(diagnostic, style)) for diagnostic in diagnostics]
    if any(diagnostic.position for diagnostic in diagnostics):
        blocks.append(_count(diagnostics))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _lines(diagnostic: Diagnostic, style: Style) -> Iterator[str]:
    severity = diagnostic.severity.value
    position = diagnostic.position
    margin = " " * len(str(position.line)) if position else " "
    yield f"{style.paint(severity, severity)}: {plain(diagnostic.summary)}"
    if position:
        yield f"{margin}--> {plain(position.file)}:{position.line}:{position.column}"
    if position and diagnostic.source:
        yield from _excerpt(diagnostic, position, margin)
    else:
        yield from (f"{margin} | {plain(line)}" for line in diagnostic.detail.splitlines())
    for number, line in enumerate(diagnostic.hint.splitlines()):
        yield f"{margin} = {'hint:' if number == 0 else '     '} {plain(line)}"


def _excerpt(diagnostic: Diagnostic, position: Position, margin: str) -> Iterator[str]:
    """The line of source with a caret below it, both as wide as they stand once escaped."""
    source, column = diagnostic.source, position.column - 1
    before = width(plain(source[:column]))
    carets = max(1, width(plain(source[column : column + position.length])))
    first, *rest = diagnostic.detail.splitlines() or [""]
    yield f"{margin} |"
    yield f"{position.line} | {plain(source)}"
    yield f"{margin} | {' ' * before}{'^' * carets} {plain(first)}".rstrip()
    yield from (f"{margin} | {' ' * (before + carets)} {plain(line)}" for line in rest)


def _count(diagnostics: Sequence[Diagnostic]) -> str:
    severities = Counter(diagnostic.severity for diagnostic in diagnostics)
    counted = ", ".join(amount(severities[one], one.value) for one in Severity if severities[one])
    files = {diagnostic.position.file for diagnostic in diagnostics if diagnostic.position}
    return f"{counted} in {amount(len(files), 'file')}."


def amount(number: int, word: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
