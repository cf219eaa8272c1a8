from __future__ import annotations

import pytest

from provisioner.model.live import LiveResource
from provisioner.plan.change import Reason
from tests.model.builders import (
    BOUND_CHANNEL,
    BOUND_WEBHOOK,
    binding,
    channel,
    live_channel,
    live_webhook,
    state,
    webhook,
)
from tests.plan.builders import World, channel_change

DESCRIBED = binding("c1", {"name": "web", "webhook": "w1", "queue": "101", "description": "old"})
UNREADABLE = binding("c1", dict(DESCRIBED.applied), unreadable=frozenset({"description"}))


def test_a_description_that_is_returned_is_compared_with_what_lives() -> None:
    change = channel_change(DESCRIBED, {"description": "typed"}, description="old")
    assert [(one.attribute, one.before, one.reason) for one in change.differences] == [
        ("description", "typed", Reason.CHANGED_OUTSIDE)
    ]


def test_a_description_that_was_returned_once_and_is_gone_was_cleared_outside() -> None:
    change = channel_change(DESCRIBED, {}, description="old")
    assert [(one.attribute, one.before, one.reason) for one in change.differences] == [
        ("description", None, Reason.CHANGED_OUTSIDE)
    ]


def test_a_description_that_is_not_returned_is_compared_with_what_was_last_applied() -> None:
    assert not channel_change(UNREADABLE, {}, description="old").writes


@pytest.mark.parametrize("description", ["new", ""])
def test_an_edit_of_a_description_that_is_not_returned_is_an_update(description: str) -> None:
    change = channel_change(UNREADABLE, {}, description=description)
    assert [(one.attribute, one.reason) for one in change.differences] == [
        ("description", Reason.CHANGED_IN_CONFIGURATION)
    ]
    assert change.observed is not None
    assert "description" not in change.observed


def test_a_description_returned_again_is_compared_with_what_lives_again() -> None:
    change = channel_change(UNREADABLE, {"description": "typed"}, description="old")
    assert [one.reason for one in change.differences] == [Reason.CHANGED_OUTSIDE]


def test_a_description_newly_declared_is_empty_where_the_tenant_returns_others() -> None:
    world = World(
        [webhook(), channel(description="")],
        [live_webhook(), live_channel(), live_channel("c2", "Other", description="returned")],
        state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}),
    )
    assert not world.changes()["channel.web"].writes


OTHER = live_channel("c2", "Other", description="returned")
PAIR = state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL})


@pytest.mark.parametrize(("others", "seen"), [([OTHER], True), ([], False)])
def test_an_absent_description_is_known_to_be_empty_where_the_tenant_returns_others(
    others: list[LiveResource], seen: bool
) -> None:
    live = [live_webhook(), live_channel(), *others]
    updated = World([webhook(), channel(description="new")], live, PAIR).changes()["channel.web"]
    deleted = World([webhook()], live, PAIR, prune=True).changes()["channel.web"]
    assert ("description" in (updated.observed or {})) is ("description" in (deleted.observed or {})) is seen


def test_an_update_that_may_erase_an_unreadable_description_warns() -> None:
    change = channel_change(BOUND_CHANNEL, {}, name="New")
    assert change.warnings == (
        "description is neither managed nor returned by this tenant: the update may erase it",
    )


@pytest.mark.parametrize(
    ("body", "attributes"),
    [
        ({}, {}),
        ({"description": "kept"}, {"name": "New"}),
        ({}, {"name": "New", "description": "declared"}),
    ],
    ids=["nothing is written", "the tenant returns it", "it is declared"],
)
def test_no_warning_where_no_description_can_be_lost(
    body: dict[str, str], attributes: dict[str, str]
) -> None:
    assert channel_change(BOUND_CHANNEL, body, **attributes).warnings == ()
