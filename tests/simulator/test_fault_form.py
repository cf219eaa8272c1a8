from __future__ import annotations

import json
import re
from typing import Any, get_args

import pytest

from provisioner.simulator import Fault, Raw, Redirect, Status, Store, Totals
from provisioner.simulator.fault import Action
from provisioner.simulator.fault_form import read_fault, write_fault

NEEDED: dict[Any, Action] = {
    Raw: Raw(b"\xff\x00"),
    Redirect: Redirect("/elsewhere"),
    Status: Status(429, {"Retry-After": "abc"}, {"errors": []}),
    Store: Store({"name": "x"}, shown=False),
    Totals: Totals({"totalPages": 10**9}, ("totalElements",)),
}


def example(action: Any) -> Action:
    made: Action = action(seconds=0.5) if action.__name__ == "Delay" else NEEDED.get(action) or action()
    return made


@pytest.mark.parametrize("action", get_args(Action), ids=lambda action: action.__name__)
def test_every_action_comes_back_from_its_json(action: Any) -> None:
    fault = Fault(example(action), "PUT", "/cc/*", nth=2, times=None, when="after")
    assert read_fault(json.loads(json.dumps(write_fault(fault)))) == fault


def test_what_is_left_out_has_its_default() -> None:
    assert read_fault({"action": {"do": "status", "status": 503}}) == Fault(Status(503))


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ([], 'a fault is an object with an "action"'),
        ({}, 'a fault is an object with an "action"'),
        ({"action": {"do": "explode"}}, '"do" is one of reset, drop, raw, status, redirect'),
        ({"action": {"do": ["drop"]}}, '"do" is one of reset, drop, raw, status, redirect'),
        ({"action": {"do": "status"}}, "Status is not complete"),
        ({"action": {"do": "status", "status": "503"}}, "'status' of Status is int, not '503'"),
        ({"action": {"do": "status", "status": True}}, "'status' of Status is int, not True"),
        ({"action": {"do": "drop", "hard": 1}}, "'hard' is not a member of Drop"),
        (
            {"action": {"do": "drop"}, "verb": "GET"},
            "'verb' is not a member of Fault: there are action, method",
        ),
        ({"action": {"do": "drop"}, "when": "during"}, "\"when\" is before or after, not 'during'"),
        ({"action": {"do": "drop"}, "nth": "1"}, "'nth' of Fault is int, not '1'"),
    ],
)
def test_a_mistake_is_told(form: Any, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        read_fault(form)
