from __future__ import annotations

import pytest

from provisioner.model.value import Reference, Secret, Value, comparable

CASES: list[tuple[Value, Value, bool]] = [
    ("a", "a", True),
    ("a", "A", False),
    ("", None, True),
    (None, None, True),
    ("a", None, False),
    (Secret("hidden", "${env.PROVISIONER_X}"), "hidden", True),
    (Secret("hidden", "one template"), Secret("hidden", "another"), True),
    (Secret("hidden", "same"), Secret("other", "same"), False),
    (Secret("", "${env.PROVISIONER_X}"), None, True),
    (Secret(None, "${env.PROVISIONER_X}"), None, True),
    (Reference("sales", "101"), Reference("other-key", "101", "a name"), True),
    (Reference("sales", "101"), Reference("sales", "1043"), False),
    (Reference("bot", None), Reference("bot", "w1"), False),
    (Reference("bot", None), Reference("bot", None), True),
    (Reference("bot", None), Reference("other", None), False),
    (Reference("bot", None), None, False),
    (Reference("bot", None), "bot", False),
]


@pytest.mark.parametrize(("one", "other", "expected"), CASES)
def test_two_values_are_the_same_when_they_mean_the_same_in_the_tenant(
    one: Value, other: Value, expected: bool
) -> None:
    assert (comparable(one) == comparable(other)) is expected


def test_a_secret_is_never_part_of_a_text() -> None:
    secret = Secret("canary", "${env.PROVISIONER_X}")
    assert str(secret) == "${env.PROVISIONER_X}"
    assert "canary" not in repr(secret)
    assert "canary" not in f"{secret}"
