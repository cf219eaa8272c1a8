from __future__ import annotations

import re
from typing import Any

import pytest

from provisioner.simulator import SWITCHES, Switches, read_switch


def test_nothing_written_means_the_defaults() -> None:
    assert Switches.parse({}) == Switches()


def test_names_may_be_written_with_hyphens_or_underscores() -> None:
    section = {"duplicate-names": "refused-409", "unknown_attributes": "dropped"}
    assert Switches.parse(section) == Switches(duplicate_names="refused-409", unknown_attributes="dropped")


@pytest.mark.parametrize("name", [name for name, allowed in SWITCHES.items() if isinstance(allowed, tuple)])
def test_every_allowed_value_is_accepted_as_it_is_listed(name: str) -> None:
    allowed = SWITCHES[name]
    assert isinstance(allowed, tuple)
    assert [read_switch(name, value) for value in allowed] == list(allowed)


@pytest.mark.parametrize("name", SWITCHES)
def test_the_default_of_a_choice_stands_first(name: str) -> None:
    allowed = SWITCHES[name]
    if isinstance(allowed, tuple):
        assert getattr(Switches(), name) == allowed[0]


@pytest.mark.parametrize(
    ("written", "seconds"), [("50ms", 0.05), ("0.2s", 0.2), ("0ms", 0.0), (0, 0.0), ("3s", 3.0)]
)
def test_a_latency_is_read_with_its_unit(written: Any, seconds: float) -> None:
    assert Switches.parse({"latency": written}).latency == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("description", "hidden", "description is returned or dropped, not 'hidden'"),
        ("queue_check", "yes", "queue_check is true or false, not 'yes'"),
        ("queue_check", 1, "queue_check is true or false, not 1"),
        ("wrong_tenant", 401, "wrong_tenant is 403 or 404, not 401"),
        ("page-size", 0, "page-size is a whole number of 1 or more, not 0"),
        ("list_lag", True, "list_lag is a whole number of 0 or more, not true"),
        ("latency", 50, "latency is a duration such as 50ms or 0.2s, not 50"),
        ("latency", "-1s", "latency is a duration such as 50ms or 0.2s, not '-1s'"),
        ("latncy", "50ms", "latncy is not a switch of the simulator: did you mean latency?"),
    ],
)
def test_a_mistake_is_told_with_the_way_out(name: str, value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)) as told:
        Switches.parse({name: value})
    assert str(told.value) == words


def test_a_name_like_no_other_is_answered_with_all_of_them() -> None:
    with pytest.raises(ValueError, match=r"there are duplicate_names, delete_in_use, .* and error_shape"):
        Switches.parse({"zzz": 1})
