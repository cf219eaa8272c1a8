"""What is written into a file reads back as exactly that, by our own strict loader."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provisioner.config.yaml_file import parse
from provisioner.model.yaml_text import Bare, comment, scalar, yaml_lines

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
UGLY = st.sampled_from(
    (
        *(
            "no",
            "Null",
            "~",
            "0101",
            "12:30",
            "1_000",
            "0x1F",
            "1e3",
            ".inf",
            "=",
            "<<",
            "- a",
            "? a",
            "a: b",
        ),
        *(
            "a #b",
            "#",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "'",
            '"',
            "\\",
            "\\n",
            "{a}",
            "[a]",
            "a,",
        ),
        *(" a", "a ", "\ta", "a\nb", "\r\n", "\x85", "\u2028", "\ufeff", "\x00", "\x7f", "##[x]", "---"),
    )
)
TEXTS = TEXT | UGLY | st.lists(UGLY | TEXT, max_size=4).map("".join)
LEAVES = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | TEXTS
DATA = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=6)


def read(text: str) -> Any:
    root, repeated = parse(text.encode(), "a.yaml")
    assert root is not None
    assert not repeated
    return root.plain


def written(data: Any, **rest: Any) -> str:
    return "".join(f"{line}\n" for line, _ in yaml_lines(data, **rest))


@settings(max_examples=300)
@given(TEXTS)
def test_a_text_reads_back_as_it_is(text: str) -> None:
    assert read(f"name: {scalar(text)}\n") == {"name": text}


@given(st.dictionaries(TEXTS, DATA, min_size=1, max_size=4), st.booleans())
def test_data_reads_back_as_it_is(data: dict[str, Any], short: bool) -> None:
    assert read(written(data, short=short)) == data


@given(TEXTS)
def test_a_note_is_a_comment_and_nothing_else(note: str) -> None:
    data = {"channels": {"a": {"name": "A"}, "b": {"name": "B"}}}
    text = written(data, notes={("channels", "b"): note})
    assert read(text) == data
    assert text.splitlines()[3].startswith("  #")


@pytest.mark.parametrize("text", ["Support web chat", "bots.example.com", "Chat Gateway v1.0"])
def test_what_can_be_nothing_but_text_stands_without_quotes(text: str) -> None:
    assert scalar(text) == text


def test_a_comment_has_no_blank_at_its_end() -> None:
    assert (comment(""), comment("a\nb")) == ("#", r"# a\nb")


def test_a_map_of_one_leaf_can_stand_on_one_line() -> None:
    data = {"queues": {"sales": {"id": Bare("0101")}, "all": {"names": ["a"]}}}
    assert (
        written(data, short=True)
        == """\
queues:
  sales: { id: 0101 }
  all:
    names:
      - a
"""
    )
