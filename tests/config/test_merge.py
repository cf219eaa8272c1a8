"""Layers obey RFC 7396, and what they removed is remembered."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from provisioner.config.merge import Members, overlay, stands, unite
from provisioner.config.node import Node

keys = st.sampled_from("abcd")
patches = st.recursive(
    st.none() | st.sampled_from(["x", "y"]),
    lambda inner: st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)
layers = st.dictionaries(keys, patches, max_size=4)


def node(value: Any, file: str = "file.yaml", line: int = 1) -> Node:
    inner = (
        {key: node(member, file, line) for key, member in value.items()} if isinstance(value, dict) else value
    )
    return Node(inner, file, line, 1, 1, line, 1)


def members(value: dict[str, Any], file: str = "file.yaml") -> Members:
    return {key: node(member, file) for key, member in value.items()}


def plain(value: Members) -> dict[str, Any]:
    """What stands, without the marks of what was removed."""
    return {
        key: plain(one.value) if isinstance(one.value, dict) else one.value
        for key, one in value.items()
        if stands(one)
    }


def merged(base: dict[str, Any], *patches: dict[str, Any]) -> Members:
    result = overlay({}, members(base), lambda path, node: None)
    for patch in patches:
        result = overlay(result, members(patch), lambda path, node: None)
    return result


def rfc_7396(target: Any, patch: Any) -> Any:
    """The algorithm of section 2, word for word."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = rfc_7396(result.get(name), value)
    return result


@given(layers, layers)
def test_a_layer_over_another_is_what_the_rfc_says(base: dict[str, Any], patch: dict[str, Any]) -> None:
    assert plain(merged(base, patch)) == rfc_7396(rfc_7396({}, base), patch)


@given(layers, layers, layers)
def test_any_number_of_layers_is_what_the_rfc_says(
    base: dict[str, Any], one: dict[str, Any], other: dict[str, Any]
) -> None:
    expected = rfc_7396(rfc_7396(rfc_7396({}, base), one), other)
    assert plain(merged(base, one, other)) == expected


@given(layers, layers)
def test_a_layer_laid_twice_changes_nothing_more(base: dict[str, Any], patch: dict[str, Any]) -> None:
    assert plain(merged(base, patch, patch)) == plain(merged(base, patch))


@given(layers)
def test_an_empty_layer_changes_nothing(base: dict[str, Any]) -> None:
    assert merged(base, {}) == merged(base)


@given(layers, layers)
def test_no_layer_is_changed_by_another(base: dict[str, Any], patch: dict[str, Any]) -> None:
    below, above = members(base), members(patch)
    overlay(below, above, lambda path, node: None)
    assert (below, above) == (members(base), members(patch))


@given(layers, layers)
def test_exactly_the_removals_of_nothing_are_told(base: dict[str, Any], patch: dict[str, Any]) -> None:
    told: list[tuple[str, ...]] = []
    overlay(merged(base), members(patch), lambda path, node: told.append(path))
    assert sorted(told) == sorted(removals_of_nothing(rfc_7396({}, base), patch))


def removals_of_nothing(
    target: Any, patch: dict[str, Any], path: tuple[str, ...] = ()
) -> list[tuple[str, ...]]:
    there = target if isinstance(target, dict) else {}
    found = [(*path, name) for name, value in patch.items() if value is None and name not in there]
    for name, value in patch.items():
        if isinstance(value, dict):
            found += removals_of_nothing(there.get(name), value, (*path, name))
    return found


def test_a_removed_member_says_where_it_was_removed() -> None:
    layer = overlay(
        members({"a": {"b": "x"}}, "shared"), members({"a": {"b": None}}, "prod"), lambda *_: None
    )
    assert layer["a"].members["b"].file == "prod"
    assert layer["a"].members["b"].value is None


def test_a_mapping_stays_where_it_was_defined_and_its_members_where_they_were_set() -> None:
    layer = overlay(members({"a": {"b": "x"}}, "shared"), members({"a": {"b": "y"}}, "prod"), lambda *_: None)
    assert (layer["a"].file, layer["a"].members["b"].file) == ("shared", "prod")


def test_what_comes_back_after_a_removal_is_new() -> None:
    removed = overlay(members({"a": {"b": "x"}}, "shared"), members({"a": None}, "eu"), lambda *_: None)
    layer = overlay(removed, members({"a": {"c": "y"}}, "prod"), lambda *_: None)
    assert plain(layer) == {"a": {"c": "y"}}
    assert layer["a"].file == "prod"


def test_two_files_of_one_layer_are_united_and_every_key_of_both_is_told() -> None:
    told: list[tuple[str, str, str]] = []
    united = unite(
        members({"a": "1", "b": "1"}, "one"),
        members({"b": "2", "c": "2"}, "other"),
        lambda key, first, second: told.append((key, first.file, second.file)),
    )
    assert plain(united) == {"a": "1", "b": "1", "c": "2"}
    assert told == [("b", "one", "other")]
