"""The boundary every text passes on its way out: nothing a tenant or a file says may act on its reader.

Terminals obey control characters and reorder bidirectional text, CI systems obey `##vso[` and `##[` anywhere
in a line and `::error::` at its beginning, Markdown obeys almost anything. The views put a word of their own
before nearly every text, so that no line begins with a remote one; these functions disarm the rest.
"""

from __future__ import annotations

import re
from html import escape

from provisioner.model.visible import between_quotes, visible

_CI_COMMAND = re.compile(r"#(?=#(?:vso)?\[)")
_CI_BEGINNING = re.compile(r"^( *):(?=:)")
_BACKTICKS = re.compile("`+")
_MERMAID = re.compile(r"[^\w .,/-]", re.ASCII)


def plain(text: str) -> str:
    """One line in which control, bidirectional and zero-width characters and surrogates are spelled out."""
    return _CI_BEGINNING.sub(_beginning, disarmed(visible(text)))


def quoted(text: str) -> str:
    """Like `plain`, between double quotes, so that its ends and its backslashes are not in doubt."""
    return disarmed(between_quotes(text))


def disarmed(text: str) -> str:
    """A text that was spelled out, without a command to a CI system in it."""
    return _CI_COMMAND.sub(_spelled, text)


# Functions, for a template with a backslash is read anew for each text, whether it holds a command or not.
def _spelled(found: re.Match[str]) -> str:
    return f"\\x{ord(found[0]):02x}"


def _beginning(found: re.Match[str]) -> str:
    return f"{found[1]}\\x3a"


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
