from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.model.seal import Seal
from provisioner.model.state import Remembered, Sealed
from provisioner.model.value import Reference, Secret, Value
from tests.model.builders import KEY, LINEAGE, SEAL

TEMPLATE = "https://bots.example.com/?token=${env.PROVISIONER_TOKEN}"
ANY_TEXT = st.text(st.characters())


@given(ANY_TEXT)
def test_a_seal_recalls_what_it_remembered(text: str) -> None:
    for value in (text, Secret(text, TEMPLATE), Reference("sales", text or "101")):
        assert SEAL.recalls(SEAL.remember(value), value) is True


@given(ANY_TEXT, ANY_TEXT)
def test_another_secret_is_told_from_the_remembered_one(text: str, other: str) -> None:
    remembered = SEAL.remember(Secret(text, TEMPLATE))
    assert SEAL.recalls(remembered, Secret(other, TEMPLATE)) is (text == other)


def test_a_secret_is_remembered_as_its_template_and_a_digest() -> None:
    remembered = SEAL.remember(Secret("canary", TEMPLATE))
    assert isinstance(remembered, Sealed)
    assert remembered.template == TEMPLATE
    assert "canary" not in repr(remembered)


def test_a_reference_is_remembered_by_its_id() -> None:
    assert SEAL.remember(Reference("sales", "101", "Sales")) == "101"


@pytest.mark.parametrize(
    ("remembered", "value", "expected"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("a", None, False),
        ("", None, True),
        (None, "", True),
        ("101", Reference("sales", "101"), True),
        ("101", Reference("sales", "1043"), False),
        ("w1", Reference("bot", None), False),
        (None, Reference("bot", None), False),
        ("hidden", Secret("hidden", TEMPLATE), True),
        ("hidden", Secret("other", TEMPLATE), False),
        (SEAL.remember(Secret("hidden", TEMPLATE)), "hidden", True),
        (SEAL.remember(Secret("hidden", TEMPLATE)), None, False),
        (SEAL.remember(Secret("hidden", TEMPLATE)), Reference("bot", None), False),
        (Sealed(TEMPLATE, "no digest: é"), "hidden", False),
    ],
)
def test_a_value_is_recalled_by_what_it_means(remembered: Remembered, value: Value, expected: bool) -> None:
    assert SEAL.recalls(remembered, value) is expected


def test_two_lineages_give_two_digests() -> None:
    secret = Secret("hidden", TEMPLATE)
    assert Seal(KEY, "other").remember(secret) != SEAL.remember(secret)


@pytest.mark.parametrize("value", [Secret("hidden", TEMPLATE), "hidden", None])
def test_after_a_key_rotation_nobody_can_say_whether_a_secret_changed(value: Value) -> None:
    remembered = SEAL.remember(Secret("hidden", TEMPLATE))
    rotated = Seal.opening("eght_rotated", LINEAGE, SEAL.key_check)
    assert rotated.recalls(remembered, value) is None


def test_after_a_key_rotation_everything_else_is_still_recalled() -> None:
    rotated = Seal.opening("eght_rotated", LINEAGE, SEAL.key_check)
    assert rotated.recalls("a", "a") is True
    assert rotated.recalls("a", "b") is False


@pytest.mark.parametrize("key_check", ["", SEAL.key_check])
def test_a_seal_fits_a_state_of_its_own_key_and_one_that_was_never_sealed(key_check: str) -> None:
    assert Seal.opening(KEY, LINEAGE, key_check) == SEAL


def test_a_seal_shows_its_key_to_nobody() -> None:
    assert KEY not in repr(SEAL)
    assert KEY not in SEAL.key_check


def test_a_key_of_any_bytes_can_seal() -> None:
    assert Seal("\udcff", LINEAGE).key_check != SEAL.key_check
