from __future__ import annotations

import pytest

from provisioner.model.seal import Seal
from provisioner.model.value import Secret
from provisioner.plan.change import Change, Reason
from tests.model.builders import LINEAGE, SEAL, binding, live_webhook, state, webhook
from tests.plan.builders import World

TEMPLATE = "https://bots.example.com/${env.PROVISIONER_X}"


def secret(value: str) -> Secret:
    return Secret(f"https://bots.example.com/{value}", TEMPLATE)


def secret_change(wanted: str, lives: str, applied: str, seal: Seal = SEAL) -> Change:
    known = binding("w1", {"name": "bot", "uri": SEAL.remember(secret(applied))})
    world = World(
        [webhook(uri=secret(wanted))],
        [live_webhook(uri=str(secret(lives).value))],
        state({"webhook.bot": known}, key_check=SEAL.key_check),
        seal=seal,
    )
    return world.changes()["webhook.bot"]


@pytest.mark.parametrize(
    ("wanted", "lives", "applied", "reason"),
    [
        ("CANARY1", "CANARY1", "CANARY1", Reason.SAME),
        ("CANARY2", "CANARY1", "CANARY1", Reason.CHANGED_IN_CONFIGURATION),
        ("CANARY1", "CANARY2", "CANARY1", Reason.CHANGED_OUTSIDE),
        ("CANARY2", "CANARY3", "CANARY1", Reason.CHANGED_IN_BOTH),
    ],
)
def test_fault_64_a_secret_is_attributed_and_no_value_of_it_is_shown(
    wanted: str, lives: str, applied: str, reason: Reason
) -> None:
    change = secret_change(wanted, lives, applied)
    assert change.reason is reason
    assert "CANARY" not in repr(change)
    for one in change.differences:
        assert str(one.before) == "https://bots.example.com/(sensitive, differs)"
        assert str(one.after) == TEMPLATE
        assert one.applied is None or str(one.applied) == TEMPLATE


def test_fault_64_after_a_key_rotation_the_origin_is_unknown_and_nothing_drifts() -> None:
    rotated = Seal.opening("eght_rotated", LINEAGE, SEAL.key_check)
    assert secret_change("a", "a", "a", rotated).reason is Reason.SAME
    assert secret_change("b", "a", "a", rotated).reason is Reason.ORIGIN_UNKNOWN


def test_a_secret_that_left_the_files_is_still_not_shown() -> None:
    known = binding("w1", {"name": "bot", "uri": SEAL.remember(secret("CANARY"))})
    world = World(
        [webhook()], [live_webhook(uri="https://bots.example.com/CANARY")], state({"webhook.bot": known})
    )
    change = world.changes()["webhook.bot"]
    assert change.writes
    assert "CANARY" not in repr(change)


def test_what_was_observed_holds_no_secret_either() -> None:
    known = binding("w1", {"name": "bot", "uri": SEAL.remember(secret("CANARY"))})
    world = World(
        [webhook(name="New", uri=secret("CANARY"))],
        [live_webhook(uri="https://bots.example.com/CANARY")],
        state({"webhook.bot": known}),
    )
    change = world.changes()["webhook.bot"]
    assert [one.attribute for one in change.differences] == ["name"]
    assert change.observed is not None
    assert "CANARY" not in str(change.observed["uri"])
    assert "CANARY" not in repr(change)


def test_twins_do_not_give_away_the_secret_the_files_ask_for() -> None:
    twins = [live_webhook("w1", uri="https://bots.example.com/CANARY"), live_webhook("w2")]
    change = World([webhook(uri=secret("CANARY"))], twins).changes()["webhook.bot"]
    assert change.warnings == (
        "w1 (uri https://bots.example.com/(sensitive, differs))",
        "w2 (uri https://bots.example.com/(sensitive, differs))",
    )
