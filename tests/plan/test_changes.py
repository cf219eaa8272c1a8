from __future__ import annotations

from typing import Any

import pytest

from provisioner.model.address import Address
from provisioner.model.seal import Seal
from provisioner.model.state import Binding
from provisioner.model.value import Reference, Secret
from provisioner.plan.change import Action, Change, Reason
from tests.model.builders import (
    BOUND_CHANNEL,
    BOUND_WEBHOOK,
    LINEAGE,
    SEAL,
    URI,
    binding,
    channel,
    live,
    live_channel,
    live_webhook,
    state,
    webhook,
)
from tests.plan.builders import World, by_id

TEMPLATE = "https://bots.example.com/${env.PROVISIONER_X}"


def secret(value: str) -> Secret:
    return Secret(f"https://bots.example.com/{value}", TEMPLATE)


def channel_change(known: Binding | None, body: dict[str, Any], **attributes: str) -> Change:
    """The change of the one channel, whose webhook is in sync."""
    bindings = {"webhook.bot": BOUND_WEBHOOK, **({"channel.web": known} if known else {})}
    world = World([webhook(), channel(**attributes)], [live_webhook(), live_channel(**body)], state(bindings))
    return world.changes()["channel.web"]


@pytest.mark.parametrize(
    ("wanted", "lives", "action", "reason"),
    [
        ("web", "web", Action.NO_OP, Reason.SAME),
        ("New", "web", Action.UPDATE, Reason.CHANGED_IN_CONFIGURATION),
        ("web", "Typed", Action.UPDATE, Reason.CHANGED_OUTSIDE),
        ("New", "New", Action.NO_OP, Reason.SAME),
        ("New", "Typed", Action.UPDATE, Reason.CHANGED_IN_BOTH),
    ],
)
def test_an_update_says_which_side_moved(wanted: str, lives: str, action: Action, reason: Reason) -> None:
    change = channel_change(BOUND_CHANNEL, {"name": lives}, name=wanted)
    assert (change.action, change.reason) == (action, reason)
    assert [one.attribute for one in change.differences] == (["name"] if action is Action.UPDATE else [])


def test_a_conflict_shows_three_values() -> None:
    (one,) = channel_change(BOUND_CHANNEL, {"name": "Typed"}, name="New").differences
    assert (one.before, one.after, one.applied) == ("Typed", "New", "web")


def test_a_conflict_of_references_shows_all_three_by_name() -> None:
    world = World(
        [webhook(), channel(queue="billing")],
        [live_webhook(), live_channel(queue="7")],
        state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}),
        queues={"sales": by_id("101"), "billing": by_id("102")},
    )
    (one,) = world.changes()["channel.web"].differences
    assert (one.before, one.after) == (Reference(None, "7"), Reference("billing", "102"))
    assert one.applied == Reference("sales", "101")


def test_what_the_files_and_somebody_else_changed_apart_is_changed_in_both() -> None:
    change = channel_change(BOUND_CHANNEL, {"queue": "102"}, name="New")
    assert [(one.attribute, one.reason) for one in change.differences] == [
        ("name", Reason.CHANGED_IN_CONFIGURATION),
        ("queue", Reason.CHANGED_OUTSIDE),
    ]
    assert change.reason is Reason.CHANGED_IN_BOTH


def test_a_queue_key_bound_to_another_id_is_changed_in_the_configuration() -> None:
    world = World(
        [webhook(), channel()],
        [live_webhook(), live_channel(queue="101")],
        state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}),
        queues={"sales": by_id("1043")},
    )
    change = world.changes()["channel.web"]
    assert (change.action, change.reason) == (Action.UPDATE, Reason.CHANGED_IN_CONFIGURATION)


def test_a_channel_moved_to_another_key_of_the_same_queue_is_unchanged() -> None:
    world = World(
        [webhook(), channel(queue="billing")],
        [live_webhook(), live_channel()],
        state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}),
        queues={"sales": by_id("101"), "billing": by_id("101")},
    )
    assert world.plan().writes == ()


def test_a_create_shows_every_attribute_that_is_sent() -> None:
    change = World([webhook()]).changes()["webhook.bot"]
    assert (change.action, change.reason, change.id) == (Action.CREATE, Reason.NOT_IN_TENANT, None)
    assert [(one.attribute, one.before, one.after) for one in change.differences] == [
        ("name", None, "bot"),
        ("uri", None, URI),
    ]
    assert change.observed is None


def test_a_bound_resource_that_is_gone_is_created_again_and_its_channels_follow() -> None:
    world = World(
        [webhook(), channel()],
        [live_channel()],
        state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}),
    )
    changes = world.changes()
    assert (changes["webhook.bot"].action, changes["webhook.bot"].reason) == (Action.CREATE, Reason.MISSING)
    assert (changes["channel.web"].action, changes["channel.web"].reason) == (
        Action.UPDATE,
        Reason.FOLLOWS_CREATE,
    )
    (one,) = changes["channel.web"].differences
    assert (one.before, one.after) == (Reference(None, "w1"), Reference("bot", None))


def test_what_follows_a_create_and_was_changed_itself_is_told_by_its_own_cause() -> None:
    world = World([webhook(), channel(name="New")], [live_channel()], state({"channel.web": BOUND_CHANNEL}))
    assert world.changes()["channel.web"].reason is Reason.CHANGED_IN_CONFIGURATION


def test_one_found_by_name_without_a_difference_is_adopted_without_a_write() -> None:
    change = channel_change(None, {})
    assert (change.action, change.reason, change.id) == (Action.ADOPT, Reason.FOUND_BY_NAME, "c1")
    assert not change.writes
    assert not change.shown


def test_one_found_by_name_with_a_difference_is_shown_attribute_by_attribute() -> None:
    change = channel_change(None, {"queue": "102"})
    assert (change.action, change.reason) == (Action.ADOPT, Reason.FOUND_BY_NAME)
    assert [(one.attribute, one.reason) for one in change.differences] == [("queue", Reason.ORIGIN_UNKNOWN)]
    assert change.shown


def test_a_renamed_key_needs_no_call_and_is_shown() -> None:
    world = World([webhook("new", name="bot")], [live_webhook()], state({"webhook.old": BOUND_WEBHOOK}))
    change = world.changes()["webhook.new"]
    assert (change.action, change.reason) == (Action.NO_OP, Reason.KEY_RENAMED)
    assert change.previous == Address("webhook", "old")
    assert change.shown
    assert not change.writes


def test_a_renamed_key_keeps_what_was_last_applied() -> None:
    world = World(
        [webhook("new", name="bot", uri=URI + "/2")], [live_webhook()], state({"webhook.old": BOUND_WEBHOOK})
    )
    change = world.changes()["webhook.new"]
    assert (change.action, change.reason) == (Action.UPDATE, Reason.CHANGED_IN_CONFIGURATION)
    assert change.previous == Address("webhook", "old")


def test_an_attribute_that_is_no_longer_declared_is_released_and_keeps_its_value() -> None:
    known = binding("w1", {"name": "bot", "uri": URI, "version": "Chat Gateway v1.0"})
    change = World([webhook()], [live_webhook()], state({"webhook.bot": known})).changes()["webhook.bot"]
    assert change.released == ("version",)
    assert not change.writes
    assert change.shown


def test_fault_40_twins_are_listed_with_what_tells_them_apart() -> None:
    world = World(
        [webhook(), channel()],
        [live_webhook(), live_channel("c1", queue="101"), live_channel("c2", webhook="w9", queue="7")],
    )
    change = world.changes()["channel.web"]
    assert (change.action, change.reason, change.id) == (Action.NO_OP, Reason.AMBIGUOUS, None)
    assert change.warnings == (
        'c1 (webhook "bot" (w1), queue 101)',
        "c2 (webhook w9, queue 7)",
    )
    assert not change.writes


def test_twins_do_not_give_away_the_secret_the_files_ask_for() -> None:
    twins = [live_webhook("w1", uri="https://bots.example.com/CANARY"), live_webhook("w2")]
    change = World([webhook(uri=secret("CANARY"))], twins).changes()["webhook.bot"]
    assert change.warnings == (
        "w1 (uri https://bots.example.com/(sensitive, differs))",
        "w2 (uri https://bots.example.com/(sensitive, differs))",
    )


def test_fault_23_a_damaged_resource_is_left_alone() -> None:
    world = World([webhook()], [live("webhook", "w1", None)], state({"webhook.bot": BOUND_WEBHOOK}))
    change = world.changes()["webhook.bot"]
    assert (change.action, change.reason) == (Action.NO_OP, Reason.UNREADABLE)
    assert change.warnings
    assert not change.writes


@pytest.mark.parametrize("uri", [5, ["https://bots.example.com"], {"href": "x"}, True])
def test_fault_23_a_uri_that_is_no_text_is_an_ordinary_difference(uri: object) -> None:
    body = live("webhook", "w1", "bot", uri=uri)
    change = World([webhook()], [body], state({"webhook.bot": BOUND_WEBHOOK})).changes()["webhook.bot"]
    assert [(one.attribute, one.before) for one in change.differences] == [("uri", str(uri))]


def test_an_update_of_a_webhook_names_the_channels_that_use_it_now() -> None:
    world = World(
        [
            webhook(uri=URI + "/2"),
            webhook("other"),
            channel("a"),
            channel("b"),
            channel("c", webhook="other"),
        ],
        [
            live_webhook(),
            live_webhook("w2", "other"),
            *(live_channel(f"c-{key}", key) for key in "ab"),
            live_channel("c-c", "c", webhook="w2"),
        ],
        state({"webhook.bot": BOUND_WEBHOOK}),
    )
    changes = world.changes()
    assert changes["webhook.bot"].affects == (Address("channel", "a"), Address("channel", "b"))
    assert changes["webhook.other"].affects == ()


def test_an_adoption_that_changes_a_webhook_names_its_channels_too() -> None:
    world = World([webhook(uri=URI + "/2"), channel()], [live_webhook(), live_channel()])
    assert world.changes()["webhook.bot"].affects == (Address("channel", "web"),)


def test_an_unchanged_webhook_affects_nothing() -> None:
    world = World([webhook(), channel(name="New")], [live_webhook(), live_channel()])
    assert world.changes()["webhook.bot"].affects == ()


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
    assert change.observed["description"] is None


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


def test_an_update_that_may_erase_an_unreadable_description_warns() -> None:
    change = channel_change(BOUND_CHANNEL, {}, name="New")
    assert change.warnings == (
        "description is neither declared nor returned by this tenant: the update may erase it",
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


def test_a_change_carries_the_place_and_the_digest_of_its_definition() -> None:
    declared = webhook()
    change = World([declared]).changes()["webhook.bot"]
    assert change.position == declared.position
    assert change.definition == declared.digest
