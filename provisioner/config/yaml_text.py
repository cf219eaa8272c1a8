"""The bytes of a file to text that holds nothing an editor would not show."""

from __future__ import annotations

import re

from provisioner.diagnostics import Diagnostic, Position
from provisioner.errors import ConfigurationError

_FORBIDDEN = re.compile("[\x00-\x08\t\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)")


def decode(content: bytes, file: str) -> str:
    """UTF-8, with a byte order mark or without; raises ConfigurationError on anything else, tabs included."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        place = Position(file, line, error.start - content.rfind(b"\n", 0, error.start))
        raise refusal("Not UTF-8", "this byte is not UTF-8", "save the file as UTF-8", place) from None
    if all(map(str.isprintable, text.split("\n"))):
        return text  # as nearly every file is: this is many times as fast as a look at each character
    found = _FORBIDDEN.search(text)
    if found is None:
        return text
    line = text.count("\n", 0, found.start()) + 1
    place = Position(file, line, found.start() - text.rfind("\n", 0, found.start()))
    if found[0] == "\t":
        raise refusal("Tab", "a tab is as wide as each editor likes", "indent with spaces", place)
    raise refusal("Control character", f"U+{ord(found[0]):04X} is not read here", "remove it", place)


def refusal(summary: str, detail: str, hint: str, place: Position) -> ConfigurationError:
    """An error about one place; whoever shows it adds the line."""
    return ConfigurationError(Diagnostic(summary, detail, hint, place))
