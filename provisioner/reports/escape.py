"""The boundary every text passes on its way out: nothing a tenant or a file says may act on its reader.

Terminals obey control characters and reorder bidirectional text, CI systems obey `##vso[` and `##[` anywhere
in a line and `::error::` at its beginning, Markdown obeys almost anything. The views put a word of their own
before nearly every text, so that no line begins with a remote one; these functions disarm the rest.
"""

from __future__ import annotations

import re
from html import escape

_INVISIBLE = frozenset((0x034F, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, *range(0xE0100, 0xE01F0)))
_CI_COMMAND = re.compile(r"#(?=#(?:vso)?\[)")
_CI_BEGINNING = re.compile(r"^( *):(?=:)")
_BACKTICKS = re.compile("`+")
_MERMAID = re.compile(r"[^\w .,/-]", re.ASCII)


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
    shown = _CI_COMMAND.sub(r"\\x23", text.translate(_ESCAPES))
    return _CI_BEGINNING.sub(r"\1\\x3a", shown)


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


def markup(text: str) -> str:
    """A text in HTML, SVG or XML, between tags or between the quotes of an attribute."""
    return escape(plain(text))


def workflow_message(text: str) -> str:
    """The message of a GitHub workflow command; its lines stay lines of the annotation."""
    return "%0A".join(plain(line).replace("%", "%25") for line in text.splitlines())


def workflow_property(text: str) -> str:
    """A property of a GitHub workflow command, such as the file an annotation stands beside."""
    return plain(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def in_double_quotes(text: str) -> str:
    """What stands between the double quotes of a Prometheus label or of a DOT text."""
    return quoted(plain(text))[1:-1]


def mermaid(text: str) -> str:
    """What stands between the double quotes of a Mermaid label, which reads Markdown, HTML and directives."""
    return _MERMAID.sub(lambda found: f"#{ord(found[0])};", plain(text))


def json_text(text: str) -> str:
    """Finished JSON that no terminal and no CI system takes for a command; it parses to the same data."""
    return _CI_COMMAND.sub(r"\\u0023", text).replace("\x7f", "\\u007f")
