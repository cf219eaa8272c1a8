from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.diff.attribution import Memory, Origin
from provisioner.diff.compare import SAME, AttributeDifference, Comparison, compare
from provisioner.model.state import Binding
from provisioner.model.value import Reference, Secret, Value
from tests.model.builders import SEAL, binding

TEMPLATE = "https://h.example.com/?token=${env.PROVISIONER_X}"
APPLIED = binding("c1", {"name": "a"})


def compared(
    desired: Mapping[str, Value], live: Mapping[str, Value], known: Binding | None = APPLIED
) -> Comparison:
    return compare(desired, live, Memory(known, SEAL))


@pytest.mark.parametrize(
    ("desired", "live", "origin", "applied"),
    [
        ("a", "a", None, None),
        ("b", "a", Origin.CONFIGURATION, None),
        ("a", "b", Origin.OUTSIDE, None),
        ("b", "b", None, None),
        ("b", "c", Origin.BOTH, "a"),
    ],
    ids=["in sync", "pending", "drift", "in sync, re-bound", "conflict"],
)
def test_the_rows_of_the_drift_table(
    desired: str, live: str, origin: Origin | None, applied: str | None
) -> None:
    expected = (AttributeDifference("name", live, desired, origin, applied),) if origin else ()
    assert compared({"name": desired}, {"name": live}).differences == expected


def test_without_a_binding_both_values_are_told_and_the_origin_is_unknown() -> None:
    (one,) = compared({"name": "a"}, {"name": "b"}, None).differences
    assert one == AttributeDifference("name", "b", "a", Origin.UNKNOWN)


def test_what_is_not_declared_is_not_compared() -> None:
    assert compared({"name": "a"}, {"name": "a", "version": "v2", "description": "x"}) is SAME


def test_differences_stand_in_the_order_of_the_attributes() -> None:
    found = compared({"webhook": "1", "name": "2", "queue": "3"}, {"queue": "x", "webhook": "y", "name": "z"})
    assert [one.attribute for one in found.differences] == ["webhook", "name", "queue"]


def test_nothing_and_an_empty_text_do_not_differ() -> None:
    assert compared({"name": "a", "description": ""}, {"name": "a", "description": None}) is SAME


def test_a_value_read_back_in_another_form_is_no_difference_and_is_counted() -> None:
    known = binding("w1", {"uri": "https://H/"}, read_back={"uri": "https://h"})
    assert compared({"uri": "https://H/"}, {"uri": "https://h"}, known) == Comparison((), 1)


@pytest.mark.parametrize(
    ("desired", "live", "origin"),
    [
        ("https://G/", "https://h", Origin.CONFIGURATION),
        ("https://H/", "https://g", Origin.OUTSIDE),
        ("https://G/", "https://f", Origin.BOTH),
    ],
)
def test_a_value_read_back_in_another_form_differs_as_soon_as_either_side_moves(
    desired: str, live: str, origin: Origin
) -> None:
    known = binding("w1", {"uri": "https://H/"}, read_back={"uri": "https://h"})
    found = compared({"uri": desired}, {"uri": live}, known)
    assert [one.origin for one in found.differences] == [origin]
    assert found.normalised == 0


def test_what_is_only_normalised_does_not_hide_what_differs_beside_it() -> None:
    known = binding("w1", {"uri": "https://H/", "name": "a"}, read_back={"uri": "https://h"})
    found = compared({"uri": "https://H/", "name": "b"}, {"uri": "https://h", "name": "a"}, known)
    assert [one.attribute for one in found.differences] == ["name"]
    assert found.normalised == 1


def test_an_unreadable_value_that_was_applied_is_no_difference() -> None:
    known = binding("c1", {"name": "a", "description": "x"})
    assert compared({"name": "a", "description": "x"}, {"name": "a"}, known) is SAME


@pytest.mark.parametrize("desired", ["new", ""])
def test_an_edit_of_an_unreadable_value_is_an_update(desired: str) -> None:
    known = binding("c1", {"name": "a", "description": "x"})
    found = compared({"name": "a", "description": desired}, {"name": "a"}, known)
    assert found.differences == (AttributeDifference("description", None, desired, Origin.CONFIGURATION),)


@pytest.mark.parametrize("desired", ["new", ""])
@pytest.mark.parametrize(("known", "origin"), [(None, Origin.UNKNOWN), (APPLIED, Origin.CONFIGURATION)])
def test_an_unreadable_value_that_was_never_applied_is_sent_once(
    desired: str, known: Binding | None, origin: Origin
) -> None:
    found = compared({"name": "a", "description": desired}, {"name": "a"}, known)
    assert [(one.attribute, one.origin) for one in found.differences] == [("description", origin)]


def test_a_secret_that_lives_is_no_difference() -> None:
    secret = Secret("https://h.example.com/?token=x", TEMPLATE)
    assert compared({"uri": secret}, {"uri": "https://h.example.com/?token=x"}, None) is SAME


def test_a_changed_secret_shows_neither_value() -> None:
    wanted, was = Secret("CANARY-1", TEMPLATE), Secret("CANARY-2", "(sensitive, differs)")
    known = binding("w1", {"uri": SEAL.remember(Secret("CANARY-3", TEMPLATE))})
    found = compared({"uri": wanted}, {"uri": was}, known)
    assert [one.origin for one in found.differences] == [Origin.BOTH]
    assert "CANARY" not in repr(found)


def test_a_queue_key_bound_anew_was_changed_in_the_configuration_and_is_no_drift() -> None:
    known = binding("c1", {"queue": "101"})
    (one,) = compared(
        {"queue": Reference("sales", "1043")}, {"queue": Reference(None, "101")}, known
    ).differences
    assert one.origin is Origin.CONFIGURATION


def test_two_queue_keys_of_one_id_do_not_differ() -> None:
    assert compared({"queue": Reference("b", "101")}, {"queue": Reference("a", "101")}, None) is SAME


def test_what_is_yet_to_be_created_differs_from_everything_that_lives() -> None:
    found = compared({"webhook": Reference("bot", None)}, {"webhook": Reference(None, "w1")}, None)
    assert [one.attribute for one in found.differences] == ["webhook"]


TEXTS = st.none() | st.sampled_from(["", "a", "b", "c"])
ATTRIBUTES = st.dictionaries(st.sampled_from(["name", "uri", "version", "description"]), TEXTS)


@given(desired=ATTRIBUTES, live=ATTRIBUTES, applied=ATTRIBUTES, read_back=ATTRIBUTES)
def test_exactly_what_means_something_else_is_told(
    desired: dict[str, Value],
    live: dict[str, Value],
    applied: dict[str, str | None],
    read_back: dict[str, str | None],
) -> None:
    known = binding("w1", applied, read_back=read_back)
    found = compared(desired, {**dict.fromkeys(desired), **live}, known)
    told = {one.attribute for one in found.differences}
    differing = {name for name, value in desired.items() if (value or None) != (live.get(name) or None)}
    assert told <= differing
    assert len(differing) == len(told) + found.normalised


def test_deepdiff_is_imported_only_when_something_differs() -> None:
    code = """
import sys
from provisioner.diff.attribution import Memory
from provisioner.diff.compare import compare
from provisioner.model.seal import Seal
memory = Memory(None, Seal("key", "lineage"))
assert not compare({"name": "a"}, {"name": "a"}, memory).differences
assert "deepdiff" not in sys.modules
assert compare({"name": "a"}, {"name": "b"}, memory).differences
assert "deepdiff" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
