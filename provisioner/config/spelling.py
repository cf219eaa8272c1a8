"""A value as it is written into a file: in the style that stood there, or the plainest that can hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import groupby
from typing import Final

from provisioner.config.scalars import WORDS, read_plain
from provisioner.config.yaml_file import parse
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ConfigurationError, RefusedError


class Removed(Enum):
    """The type of `REMOVED`: stands for what is to be taken out of a file."""

    REMOVED = "removed"


REMOVED: Final = Removed.REMOVED

Scalar = str | bool | None
Wanted = Scalar | Removed | Mapping[str, "Wanted"]
"""What shall stand behind a key: a mapping names only what changes in it, or all that is new."""

_HEADER = re.compile(r"(?P<sign>[|>])[-+]?(?P<comment> +#[^\r\n]*)?[ \r]*")
_RAW = re.compile('[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"\\\\]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_WIDE = 72
_WIDEST = 100


def spelled(value: Scalar, flow: bool = False, before: str = "") -> str:
    """A scalar to put in the place of the text `before`, empty for a new one; `flow` is within brackets."""
    if not isinstance(value, str):
        return next(word for word, meant in WORDS.items() if meant is value)
    for text in _candidates(value, before):
        if _reads_back(text, value, flow):
            return text
    raise RefusedError(Diagnostic("A value cannot be written into a file", "it is no text in UTF-8"))


def spelled_key(key: str, quoted: bool = False) -> str:
    """A key, in quotes where its neighbours are, or where some reader would not take it for text."""
    return _double(key) if quoted or read_plain(key) != key else key


def flow_mapping(members: Mapping[str, Wanted], quoted: bool = False) -> str:
    """A mapping on one line."""
    inner = ", ".join(flow_entry(key, value, quoted) for key, value in members.items())
    return f"{{ {inner} }}" if inner else "{}"


def flow_entry(key: str, value: Wanted, quoted: bool = False) -> str:
    """A key and its value within brackets; `quoted` as JSON would have it."""
    if isinstance(value, Mapping):
        text = flow_mapping(value, quoted)
    else:
        assert not isinstance(value, Removed)
        text = spelled(value, flow=True, before='"' if quoted else "")
    return f"{spelled_key(key, quoted)}: {text}"


def block_lines(members: Mapping[str, Wanted], indent: int, step: int, compact: bool = False) -> list[str]:
    """One key a line; with `compact` a mapping stands on the line of its key where that is not too long."""
    lines = []
    for key, value in members.items():
        lead = f"{' ' * indent}{spelled_key(key)}:"
        if not isinstance(value, Mapping):
            assert not isinstance(value, Removed)
            lines.append(f"{lead} {spelled(value)}")
        elif not value or (compact and len(lead) + len(flow_mapping(value)) < _WIDEST):
            lines.append(f"{lead} {flow_mapping(value)}")
        else:
            lines += [lead, *block_lines(value, indent + step, step)]
    return lines


def _candidates(value: str, before: str) -> Iterator[str]:
    """The style of the text before, then the plainest one that can hold the value."""
    style = before[:1] if before[:1] in ("'", '"', "|", ">") else ""
    if style in ("|", ">"):
        yield from _blocks(value, before)
    if not style:
        yield value
    if style == "'" or (not style and _RAW.search(value)):
        yield "'" + value.replace("'", "''") + "'"
    yield _double(value)


def _double(value: str) -> str:
    escaped = _RAW.sub(_escaped, value)
    return f'"{escaped}"'


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return _ESCAPES.get(found[0]) or (f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}")


def _blocks(value: str, before: str) -> Iterator[str]:
    """A literal or folded block with the sign, comment, indentation and line ends of the other."""
    first, *rest = before.split("\n")
    header, content = _HEADER.fullmatch(first), [line.rstrip("\r") for line in rest]
    indent = min((len(line) - len(line.lstrip(" ")) for line in content if line.strip()), default=0)
    text = value.rstrip("\n")
    if header is None or not indent or not text:
        return
    endings = len(value) - len(text)
    chomping = "-" if not endings else "" if endings == 1 else "+"
    inner = [line[indent:] for line in content]
    lines = text.split("\n") if header["sign"] == "|" else _folded(text, inner)
    lines += [""] * (endings - 1)
    end = "\r\n" if first.endswith("\r") else "\n"
    indented = (f"{' ' * indent}{line}" if line else "" for line in lines)
    yield end.join([f"{header['sign']}{chomping}{header['comment'] or ''}", *indented])


def _folded(text: str, before: Sequence[str]) -> list[str]:
    """Paragraphs in lines, a blank line for each line break; those that stood there keep their lines."""
    former = [list(lines) for filled, lines in groupby(before, bool) if filled]
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        lines += [""] if number else []
        lines += _refilled(paragraph, former[number] if number < len(former) else [])
    return lines


def _refilled(paragraph: str, before: Sequence[str]) -> list[str]:
    """Words in lines: at the beginning and at the end the lines that still fit stay as they were."""
    words, head, tail = paragraph.split(" ") if paragraph else [], 0, 0
    while head < len(before) and words[: len(kept := before[head].split(" "))] == kept:
        words, head = words[len(kept) :], head + 1
    while head + tail < len(before) and words[-len(kept := before[-1 - tail].split(" ")) :] == kept:
        words, tail = words[: -len(kept)], tail + 1
    width = max(_WIDE, *map(len, before), 0)
    return [*before[:head], *_wrapped(words, width), *before[len(before) - tail :]]


def _wrapped(words: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _reads_back(text: str, value: str, flow: bool) -> bool:
    """Whether our own reader takes the text for the value, wherever it stands."""
    around = f"{{k: {text}}}" if flow else f"k: {text}\n"
    try:
        root, _ = parse(around.encode("utf-8", "surrogatepass"), "")
    except ConfigurationError:
        return False
    return root is not None and root.plain == {"k": value}
