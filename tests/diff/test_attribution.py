from __future__ import annotations

import pytest

from provisioner.diff.attribution import UNREAD, Memory, Origin, Unread
from provisioner.model.seal import Seal
from provisioner.model.value import Reference, Secret, Value
from tests.model.builders import LINEAGE, SEAL, binding

TEMPLATE = "https://h.example.com/?token=${env.PROVISIONER_X}"
ROTATED = Seal.opening("eght_rotated", LINEAGE, SEAL.key_check)


def secret(value: str) -> Secret:
    return Secret(value, TEMPLATE)


@pytest.mark.parametrize(
    ("desired", "live", "expected"),
    [
        ("a", "a", Origin.NEITHER),
        ("b", "a", Origin.CONFIGURATION),
        ("a", "b", Origin.OUTSIDE),
        ("b", "c", Origin.BOTH),
        ("b", "b", Origin.BOTH),
        ("b", None, Origin.BOTH),
        ("b", UNREAD, Origin.CONFIGURATION),
        ("a", UNREAD, Origin.CONFIGURATION),
    ],
)
def test_both_sides_are_compared_with_what_was_last_applied(
    desired: Value, live: Value | Unread, expected: Origin
) -> None:
    assert Memory(binding("w1", {"name": "a"}), SEAL).origin("name", desired, live) is expected


@pytest.mark.parametrize(
    ("desired", "live", "expected"),
    [
        ("A/", "a", Origin.NEITHER),
        ("A/", "A/", Origin.OUTSIDE),
        ("A/", "b", Origin.OUTSIDE),
        ("C/", "a", Origin.CONFIGURATION),
        ("C/", "b", Origin.BOTH),
    ],
)
def test_where_the_tenant_stored_another_form_the_value_read_back_counts(
    desired: Value, live: Value, expected: Origin
) -> None:
    memory = Memory(binding("w1", {"uri": "A/"}, read_back={"uri": "a"}), SEAL)
    assert memory.origin("uri", desired, live) is expected


@pytest.mark.parametrize(
    ("desired", "live", "expected"),
    [
        (secret("a"), secret("a"), Origin.NEITHER),
        (secret("b"), "a", Origin.CONFIGURATION),
        (secret("a"), "b", Origin.OUTSIDE),
        (secret("b"), "c", Origin.BOTH),
        ("a", "b", Origin.OUTSIDE),
    ],
)
def test_secrets_are_compared_by_their_digests(desired: Value, live: Value, expected: Origin) -> None:
    memory = Memory(binding("w1", {"uri": SEAL.remember(secret("a"))}), SEAL)
    assert memory.origin("uri", desired, live) is expected


@pytest.mark.parametrize("live", ["a", "b", UNREAD])
def test_fault_64_after_a_key_rotation_nobody_knows_who_changed_a_secret(live: Value | Unread) -> None:
    memory = Memory(binding("w1", {"uri": SEAL.remember(secret("a"))}), ROTATED)
    assert memory.origin("uri", secret("c"), live) is Origin.UNKNOWN
    assert not memory.holds("uri", secret("a"))


def test_without_a_binding_the_origin_is_unknown() -> None:
    memory = Memory(None, SEAL)
    assert memory.origin("name", "a", "b") is Origin.UNKNOWN
    assert memory.applied("name") is None
    assert not memory.holds("name", "a")


def test_what_was_not_managed_before_was_changed_in_the_configuration() -> None:
    memory = Memory(binding("w1", {"name": "a"}), SEAL)
    assert memory.origin("version", "v1", "v2") is Origin.CONFIGURATION
    assert memory.applied("version") is None
    assert not memory.holds("version", "v1")


def test_a_queue_key_bound_to_another_id_was_changed_in_the_configuration() -> None:
    memory = Memory(binding("c1", {"queue": "101"}), SEAL)
    desired, live = Reference("sales", "1043"), Reference(None, "101")
    assert memory.origin("queue", desired, live) is Origin.CONFIGURATION
    assert memory.origin("queue", Reference("sales", "101"), Reference(None, "7")) is Origin.OUTSIDE


def test_nothing_and_the_empty_text_are_one_on_the_live_side_too() -> None:
    memory = Memory(binding("c1", {"description": ""}), SEAL)
    assert memory.origin("description", "new", None) is Origin.CONFIGURATION
    assert memory.origin("description", "", "typed in outside") is Origin.OUTSIDE


def test_what_was_last_applied_is_held_until_it_changes() -> None:
    memory = Memory(binding("c1", {"description": "a"}), SEAL)
    assert memory.applied("description") == "a"
    assert memory.holds("description", "a")
    assert not memory.holds("description", "b")
