"""The boundary every text passes on its way out: nothing a tenant or a file says may act on its reader.

Terminals obey control characters and reorder bidirectional text, CI systems obey `##vso[` and `##[` anywhere
in a line and `::error::` at its beginning, Markdown obeys almost anything. The views put a word of their own
before every text, so that no line begins with a remote one; these functions disarm the rest.
"""

from __future__ import annotations

import re

_INVISIBLE = frozenset((0x034F, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, *range(0xE0100, 0xE01F0)))
_CI_COMMAND = re.compile(r"#(?=#(?:vso)?\[)")
_BACKTICKS = re.compile("`+")


class _Escapes(dict[int, str]):
    """Character to what is shown of it, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        visible = chr(code).isprintable() and code not in _INVISIBLE
        self[code] = chr(code) if visible else _escape(code)
        return self[code]


def _escape(code: int) -> str:
    short = {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}.get(code)
    if short:
        return short
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


_ESCAPES = _Escapes()


def plain(text: str) -> str:
    """One line in which control, bidirectional and zero-width characters and surrogates are spelled out."""
    return _CI_COMMAND.sub(r"\\x23", text.translate(_ESCAPES))


def quoted(text: str) -> str:
    """Like `plain`, between double quotes, so that its ends and its backslashes are not in doubt."""
    doubled = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain(doubled)}"'


def code(text: str) -> str:
    """A Markdown code span, in which mentions, links, images and comments are dead."""
    content = plain(text)
    fence = "`" * (1 + max((len(run) for run in _BACKTICKS.findall(content)), default=0))
    pad = " " if not content.strip() or "`" in (content[0], content[-1]) else ""
    return f"{fence}{pad}{content}{pad}{fence}"


def cell(text: str) -> str:
    """A code span that stands in a Markdown table, where a bar ends the cell even inside a span."""
    return code(text).replace("|", "\\|")


def json_text(text: str) -> str:
    """Finished JSON that no terminal and no CI system takes for a command; it parses to the same data."""
    return _CI_COMMAND.sub(r"\\u0023", text).replace("\x7f", "\\u007f")
