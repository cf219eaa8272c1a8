"""The strict reader agrees with every YAML reader where it accepts, and says where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from provisioner.config import yaml_file
from provisioner.config.node import Node, Plain, Unquoted
from provisioner.config.yaml_file import parse
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ConfigurationError

UNQUOTED = (
    "0101",
    "12:30",
    "no",
    "Yes",
    "1_000",
    "0x1F",
    "0o17",
    "2024-01-01",
    "~",
    "1.5",
    "1e3",
    ".inf",
    "-0",
    "+1",
    "=",
)
TEXT = ("a b", "v1.0", "https://x.example.com/?a=b#c", "1043a", "-x", ".", "nope", "+44 20", "1.2.3", "/x")


@pytest.fixture(params=["libyaml", "pure"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure":
        monkeypatch.setattr(yaml_file, "_LOADER", yaml.SafeLoader)
    return str(request.param)


def root(text: str | bytes) -> Node:
    node, repeated = parse(text if isinstance(text, bytes) else text.encode(), "file.yaml")
    assert node is not None
    assert repeated == []
    return node


def refused(text: str | bytes) -> Diagnostic:
    with pytest.raises(ConfigurationError) as caught:
        parse(text if isinstance(text, bytes) else text.encode(), "file.yaml")
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


def unquoted(plain: Plain) -> bool:
    match plain:
        case dict():
            return any(unquoted(value) for value in plain.values())
        case list():
            return any(unquoted(value) for value in plain)
        case _:
            return isinstance(plain, Unquoted)


@pytest.mark.usefixtures("loader")
def test_values_keep_their_places() -> None:
    node = root('a:\n  - "x y"\n  - b: plain text  # why\nc: {d: 12}\n')
    assert node.plain == {"a": ["x y", {"b": "plain text"}], "c": {"d": 12}}
    places = {str(leaf.value): (leaf.line, leaf.column, leaf.length) for leaf in node.leaves()}
    assert places == {"x y": (2, 5, 5), "plain text": (3, 8, 10), "12": (4, 8, 2)}
    assert node.at(("c", "d"))[0].key_position("d").column == 5


@pytest.mark.usefixtures("loader")
def test_columns_count_characters_and_not_bytes() -> None:
    (leaf,) = root("grün: {größe: weiß}\n").leaves()
    assert (leaf.column, leaf.key_column, leaf.length) == (15, 8, 4)


@pytest.mark.usefixtures("loader")
def test_a_value_over_several_lines_is_pointed_at_by_its_first_character() -> None:
    (leaf,) = root("a: |\n  one\n  two\n").leaves()
    assert (leaf.value, leaf.line, leaf.column, leaf.length) == ("one\ntwo\n", 1, 4, 1)


@pytest.mark.parametrize("text", UNQUOTED)
def test_fault_02_what_readers_disagree_about_is_kept_as_written(text: str) -> None:
    assert root(f"a: {text}\n").plain == {"a": Unquoted(text)}


@pytest.mark.parametrize("text", TEXT)
def test_what_every_reader_takes_for_text_is_text(text: str) -> None:
    assert root(f"a: {text}\n").plain == {"a": text}


def test_only_true_false_null_and_whole_numbers_are_not_text() -> None:
    assert root("[true, false, null, 0, -7, 1043]").plain == [True, False, None, 0, -7, 1043]


def test_an_empty_value_is_not_null() -> None:
    assert root("a:\n").plain == {"a": Unquoted("")}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\ufeff"])
def test_a_file_that_says_nothing_has_no_root(text: str) -> None:
    assert parse(text.encode(), "file.yaml") == (None, [])


@pytest.mark.parametrize("text", ["a: 1\r\nb: x\r\n", "\ufeffa: 1\nb: x\n"])
@pytest.mark.usefixtures("loader")
def test_fault_04_a_byte_order_mark_and_crlf_are_accepted(text: str) -> None:
    node = root(text)
    assert node.plain == {"a": 1, "b": "x"}
    assert [(leaf.line, leaf.column) for leaf in node.leaves()] == [(1, 4), (2, 4)]


@pytest.mark.parametrize(
    ("text", "summary", "place"),
    [
        ("a: !!python/object/apply:os.system ['true']\n", "Tag", "file.yaml:1:4"),
        ("a: !unknown x\n", "Tag", "file.yaml:1:4"),
        ("a: ! x\n", "Tag", "file.yaml:1:4"),
        ("a: 1\n---\nb: 2\n", "Several documents", "file.yaml:2:1"),
        ("a: &x 1\n", "Anchor", "file.yaml:1:4"),
        ("a: *x\n", "Alias", "file.yaml:1:4"),
        ("a: &x [*x]\n", "Anchor", "file.yaml:1:4"),
        ("<<: {a: 1}\n", "Merge key", "file.yaml:1:1"),
        ("a:\n\tb: 1\n", "Tab", "file.yaml:2:1"),
        (b"a: \x00\n", "Control character", "file.yaml:1:4"),
        ("a: \u2028\n", "Control character", "file.yaml:1:4"),
        ("a: 1\rb: 2\n", "Control character", "file.yaml:1:5"),
        (b"a: 1\n# \xe9\n", "Not UTF-8", "file.yaml:2:3"),
        ("a: 1\n".encode("utf-16"), "Not UTF-8", "file.yaml:1:1"),
        ("a: b: c\n", "Not YAML", "file.yaml:1:5"),
        ("a: [1\n", "Not YAML", "file.yaml:2:1"),
        ("[a]: 1\n", "Unusable key", "file.yaml:1:1"),
        ("no: 1\n", "Ambiguous key", "file.yaml:1:1"),
        ("true: 1\n", "Ambiguous key", "file.yaml:1:1"),
        ("0101: 1\n", "Ambiguous key", "file.yaml:1:1"),
        (f"a: {'[' * 500}{']' * 500}\n", "Nested too deep", "file.yaml:1:20"),
    ],
)
@pytest.mark.usefixtures("loader")
def test_fault_04_what_no_file_needs_is_refused_with_its_place(
    text: str | bytes, summary: str, place: str
) -> None:
    diagnostic = refused(text)
    assert (diagnostic.summary, str(diagnostic.position)) == (summary, place)
    assert diagnostic.detail


@pytest.mark.usefixtures("loader")
def test_fault_04_a_lone_surrogate_is_refused() -> None:
    assert refused('a: "\\ud800"\n').position is not None


def test_an_escaped_character_is_read() -> None:
    assert root('a: "gr\\u00fcn"\n').plain == {"a": "grün"}


def test_quotes_make_text_of_everything() -> None:
    assert root('a: \'0101\'\n"no": "null"\n').plain == {"a": "0101", "no": "null"}


def test_fault_01_a_key_twice_in_one_mapping_names_both_places() -> None:
    _, (repeated,) = parse(b"a:\n  b: 1\n  c: 2\n  b: 3\n", "file.yaml")
    assert str(repeated.first.key_position("b")) == "file.yaml:2:3"
    assert str(repeated.second.key_position("b")) == "file.yaml:4:3"


def test_fault_03_more_values_than_any_file_needs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_file, "MAX_NODES", 100)
    assert root(f"[{'a, ' * 99}]").plain == ["a"] * 99
    assert refused(f"[{'a, ' * 100}]").summary == "File too large"


def test_a_path_that_does_not_exist_is_not_found() -> None:
    node = root("a: [x]\n")
    assert node.find(("a", "0")) is not None
    assert [node.find(path) for path in (("b",), ("a", "1"), ("a", "b"), ("a", "0", "c"))] == [None] * 4
    assert node.at(("a", 5, "c"))[1] == "a"


words = st.text(alphabet="abnoyes0123456789xe+-.:_~# '\"\n{}[],&*!|>%@", max_size=6)
values = st.recursive(
    words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3)
)


@given(values)
def test_where_it_accepts_it_agrees_with_the_safe_loader(value: object) -> None:
    """Whatever PyYAML writes."""
    agrees(yaml.safe_dump({"a": value}))


@given(st.lists(words, max_size=6).map("\n".join))
def test_where_it_accepts_text_it_agrees_with_the_safe_loader(text: str) -> None:
    """Whatever somebody types."""
    agrees(text)


def agrees(text: str) -> None:
    try:
        node, repeated = parse(text.encode(), "file.yaml")
    except ConfigurationError:
        return
    if node is None or repeated or unquoted(node.plain):
        return
    # The same scanner on both sides: libyaml takes a few texts that the one written in Python refuses.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    assert node.plain == with_text_keys(yaml.load(text, Loader=loader))


def with_text_keys(value: object) -> object:
    match value:
        case dict():
            return {str(key): with_text_keys(member) for key, member in value.items()}
        case list():
            return [with_text_keys(item) for item in value]
        case _:
            return value


@given(values)
def test_places_stand_in_reading_order(value: object) -> None:
    try:
        node, _ = parse(yaml.safe_dump({"a": value}).encode(), "file.yaml")
    except ConfigurationError:
        return
    places = [(leaf.line, leaf.column) for leaf in leaves(node)]
    assert all(one <= other for one, other in pairwise(places))


def leaves(node: Node | None) -> Iterator[Node]:
    return node.leaves() if node else iter(())
