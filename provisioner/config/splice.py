"""Entries put into a mapping of a text and taken out of it, every other character left alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from provisioner.config.layout import Branch, Entry
from provisioner.config.spelling import Scalar, Wanted, block_lines, flow_entry, flow_mapping, spelled

_REST = re.compile(r"(?P<comma> *,)?[ ]*(?:#[^\n]*)?\r?(?=\n|\Z)")
_COMMENT_LINE = re.compile(r"( *)#")


class Splice(NamedTuple):
    """What takes the place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


class Page:
    """A text and what an edit asks about its lines; a line is where it begins.

    `step` is by how much the text indents what stands below a section, `quoted` says that it is JSON.
    """

    def __init__(self, text: str, root: Branch) -> None:
        self.text = text
        sections = (entry.node for entry in root.entries.values() if isinstance(entry.node, Branch))
        self.step = next((one.last.column for one in sections if not one.flow and not root.flow), 2)
        self.quoted = root.flow and all(entry.quoted for entry in root.entries.values())

    def line_start(self, place: int) -> int:
        """Where the line of a place begins."""
        return self.text.rfind("\n", 0, place) + 1

    def line_above(self, line: int) -> int:
        """The line above a line; -1 above the first."""
        return self.line_start(line - 1) if line else -1

    def next_line(self, place: int) -> int:
        """Where the line after that of a place begins, or the end of the text."""
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end + 1

    def line_end(self, place: int) -> str:
        """The characters that end the line of a place, or the one before where the text ends."""
        end = self.text.find("\n", place)
        end = self.text.rfind("\n") if end < 0 else end
        return "\r\n" if self.text[end - 1 : end] == "\r" else "\n"

    def stands_alone(self, entry: Entry) -> bool:
        """Whether nothing but a comma and a comment stands beside an entry."""
        before = self.text[self.line_start(entry.start) : entry.start]
        return not before.strip(" ") and _REST.match(self.text, entry.node.end) is not None

    def comment_column(self, line: int) -> int:
        """The column of the comment that a line is; -1 for any other line, and for none."""
        found = _COMMENT_LINE.match(self.text, line) if line >= 0 else None
        return len(found[1]) if found else -1

    def behind_comments(self, line: int) -> int:
        """Behind the comments that end the text; the same line when something else follows."""
        behind, following = line, line
        while following < len(self.text):
            if self.comment_column(following) >= 0:
                behind = self.next_line(following)
            elif not self.is_blank(following):
                return line
            following = self.next_line(following)
        return behind

    def is_blank(self, line: int) -> bool:
        """Whether a line is there and empty."""
        return 0 <= line < len(self.text) and not self.text[line : self.next_line(line)].strip()


def inserted(page: Page, branch: Branch, added: Mapping[str, Wanted]) -> Iterator[Splice]:
    """New entries behind the last one."""
    if not branch.flow:
        yield _inserted_lines(page, branch, added)
    elif not branch.entries:
        yield Splice(branch.start, branch.end, flow_mapping(added, page.quoted))
    else:
        yield from _inserted_in_flow(page, branch, added)


def removed(page: Page, branch: Branch, gone: Collection[str]) -> Iterator[Splice]:
    """Entries taken out, each with the comment lines directly above it; at least one entry stays."""
    if not branch.flow:
        for key in gone:
            yield _removed_lines(page, branch.entries[key])
        return
    entries = list(branch.entries.items())
    kept = max(index for index, (key, _) in enumerate(entries) if key not in gone)
    for (key, entry), (_, following) in pairwise(entries[: kept + 1]):
        if key in gone:
            yield Splice(entry.start, following.start, "")
    if kept < len(entries) - 1:
        yield from _removed_tail(page, entries[kept][1], entries[-1][1])


def below(page: Page, entry: Entry, members: Mapping[str, Wanted]) -> Iterator[Splice]:
    """A mapping in the place of a value on the line of its key: on lines of its own, a comment kept."""
    colon = page.text.index(":", entry.end) + 1
    yield Splice(colon, entry.node.end, "")
    line, end = page.next_line(entry.node.end), page.line_end(entry.node.end)
    yield _lines_at(page, line, end, block_lines(members, entry.column + page.step, page.step))


def beside(page: Page, entry: Entry, value: Scalar) -> Iterator[Splice]:
    """A scalar on the line of the key, in the place of a mapping on the lines below; a comment is kept."""
    colon = page.text.index(":", entry.end) + 1
    yield Splice(colon, colon, f" {spelled(value)}")
    yield Splice(page.next_line(colon), page.next_line(entry.node.end), "")


def _inserted_lines(page: Page, branch: Branch, added: Mapping[str, Wanted]) -> Splice:
    last = branch.last
    line, end = page.next_line(last.node.end), page.line_end(last.node.end)
    while page.comment_column(line) > last.column:
        line = page.next_line(line)
    line = page.behind_comments(line) if last.column == 0 else line
    siblings = [entry.node for entry in branch.entries.values() if isinstance(entry.node, Branch)]
    compact = last.column > 0 and bool(siblings) and all(one.flow and one.entries for one in siblings)
    blank = [""] if _apart(page, branch) else []
    blocks = [block_lines({key: value}, last.column, page.step, compact) for key, value in added.items()]
    return _lines_at(page, line, end, [one for block in blocks for one in (*blank, *block)])


def _lines_at(page: Page, line: int, end: str, lines: list[str]) -> Splice:
    """Whole lines; the text may lack its last line end."""
    ended = line == 0 or page.text[line - 1] == "\n"
    text = end.join(lines)
    return Splice(line, line, f"{text}{end}" if ended else f"{end}{text}")


def _apart(page: Page, branch: Branch) -> bool:
    """Whether a blank line stands between entries: before a section always, else as before the last one."""
    last = branch.last
    if last.column == 0:
        return True
    line = page.line_start(last.start)
    while page.comment_column(page.line_above(line)) >= last.column:
        line = page.line_above(line)
    return len(branch.entries) > 1 and page.is_blank(page.line_above(line))


def _inserted_in_flow(page: Page, branch: Branch, added: Mapping[str, Wanted]) -> Iterator[Splice]:
    last, quoted = branch.last, all(entry.quoted for entry in branch.entries.values())
    texts = [flow_entry(key, value, quoted) for key, value in added.items()]
    if not page.stands_alone(last):
        yield Splice(last.node.end, last.node.end, "".join(f", {text}" for text in texts))
        return
    rest = _REST.match(page.text, last.node.end)
    assert rest is not None
    separator = f",{page.line_end(last.node.end)}{' ' * last.column}"
    behind = rest.end() - page.text[: rest.end()].endswith("\r")
    comma = "," if rest["comma"] else ""
    if not comma:
        yield Splice(last.node.end, last.node.end, ",")
    yield Splice(behind, behind, separator[1:] + separator.join(texts) + comma)


def _removed_lines(page: Page, entry: Entry) -> Splice:
    start, end = page.line_start(entry.start), page.next_line(entry.node.end)
    while page.comment_column(page.line_above(start)) == entry.column:
        start = page.line_above(start)
    while page.comment_column(end) > entry.column:
        end = page.next_line(end)
    if page.is_blank(page.line_above(start)) and (end == len(page.text) or page.is_blank(end)):
        start = page.line_above(start)
    return Splice(start, end, "")


def _removed_tail(page: Page, kept: Entry, last: Entry) -> Iterator[Splice]:
    """From the comma behind the last entry that stays, whose comment stays as well."""
    rest = _REST.match(page.text, kept.node.end)
    if rest is None or not rest["comma"]:
        yield Splice(kept.node.end, last.node.end, "")
        return
    yield Splice(rest.start(), rest.end("comma"), "")
    yield Splice(rest.end() - page.text[: rest.end()].endswith("\r"), last.node.end, "")
