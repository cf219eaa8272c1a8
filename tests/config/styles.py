"""Files as many hands write them: quote styles, brackets and blocks, comments, line ends, indentations."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

Place = tuple[str, ...]
WORDS = st.lists(
    st.sampled_from(["Sales", "chat,", "on", "the", "shop:", "#1", "it's", "é𝄞", '"x"', "a: b"]), min_size=1
)
TEXTS = st.one_of(
    WORDS.map(" ".join),
    st.sampled_from(
        ["", "no", "12:30", "0101", "null", "- a", " lead", "trail ", "a\\b", "${vars.x}/y", "{a}", "[b]"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])),
    st.lists(WORDS.map(" ".join), min_size=2, max_size=3).map("\n".join),
    WORDS.map(lambda words: " ".join(words) + "\n"),
)
NOT_TEXT = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
KEYS = st.sampled_from(["bot", "web", "app", "no", "labs-chat", "y"])
ATTRIBUTES = st.sampled_from(["name", "uri", "description", "queue"])
SECTIONS = st.dictionaries(
    st.sampled_from(["webhooks", "channels", "assignments"]),
    st.dictionaries(
        KEYS, st.one_of(st.none(), TEXTS, st.dictionaries(ATTRIBUTES, TEXTS, max_size=4)), max_size=4
    ),
    min_size=1,
)


@dataclass
class Written:
    """A file, what it says, and the lines each of its entries takes, the comments above it included."""

    lines: list[str] = field(default_factory=lambda: ["format_version: 1"])
    data: dict[str, Any] = field(default_factory=lambda: {"format_version": 1})
    places: dict[Place, range] = field(default_factory=dict)
    end: str = "\n"
    mark: bool = False
    ended: bool = True

    @property
    def content(self) -> bytes:
        text = self.end.join(self.lines) + (self.end if self.ended else "")
        return (b"\xef\xbb\xbf" if self.mark else b"") + text.encode()


@st.composite
def files(draw: st.DrawFn) -> Written:
    """A file of up to three sections in any style."""
    written = Written(
        end=draw(st.sampled_from(["\n", "\r\n"])), mark=draw(st.booleans()), ended=draw(st.booleans())
    )
    sections = draw(SECTIONS)
    written.data |= sections
    hand = Hand(draw, written, draw(st.sampled_from([1, 2, 4])))
    for name, section in sections.items():
        hand.entry((name,), section, 0)
    return written


@dataclass
class Hand:
    """Writes entries in styles it draws."""

    draw: st.DrawFn
    written: Written
    step: int
    comments: int = 0

    def entry(self, place: Place, value: Any, indent: int) -> None:
        lines, start = self.written.lines, len(self.written.lines)
        if self.chance():
            lines.append("")
            start += 1
        if self.chance():
            lines.append(" " * indent + self.comment())
        lead = f"{' ' * indent}{self.key(place[-1])}:"
        if isinstance(value, dict) and value and self.draw(st.integers(0, 3)):
            lines.append(f"{lead}{self.aside()}")
            for key, inner in value.items():
                self.entry((*place, key), inner, indent + self.step)
        elif isinstance(value, str) and (block := self.block(value, indent + self.step)):
            lines += [f"{lead} {block[0]}", *block[1:]]
            self.written.ended = True  # a block at the end of a file says something else without it
        else:
            lines.append(f"{lead} {self.flow(value, within=False)}{self.aside()}")
        self.written.places[place] = range(start, len(lines))

    def flow(self, value: Any, within: bool) -> str:
        """A value on one line."""
        if isinstance(value, dict):
            inner = ", ".join(f"{self.key(key)}: {self.flow(one, True)}" for key, one in value.items())
            return self.draw(st.sampled_from([f"{{ {inner} }}", f"{{{inner}}}"]))
        if value is None:
            return "null"
        styles = [json.dumps(value, ensure_ascii=max(value, default="") < "\uffff" and self.chance())]
        if value and "\n" not in value and value.isprintable():
            styles.append("'" + value.replace("'", "''") + "'")
        if re.fullmatch("[A-Za-z]+( [A-Za-z]+)*", value) and value.lower() not in NOT_TEXT:
            styles.append(value)
        return self.draw(st.sampled_from(styles))

    def block(self, value: str, indent: int) -> list[str]:
        """A value as a block scalar; nothing where it cannot be one, or is not to be."""
        text = value.removesuffix("\n")
        lines = text.split("\n")
        fit = text.isprintable() or "\n" in text
        if not fit or any(not line or line != line.strip() or not line.isprintable() for line in lines):
            return []
        sign = self.draw(st.sampled_from(["", "|", ">"]))
        if not sign:
            return []
        if sign == ">":
            lines = [line for one in lines for line in ("", *self.folded(one))][1:]
        header = (
            sign + ("" if value.endswith("\n") else "-") + (f" {self.comment()}" if self.chance() else "")
        )
        return [header, *(" " * indent + line if line else "" for line in lines)]

    def folded(self, line: str) -> list[str]:
        words = line.split(" ")
        at = self.draw(st.integers(1, len(words)))
        halves = [words[:at], words[at:]] if all(words) else [words]
        return [" ".join(half) for half in halves if half]

    def key(self, key: str) -> str:
        return self.draw(
            st.sampled_from([f'"{key}"', f"'{key}'", *([key] if key not in ("no", "y") else [])])
        )

    def aside(self) -> str:
        return f"  {self.comment()}" if self.chance() else ""

    def comment(self) -> str:
        self.comments += 1
        return f'# {self.comments}: it\'s "told" {{here}}'

    def chance(self) -> bool:
        return self.draw(st.booleans())
