"""Comments of a pull request: what matters first, the rest folded, and never too long to be posted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from provisioner.reports.diagnostics import amount

LIMIT = 60_000
"""Bytes: GitHub takes 65,536 characters, other hosts more."""

_NOTICE = 200
"""Bytes that are kept for the words about what is left out."""

_NO_MARKER = re.compile(r"[^A-Za-z0-9_.]+")


@dataclass(frozen=True)
class Comment:
    """One report. `told` stands above the fold and `folded` below it, each block whole or not at all.

    `head` and `tail` always stand; `what` is what the folded blocks are about, one of them in words.
    """

    head: str
    told: Sequence[str] = ()
    tail: str = ""
    what: str = ""
    folded: Sequence[str] = ()

    def text(self, room: int) -> str:
        """As much as goes into so many bytes; what is left out is counted in words."""
        room -= size(self.head) + size(self.tail) + 3 * _NOTICE
        told, room = _fitting(self.told, room)
        folded, room = _fitting(self.folded, room)
        parts = [self.head, _list(told, len(self.told), "entry", "entries"), self.tail]
        if self.folded:
            title = f"<details><summary>{amount(len(self.folded), self.what)}</summary>"
            parts += [title, _list(folded, len(self.folded), self.what, f"{self.what}s"), "</details>"]
        return "\n\n".join(part for part in parts if part) + "\n"


def comments_text(comments: Sequence[Comment], limit: int = LIMIT) -> str:
    """All of them in so many bytes: each has its head, and leaves what it does not need to the next."""
    least = [size(one.text(0)) for one in comments]
    spare = limit - sum(least) - len(least) - _NOTICE
    texts: list[str] = []
    for comment, needed in zip(comments, least, strict=True):
        if spare < 0 and sum(map(size, texts)) + needed > limit - _NOTICE:
            left = amount(len(comments) - len(texts), "more report")
            return "\n".join((*texts, f"**{left} left out: the whole would be too long for a comment.**\n"))
        text = comment.text(needed + max(0, spare))
        spare -= size(text) - needed
        texts.append(text)
    return "\n".join(texts)


def marker(*environments: str) -> str:
    """By which a pipeline finds the comment that the next run replaces; it is not shown."""
    # Two dashes would end, or spoil, an HTML comment; a plus stands in no environment's name.
    name = "+".join(_NO_MARKER.sub("-", one) for one in environments)
    return f"<!-- provisioner:{name} -->" if name else "<!-- provisioner -->"


def size(text: str) -> int:
    """Bytes on the wire."""
    return len(text.encode())


def _fitting(blocks: Iterable[str], room: int) -> tuple[list[str], int]:
    """The blocks that fit, in order, and the room they leave; a small one may fit behind one too large."""
    kept = []
    for block in blocks:
        needed = size(block) + 1
        if needed <= room:
            kept.append(block)
            room -= needed
    return kept, room


def _list(kept: Sequence[str], total: int, one: str, several: str) -> str:
    left = total - len(kept)
    lines = list(kept)
    if left:
        lines.append(f"- **{left} more {one if left == 1 else several} left out: too long for a comment.**")
    return "\n".join(lines)
