"""Edits that keep every character they are not about."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from provisioner.config import edit as module
from provisioner.config import yaml_file
from provisioner.config.edit import REMOVED, Wanted, edit
from provisioner.config.yaml_file import parse
from provisioner.errors import RefusedError
from tests.config.styles import ATTRIBUTES, KEYS, TEXTS, Place, Written, files

FILE = """\
# dev, where changes are tried
format_version: 1
environment: dev

channels:   # what differs here
  # the shop's
  web: { name: 'It''s', queue: sales }   # on one line
  labs: null   # not here
  app:
    # what people see
    name: "Say \\"hi\\""  # quoted
    description: >-
      A long text that is
      folded over lines
      and ends here.
    # below the app

# moved at once
queue_assignments:
  phone: support
# the end
"""


def edited(changes: Mapping[str, Wanted], text: str = FILE) -> str:
    return edit(text.encode(), "dev.yaml", changes).decode()


def difference(changes: Mapping[str, Wanted], text: str = FILE) -> list[str]:
    """The lines that go and come, as a unified diff shows them."""
    lines = difflib.unified_diff(text.splitlines(), edited(changes, text).splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def plain(content: bytes) -> Any:
    root, repeated = parse(content, "")
    assert root is not None
    assert not repeated
    return root.plain


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        (
            {"channels": {"web": {"name": "Shop's"}}},
            [
                "-  web: { name: 'It''s', queue: sales }   # on one line",
                "+  web: { name: 'Shop''s', queue: sales }   # on one line",
            ],
        ),
        (
            {"channels": {"app": {"name": 'A "b"'}}},
            ['-    name: "Say \\"hi\\""  # quoted', '+    name: "A \\"b\\""  # quoted'],
        ),
        ({"queue_assignments": {"phone": "on"}}, ["-  phone: support", '+  phone: "on"']),
        ({"queue_assignments": {"phone": '"x"'}}, ["-  phone: support", "+  phone: '\"x\"'"]),
        ({"queue_assignments": {"phone": None}}, ["-  phone: support", "+  phone: null"]),
        (
            {
                "channels": {
                    "app": {"description": "A long text that is folded over many lines and ends here."}
                }
            },
            ["-      folded over lines", "+      folded over many lines"],
        ),
        (
            {"channels": {"app": {"description": f"A long text that is {'very ' * 15}long."}}},
            [
                "-      folded over lines",
                "-      and ends here.",
                f"+      {('very ' * 14).strip()}",
                "+      very long.",
            ],
        ),
        (
            {"channels": {"app": {"description": "Short."}}},
            [
                "-      A long text that is",
                "-      folded over lines",
                "-      and ends here.",
                "+      Short.",
            ],
        ),
        ({"channels": {"app": {"queue": "sales"}}}, ["+    queue: sales"]),
        (
            {"channels": {"web": {"protect": True}}},
            [
                "-  web: { name: 'It''s', queue: sales }   # on one line",
                "+  web: { name: 'It''s', queue: sales, protect: true }   # on one line",
            ],
        ),
        ({"channels": {"new": {"name": "a: b"}}}, ["+  new:", '+    name: "a: b"']),
        ({"webhooks": {"bot": {"name": "Bot"}}}, ["+", "+webhooks:", "+  bot:", "+    name: Bot"]),
        (
            {"channels": {"labs": {"name": "Labs"}}},
            ["-  labs: null   # not here", "+  labs:   # not here", "+    name: Labs"],
        ),
        (
            {"channels": {"web": None}},
            ["-  web: { name: 'It''s', queue: sales }   # on one line", "+  web: null   # on one line"],
        ),
        (
            {"channels": {"web": REMOVED}},
            ["-  # the shop's", "-  web: { name: 'It''s', queue: sales }   # on one line"],
        ),
        (
            {"channels": {"app": {"name": REMOVED}}},
            ["-    # what people see", '-    name: "Say \\"hi\\""  # quoted'],
        ),
        (
            {"channels": {"web": {"queue": REMOVED}}},
            [
                "-  web: { name: 'It''s', queue: sales }   # on one line",
                "+  web: { name: 'It''s' }   # on one line",
            ],
        ),
        (
            {"queue_assignments": {"phone": REMOVED}},
            ["-", "-# moved at once", "-queue_assignments:", "-  phone: support"],
        ),
        ({"channels": {"missing": REMOVED, "app": {"queue": REMOVED}}}, []),
    ],
)
def test_nothing_but_what_is_meant_changes(changes: Mapping[str, Wanted], lines: list[str]) -> None:
    found = difference(changes)
    # A blank line is like any other: which of two goes is a matter of taste.
    assert [line for line in found if line != "-"] == [line for line in lines if line != "-"]


def test_a_mapping_can_become_null_and_keeps_the_comment_of_its_key() -> None:
    text = FILE.replace("  app:\n", "  app:  # the app\n")
    after = edited({"channels": {"app": None}}, text)
    assert "  labs: null   # not here\n  app: null  # the app\n    # below the app\n\n# moved" in after


def test_everything_at_once_is_the_same_as_one_after_another() -> None:
    changes: list[dict[str, Wanted]] = [
        {"channels": {"web": {"name": "Shop"}}},
        {"channels": {"labs": REMOVED}},
        {"channels": {"new": {"queue": "sales"}}},
        {"queue_assignments": {"other": "sales"}},
    ]
    text = FILE
    for one in changes:
        text = edited(one, text)
    at_once: dict[str, Wanted] = {
        "channels": {"web": {"name": "Shop"}, "labs": REMOVED, "new": {"queue": "sales"}},
        "queue_assignments": {"other": "sales"},
    }
    assert edited(at_once) == text


def test_new_entries_look_like_their_neighbours() -> None:
    apart = "a:\n    x:\n        n: 1\n\n    # about y\n    y:\n        n: 2\nb: {}\n"
    assert edited({"a": {"z": {"n": "3 x"}}}, apart) == apart.replace("b:", "\n    z:\n        n: 3 x\nb:")
    assert edited({"b": {"k": {"n": "v"}}}, apart) == apart.replace("b: {}\n", "b:\n    k:\n        n: v\n")
    brackets = "a:\n  x: { n: p }\n  y: {n: q}\n"
    assert edited({"a": {"z": {"n": "r"}}}, brackets) == brackets + "  z: { n: r }\n"
    long = "x" * 100
    assert edited({"a": {"z": {"n": long}}}, brackets) == f"{brackets}  z:\n    n: {long}\n"


def test_a_file_in_json_stays_json() -> None:
    data = {"webhooks": {"bot": {"name": "Bot", "uri": "u"}, "old": None}, "channels": {}}
    changes: dict[str, Wanted] = {
        "webhooks": {"bot": {"name": "é", "version": "1"}, "new": {"name": "N"}, "old": {"name": "O"}},
        "channels": {"web": {"name": "no"}},
        "queue_assignments": {"web": "sales"},
    }
    after = edited(changes, json.dumps(data, indent=1))
    assert json.loads(after) == {
        "webhooks": {
            "bot": {"name": "é", "uri": "u", "version": "1"},
            "old": {"name": "O"},
            "new": {"name": "N"},
        },
        "channels": {"web": {"name": "no"}},
        "queue_assignments": {"web": "sales"},
    }
    assert json.loads(
        edited({"webhooks": {"bot": {"name": REMOVED, "uri": "v"}, "old": REMOVED}}, after)
    ) == {
        **json.loads(after),
        "webhooks": {"bot": {"uri": "v", "version": "1"}, "new": {"name": "N"}},
    }


LONG = """\
a: {
  # one
  x: 1,  # of x
  y: two,  # of y
  z: three   # of z
}
"""


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({"a": {"z": REMOVED}}, "  y: two,  # of y\n  z: three   # of z\n", "  y: two  # of y   # of z\n"),
        ({"a": {"y": REMOVED}}, "  y: two,  # of y\n  z: three", "  z: three"),
        ({"a": {"w": "four"}}, "  z: three   # of z\n", "  z: three,   # of z\n  w: four\n"),
        ({"a": {"x": REMOVED, "y": REMOVED, "z": REMOVED, "w": "v"}}, LONG[3:-1], "{ w: v }"),
    ],
)
def test_brackets_over_several_lines(changes: Mapping[str, Wanted], before: str, after: str) -> None:
    assert edited(changes, LONG) == LONG.replace(before, after)


def test_a_comma_behind_the_last_entry_stays() -> None:
    assert edited({"a": {"y": "2"}}, "a: {x: p,}\n") == 'a: {x: p, y: "2",}\n'
    assert edited({"a": {"y": "q"}}, "a: {\n  x: p,\n}\n") == "a: {\n  x: p,\n  y: q,\n}\n"


def test_line_ends_byte_order_mark_and_a_missing_last_line_end_are_kept() -> None:
    windows = b"\xef\xbb\xbfa:\r\n  x: p\r\n  y: |\r\n    one\r\n    two"
    assert edit(windows, "f", {"a": {"x": "q", "y": "one\n2\n", "z": "r"}, "b": {"k": "v"}}) == (
        b"\xef\xbb\xbfa:\r\n  x: q\r\n  y: |\r\n    one\r\n    2\r\n  z: r\r\n\r\nb:\r\n  k: v"
    )


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("|\n    one\n    two\n", "one\nthree\n", "|\n    one\n    three\n"),
        ("|\n    one\n", "one", "|-\n    one\n"),
        ("|- # why\n    one\n", "one\n\n\n", "|+ # why\n    one\n\n\n"),
        ("|+\n    one\n\n", "two", "|-\n    two\n"),
        (">\n    one two\n\n    three\n", "one two\nfour", ">-\n    one two\n\n    four\n"),
        ("|2\n   one\n", "two", '"two"\n'),
        ("|\n    one\n", " lead", '" lead"\n'),
        (">-\n    one\n", "a  b\u2028", '"a  b\\u2028"\n'),
        ("|\n    one\n", "", '""\n'),
        ("plain over\n    two lines\n", "one line", "one line\n"),
        ('"double\n    too"\n', "x", '"x"\n'),
        ("[a, b]\n", "x", "x\n"),
    ],
)
def test_values_of_several_lines_keep_their_style_where_it_can_hold_the_new_one(
    before: str, value: str, after: str
) -> None:
    assert edited({"k": value}, f"k: {before}z: 1\n") == f"k: {after}z: 1\n"


def test_the_parser_in_python_makes_the_same_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    changes: dict[str, Wanted] = {
        "channels": {"web": {"name": "W"}, "app": {"description": "D"}, "labs": REMOVED},
        "queue_assignments": {"other": "sales"},
    }
    fast = edited(changes)
    monkeypatch.setattr(yaml_file, "_LOADER", yaml.SafeLoader)
    assert edited(changes) == fast


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(RefusedError, match="cannot be written into a file"):
        edited({"queue_assignments": {"phone": "\ud800"}})


def test_what_cannot_be_edited_without_harm_is_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        edited({"a": {"x": REMOVED, "y": "2"}}, "? a\n: x: 1\n")
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.summary == "dev.yaml cannot be edited"


def test_an_edit_that_says_something_else_than_meant_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "spelled", lambda *_: "wrong")
    with pytest.raises(RefusedError, match="cannot be edited"):
        edited({"queue_assignments": {"phone": "right"}})
    monkeypatch.setattr(module, "spelled", lambda *_: "[")
    with pytest.raises(RefusedError, match="cannot be edited"):
        edited({"queue_assignments": {"phone": "right"}})


@st.composite
def edits(draw: st.DrawFn) -> tuple[Written, dict[str, Any]]:
    """A file, and changes to what it holds and to what it does not."""
    written = draw(files())
    leaf = st.one_of(TEXTS, st.none(), st.just(True), st.just(REMOVED))
    definition = st.one_of(leaf, st.dictionaries(ATTRIBUTES, st.one_of(TEXTS, st.just(REMOVED)), min_size=1))
    changes = draw(
        st.dictionaries(
            st.sampled_from(["webhooks", "channels", "assignments"]),
            st.dictionaries(KEYS, definition, min_size=1, max_size=3),
            min_size=1,
        )
    )
    return written, changes


def meant(before: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """What the file is to say: a mapping that loses all it held goes as well."""
    after = dict(before)
    for key, wanted in changes.items():
        if isinstance(wanted, dict):
            held = before[key] if isinstance(before.get(key), dict) else {}
            inner = meant(held, wanted)
            emptied = held if key in before else wanted
            wanted = REMOVED if emptied and not inner else inner
        after[key] = wanted
    return {key: value for key, value in after.items() if value is not REMOVED}


def touched(written: Written, changes: dict[str, Any]) -> set[int]:
    """The lines that a change may alter: those of the entries it names, and of a mapping in brackets."""
    named = {place for name, wanted in changes.items() for place in _named((name,), wanted, written)}
    return {number for place in named for number in written.places.get(place, ())}


def _named(place: Place, wanted: Any, written: Written) -> set[Place]:
    """The entries that are written anew or go: of one in brackets the whole, of one in a block its parts."""
    inside = [one for one in written.places if one[:-1] == place]
    if not isinstance(wanted, dict) or not inside:
        return {place}
    deeper = {one for key, inner in wanted.items() for one in _named((*place, key), inner, written)}
    return {place} if all(_gone(one, wanted.get(one[-1]), written) for one in inside) else deeper


def _gone(place: Place, wanted: Any, written: Written) -> bool:
    inside = [one for one in written.places if one[:-1] == place]
    if not isinstance(wanted, dict) or not inside:
        return wanted is REMOVED
    return all(_gone(one, wanted.get(one[-1]), written) for one in inside)


@given(edits())
def test_any_edit_of_any_style_says_what_is_meant(case: tuple[Written, dict[str, Any]]) -> None:
    written, changes = case
    assert plain(written.content) == written.data
    after = edit(written.content, "any.yaml", changes)
    assert plain(after) == meant(written.data, changes)


@given(edits())
def test_lines_that_no_change_is_about_stay_as_they_are_byte_for_byte(
    case: tuple[Written, dict[str, Any]],
) -> None:
    written, changes = case
    after = iter(edit(written.content, "any.yaml", changes).removeprefix(b"\xef\xbb\xbf").split(b"\n"))
    gone = touched(written, changes)
    end = b"\r" if written.end == "\r\n" else b""
    for number, line in enumerate(written.lines):
        if line and number not in gone:
            assert any(kept.removesuffix(b"\r") + end == line.encode() + end for kept in after), line
