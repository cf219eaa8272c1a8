"""Whatever people, tenants and machines do in whatever order, some things never happen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.machine.broken import BROKEN, Broken
from tests.machine.ledger import Violation
from tests.machine.machine import TENANTS, live
from tests.machine.world import KILLED

STEPS = 2000 // len(TENANTS)
"""Of the history of each tenant."""

HISTORIES = 12


@pytest.mark.parametrize(("number", "switches"), list(enumerate(TENANTS)), ids=json.dumps)
def test_no_history_deletes_doubles_loses_or_overwrites_what_the_plan_did_not_show(
    number: int, switches: dict[str, Any]
) -> None:
    experience = live(switches, HISTORIES, number)
    assert experience.steps >= STEPS
    assert {0, 3, 6, KILLED} <= experience.ends.keys()


@pytest.mark.parametrize("broken", BROKEN, ids=lambda one: one.way.__name__)
def test_a_client_broken_on_purpose_is_caught(broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    broken.way(monkeypatch)
    with pytest.raises(Violation):
        live(TENANTS[0], 60, broken.seed)
