"""The documentation as its tests read it: pages, sections, fenced blocks, tables, links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"(?ms)^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$")
_HEADING = re.compile(r"(?m)^(?P<level>#+) +(?P<text>.+)$")
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_SPAN = re.compile(r"`([^`\n]+)`")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Block:
    """One fenced block; `info` is what stands behind its opening fence."""

    page: str
    info: str
    text: str

    @property
    def language(self) -> str:
        return self.info.partition(" ")[0]

    @property
    def marks(self) -> dict[str, str]:
        """`file=environments/prod.yaml` as a mapping; a bare word maps to nothing."""
        return {name: value for name, _, value in (word.partition("=") for word in self.info.split()[1:])}


@dataclass(frozen=True)
class Page:
    """One Markdown file of the project."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def prose(self) -> str:
        """The text without its fenced blocks."""
        return _FENCE.sub("", self.text)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(Block(self.name, one["info"], one["text"]) for one in _FENCE.finditer(self.text))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What a link can jump to, as the hosts of the repository make it from headings."""
        return frozenset(anchor(one["text"]) for one in _HEADING.finditer(self.prose))

    @cached_property
    def links(self) -> tuple[str, ...]:
        return tuple(one["target"] for one in _LINK.finditer(self.prose))

    def section(self, heading: str) -> str:
        """The prose below a heading, up to the next one of its level or above."""
        return section(self.prose, heading)


def section(text: str, heading: str) -> str:
    """The part of a text below a heading, up to the next one of its level or above."""
    headings = list(_HEADING.finditer(text))
    (start,) = (one for one in headings if one["text"] == heading)
    ends = (one.start() for one in headings if one.start() > start.start() and one["level"] <= start["level"])
    return text[start.end() : next(ends, len(text))]


def tables(text: str) -> list[list[list[str]]]:
    """Every table as rows of cells, head and rule left out."""
    found: list[list[list[str]]] = []
    above = ""
    for line in text.splitlines():
        if line.startswith("|"):
            if not above.startswith("|"):
                found.append([])
            found[-1].append([cell.strip() for cell in _CELL.split(line)[1:-1]])
        above = line
    return [rows[2:] for rows in found]


def rows(text: str) -> list[list[str]]:
    """The rows of all tables of a text."""
    return [row for table in tables(text) for row in table]


def spans(text: str) -> list[str]:
    """What stands between backticks."""
    return _SPAN.findall(text)


def anchor(heading: str) -> str:
    """The anchor of a heading: small letters, blanks as dashes, nothing else but words."""
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def page(name: str) -> Page:
    """The page of that path."""
    return Page(ROOT / name)


PAGES = tuple(
    Page(path) for path in (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
)
