"""Every row of the table of words: what the files did, what the tenant did, and what is said of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from provisioner.model.live import LiveResource
from provisioner.model.state import Binding
from provisioner.model.value import Secret
from provisioner.plan.change import Reason
from provisioner.plan.drift import GRAVE, OF_RESOURCES, Word, difference_word, drift_of
from tests.model.builders import (
    BOUND_CHANNEL,
    BOUND_WEBHOOK,
    SEAL,
    binding,
    channel,
    live_channel,
    live_webhook,
    state,
    webhook,
)
from tests.plan.builders import World
from tests.plan.worlds import AMBIGUOUS

APPLIED = {"name": "web", "webhook": "w1", "queue": "101"}


def words(world: World) -> dict[str, Word]:
    """The word of every resource by address."""
    return {str(one.change.address): one.word for one in drift_of(world.plan()).resources}


def differing(world: World) -> dict[str, Word]:
    """The word of every attribute of the channel that differs."""
    return {one.attribute: difference_word(one) for one in world.changes()["channel.web"].differences}


def queues(bound: Binding | None, files: str | None, live: str | None) -> World:
    """A channel on queue `files` in the files and on queue `live` in the tenant; None is nowhere."""
    definitions = [webhook()] + ([channel(queue=files)] if files else [])
    lives: list[LiveResource] = [live_webhook()] + ([live_channel(queue=live)] if live else [])
    bindings = {"webhook.bot": BOUND_WEBHOOK} | ({"channel.web": bound} if bound else {})
    return World(definitions, lives, state(bindings))


@pytest.mark.parametrize(
    ("files", "live", "word"),
    [
        pytest.param("sales", "101", Word.IN_SYNC, id="same, same"),
        pytest.param("billing", "101", Word.PENDING, id="changed, same"),
        pytest.param("sales", "102", Word.DRIFT, id="same, changed"),
        pytest.param("billing", "102", Word.IN_SYNC, id="changed, changed, agree"),
        pytest.param("billing", "103", Word.CONFLICT, id="changed, changed, differ"),
        pytest.param("sales", None, Word.MISSING, id="same, gone"),
        pytest.param("billing", None, Word.MISSING, id="changed, gone"),
        pytest.param(None, "101", Word.ORPHANED, id="removed, same"),
        pytest.param(None, "102", Word.ORPHANED, id="removed, changed"),
        pytest.param(None, None, Word.FORGOTTEN, id="removed, gone"),
    ],
)
def test_what_was_applied_tells_which_side_moved(files: str | None, live: str | None, word: Word) -> None:
    assert words(queues(BOUND_CHANNEL, files, live))["channel.web"] is word


@pytest.mark.parametrize(
    ("files", "live", "word", "reason"),
    [
        ("sales", "101", Word.IN_SYNC, Reason.FOUND_BY_NAME),
        ("sales", "102", Word.DRIFT, Reason.FOUND_BY_NAME),
        ("sales", None, Word.PENDING, Reason.NOT_IN_TENANT),
    ],
)
def test_without_state_two_sides_are_compared(
    files: str, live: str | None, word: Word, reason: Reason
) -> None:
    world = queues(None, files, live)
    assert words(world)["channel.web"] is word
    assert world.changes()["channel.web"].reason is reason


def test_without_state_nobody_knows_who_moved() -> None:
    (queue,) = queues(None, "sales", "102").changes()["channel.web"].differences
    assert queue.reason is Reason.ORIGIN_UNKNOWN


def test_what_was_never_declared_is_unmanaged_and_only_counted() -> None:
    drift = drift_of(queues(None, None, "101").plan())
    assert [str(one.change.address) for one in drift.resources] == ["webhook.bot"]
    assert drift.counts == Counter({Word.IN_SYNC: 1, Word.UNMANAGED: 1})


def test_a_conflict_carries_all_three_values() -> None:
    (queue,) = queues(BOUND_CHANNEL, "billing", "103").changes()["channel.web"].differences
    assert [getattr(one, "id", None) for one in (queue.applied, queue.before, queue.after)] == [
        "101",
        "103",
        "102",
    ]


def test_a_resource_has_the_gravest_word_of_its_attributes() -> None:
    world = World(
        [webhook(), channel(name="New", queue="billing")],
        [live_webhook(), live_channel(webhook="w9", queue="103")],
        state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}),
    )
    assert differing(world) == {"name": Word.PENDING, "webhook": Word.DRIFT, "queue": Word.CONFLICT}
    assert words(world)["channel.web"] is Word.CONFLICT
    drifted = replace(world, definitions=[webhook(), channel(name="New")])
    assert words(drifted)["channel.web"] is Word.DRIFT


def test_several_of_one_name_are_ambiguous_and_none_is_called_drift() -> None:
    assert words(AMBIGUOUS)["webhook.bot"] is Word.AMBIGUOUS


def test_a_damaged_answer_is_unreadable_and_never_in_sync() -> None:
    damaged = replace(live_channel(), name=None)
    world = World([webhook(), channel()], [live_webhook(), damaged], queues(BOUND_CHANNEL, None, None).state)
    assert words(world)["channel.web"] is Word.UNREADABLE


def test_a_secret_sealed_under_another_key_is_of_unknown_origin() -> None:
    template = "https://bots.example.com/8x8?token=${env.PROVISIONER_T}"
    secret = Secret("https://bots.example.com/8x8?token=new", template)
    sealed = SEAL.remember(replace(secret, value="https://bots.example.com/8x8?token=old"))
    world = World(
        [webhook(uri=secret)],
        [live_webhook(uri="https://bots.example.com/8x8?token=old")],
        state({"webhook.bot": binding("w1", {"name": "bot", "uri": sealed})}),
    )
    assert words(world)["webhook.bot"] is Word.PENDING
    rotated = replace(world, seal=replace(SEAL, fits=False))
    assert words(rotated)["webhook.bot"] is Word.DRIFT
    assert rotated.changes()["webhook.bot"].reason is Reason.ORIGIN_UNKNOWN


@pytest.mark.parametrize(
    ("points_to", "word", "reason"),
    [
        pytest.param("w1", Word.PENDING, Reason.FOLLOWS_CREATE, id="still at what is gone"),
        pytest.param("w9", Word.DRIFT, Reason.CHANGED_OUTSIDE, id="re-pointed outside"),
    ],
)
def test_a_channel_whose_webhook_is_missing_drifted_only_if_it_was_touched(
    points_to: str, word: Word, reason: Reason
) -> None:
    bindings = {"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}
    world = World([webhook(), channel()], [live_channel(webhook=points_to)], state(bindings))
    assert words(world) == {"webhook.bot": Word.MISSING, "channel.web": word}
    assert world.changes()["channel.web"].reason is reason


def test_a_channel_that_both_sides_pointed_elsewhere_is_in_conflict_also_before_a_create() -> None:
    bindings = {"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}
    world = World(
        [webhook(), webhook("new"), channel(webhook="new")],
        [live_webhook(), live_channel(webhook="w9")],
        state(bindings),
    )
    assert words(world)["channel.web"] is Word.CONFLICT


def test_coverage_is_the_declared_part_of_what_lives_rounded_down() -> None:
    world = World(
        [webhook(), channel()],
        [live_webhook(), live_channel(), live_channel("c2", "theirs")],
        state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}),
    )
    assert drift_of(world.plan()).coverage == 66
    left = replace(world, definitions=[webhook()])
    assert drift_of(left.plan()).coverage == 33
    assert drift_of(World().plan()).coverage == 100


def test_what_is_missing_or_unreadable_covers_nothing() -> None:
    world = queues(BOUND_CHANNEL, "sales", None)
    assert drift_of(world.plan()).coverage == 100
    damaged = replace(world, live=[live_webhook("w2", "theirs"), replace(live_channel(), name=None)])
    assert drift_of(damaged.plan()).coverage == 0


def test_every_reason_has_a_word_and_every_word_of_a_resource_is_one() -> None:
    from provisioner.plan.drift import _WORDS

    assert _WORDS.keys() == set(Reason)
    assert set(_WORDS.values()) | {Word.FORGOTTEN, Word.UNMANAGED} == set(Word)
    assert set(OF_RESOURCES) >= GRAVE


def test_an_orphan_tells_what_lives() -> None:
    (orphan,) = queues(BOUND_CHANNEL, None, "102").plan().orphans
    assert (orphan.id, orphan.name, orphan.writes) == ("c1", "web", False)
    assert orphan.observed is not None
    assert getattr(orphan.observed["queue"], "id", None) == "102"
