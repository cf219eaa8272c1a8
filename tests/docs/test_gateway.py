"""The simulator's switches, controls and faults are those of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import get_args

import pytest

from provisioner.simulator import SWITCHES, Action, Switches
from provisioner.simulator.controls import _CONTROLS, ROOT
from provisioner.simulator.fault_form import read_fault
from tests.docs.pages import page, rows, spans

GATEWAY = page("docs/gateway.md")
DOCUMENTED = {spans(row[0])[0]: row[1] for row in rows(GATEWAY.section("Switches"))}


def test_every_switch_is_documented_and_no_other() -> None:
    assert list(DOCUMENTED) == list(SWITCHES)


@pytest.mark.parametrize("name", SWITCHES)
def test_the_values_of_a_switch_are_documented_with_its_default_first(name: str) -> None:
    first, *others = spans(DOCUMENTED[name])
    default, allowed = getattr(Switches(), name), SWITCHES[name]
    assert first == (f"{default * 1000:.0f}ms" if allowed is float else written(default))
    if isinstance(allowed, tuple):
        assert [first, *others] == [written(one) for one in allowed]
    else:
        assert DOCUMENTED[name].endswith("a duration" if allowed is float else "a whole number")


def written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_control_is_documented_with_its_methods() -> None:
    table = rows(GATEWAY.section("Controls"))
    documented = {spans(row[0])[0]: set(re.findall(r"\b(GET|POST|PUT|DELETE)\b", row[1])) for row in table}
    assert documented == {path(pattern): set(methods) for pattern, methods in _CONTROLS}


def path(pattern: re.Pattern[str]) -> str:
    return ROOT + re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", pattern.pattern)


def test_every_fault_is_documented_with_its_members() -> None:
    documented = {spans(row[0])[0]: spans(row[1]) for row in rows(GATEWAY.section("Faults"))}
    assert documented == {kebab(one.__name__): members(one) for one in get_args(Action)}


def kebab(name: str) -> str:
    return re.sub(r"(?<=.)(?=[A-Z])", "-", name).lower()


def members(action: type) -> list[str]:
    return [one.name for one in fields(action)]


def examples() -> Iterator[str]:
    return (one.text for one in GATEWAY.blocks if "fault" in one.marks)


def test_every_example_of_a_fault_is_one() -> None:
    assert [read_fault(json.loads(text)).method for text in examples()] == ["POST"]
