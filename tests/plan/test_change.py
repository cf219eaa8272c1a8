from __future__ import annotations

from dataclasses import replace

import pytest

from provisioner.model.address import Address
from provisioner.plan.change import Action, Change, Difference, Reason
from provisioner.plan.plan import Plan

ONE = Difference("name", "a", "b", Reason.CHANGED_IN_CONFIGURATION)
UNCHANGED = Change(Address("webhook", "bot"), Action.NO_OP, Reason.SAME, "Bot", "w1")
CREATE = replace(UNCHANGED, action=Action.CREATE, id=None, differences=(ONE,))
UPDATE = replace(UNCHANGED, action=Action.UPDATE, differences=(ONE,))
DELETE = replace(UNCHANGED, action=Action.DELETE)
FORGET = replace(UNCHANGED, action=Action.FORGET)
ADOPT = replace(UNCHANGED, action=Action.ADOPT)
ADOPT_AND_UPDATE = replace(ADOPT, differences=(ONE,))
RENAMED = replace(UNCHANGED, previous=Address("webhook", "old"))
RELEASED = replace(UNCHANGED, released=("version",))
AMBIGUOUS = replace(UNCHANGED, reason=Reason.AMBIGUOUS)
UNREADABLE = replace(UNCHANGED, reason=Reason.UNREADABLE)


@pytest.mark.parametrize(
    ("change", "writes", "updates", "shown"),
    [
        (UNCHANGED, False, False, False),
        (CREATE, True, False, True),
        (UPDATE, True, True, True),
        (DELETE, True, False, True),
        (FORGET, False, False, True),
        (ADOPT, False, False, False),
        (ADOPT_AND_UPDATE, True, True, True),
        (RENAMED, False, False, True),
        (RELEASED, False, False, True),
        (AMBIGUOUS, False, False, True),
        (UNREADABLE, False, False, True),
    ],
)
def test_what_a_change_sends_and_whether_it_has_a_line(
    change: Change, writes: bool, updates: bool, shown: bool
) -> None:
    assert (change.writes, change.updates, change.shown) == (writes, updates, shown)


def test_a_plan_counts_its_changes_by_action() -> None:
    changes = (UNCHANGED, CREATE, UPDATE, DELETE, FORGET, ADOPT, ADOPT_AND_UPDATE, RENAMED)
    plan = Plan("dev", "acme", "https://api.8x8.com", "lineage", changes)
    assert plan.writes == (CREATE, UPDATE, DELETE, ADOPT_AND_UPDATE)
    assert plan.counts == {
        Action.NO_OP: 3,
        Action.CREATE: 1,
        Action.UPDATE: 1,
        Action.DELETE: 1,
        Action.FORGET: 1,
        Action.ADOPT: 1,
    }
    assert plan.found_by_name == 1
