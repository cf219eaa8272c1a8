from __future__ import annotations

from dataclasses import replace

import pytest

from provisioner.model.address import Address
from provisioner.model.value import Reference
from provisioner.plan.change import Action, Reason
from tests.model.builders import (
    BOUND_CHANNEL,
    BOUND_WEBHOOK,
    URI,
    binding,
    channel,
    live,
    live_channel,
    live_webhook,
    state,
    webhook,
)
from tests.plan.builders import World, by_id, channel_change


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


def test_a_change_carries_the_place_and_the_digest_of_its_definition() -> None:
    declared = webhook()
    change = World([declared]).changes()["webhook.bot"]
    assert change.position == declared.position
    assert change.definition == declared.digest


@pytest.mark.parametrize("queue", ["101", "102"], ids=["in sync", "changed"])
def test_every_change_says_whether_its_resource_is_protected(queue: str) -> None:
    protected = replace(channel(), protect=True)
    world = World([webhook(), protected], [live_webhook(), live_channel(queue=queue)])
    assert {address: one.protect for address, one in world.changes().items()} == {
        "webhook.bot": False,
        "channel.web": True,
    }
