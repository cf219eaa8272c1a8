"""Plain data as YAML that reads back as the same data."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from provisioner.reports.yaml_text import yaml_text

LEAVES = st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
DATA = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=6)


@settings(max_examples=50)
@given(st.dictionaries(KEYS, DATA, min_size=1, max_size=4))
def test_what_is_written_reads_back(data: dict[str, Any]) -> None:
    assert yaml.load(yaml_text(data), yaml.CSafeLoader) == data


@pytest.mark.parametrize("word", ["no", "Yes", "null", "on", "0101", "12:30", "~", "", "a: b", "a #b", "- a"])
def test_a_text_that_looks_like_something_else_is_quoted(word: str) -> None:
    assert yaml_text({"name": word}) == f'name: "{word}"\n'


def test_each_leaf_says_where_it_comes_from() -> None:
    origins = {"tenant.id": "prod.yaml:4", "hosts.0": "prod.yaml:9"}
    assert (
        yaml_text({"tenant": {"id": "acme"}, "hosts": ["a", "b"]}, origins)
        == """\
tenant:
  id: acme  # prod.yaml:4
hosts:
  - a       # prod.yaml:9
  - b
"""
    )
