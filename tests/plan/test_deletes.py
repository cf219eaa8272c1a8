"""What leaves the files is deleted only when that is asked for, allowed, and harms nothing that stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provisioner.model.live import LiveResource
from provisioner.model.value import Reference
from provisioner.plan.change import Action, Reason
from tests.model.builders import (
    URI,
    binding,
    channel,
    live,
    live_channel,
    live_webhook,
    state,
    webhook,
)
from tests.plan.builders import World, allowing, told
from tests.plan.worlds import DELETED, GUARDED, LEFT, PAIR, STILL_USED


def actions(world: World) -> dict[str, Action]:
    """What is done to each address, in the order of the plan."""
    return {address: change.action for address, change in world.changes().items()}


def test_without_prune_it_is_orphaned_and_stays() -> None:
    plan = replace(LEFT, prune=False).plan()
    assert (plan.writes, [str(one) for one in plan.orphaned]) == ((), ["webhook.bot", "channel.web"])


def test_with_prune_it_is_deleted_channels_first_and_nothing_is_orphaned() -> None:
    assert list(actions(DELETED).items()) == [("channel.web", Action.DELETE), ("webhook.bot", Action.DELETE)]
    assert DELETED.plan().orphaned == ()


def test_a_delete_shows_what_goes_and_says_why() -> None:
    change = DELETED.changes()["channel.web"]
    assert (change.id, change.name, change.reason) == ("c1", "web", Reason.NO_LONGER_DECLARED)
    assert {one.attribute: (one.before, one.after) for one in change.told} == {
        "name": ("web", None),
        "webhook": (Reference(None, "w1"), None),
        "queue": (Reference("sales", "101"), None),
    }


def test_a_delete_bears_the_name_the_tenant_shows() -> None:
    renamed = replace(DELETED, live=[live_webhook(name="Renamed by hand"), live_channel()])
    assert renamed.changes()["webhook.bot"].name == "Renamed by hand"


def test_what_was_never_ours_is_not_deleted() -> None:
    strangers = [live_webhook("w9", "Stranger"), live_channel("c9", "Other", webhook="w9")]
    assert list(actions(replace(DELETED, live=[*LEFT.live, *strangers]))) == ["channel.web", "webhook.bot"]


def test_what_is_declared_is_not_deleted() -> None:
    kept = replace(DELETED, definitions=[webhook()])
    assert actions(kept) == {"webhook.bot": Action.NO_OP, "channel.web": Action.DELETE}


def test_a_renamed_key_is_bound_anew_and_deletes_nothing() -> None:
    renamed = replace(DELETED, definitions=[webhook(), channel("shop", name="web")])
    assert actions(renamed) == {"webhook.bot": Action.NO_OP, "channel.shop": Action.NO_OP}


def test_what_is_gone_as_well_is_forgotten() -> None:
    gone = replace(DELETED, live=[live_webhook()])
    assert actions(gone) == {"webhook.bot": Action.DELETE, "channel.web": Action.FORGET}


def test_an_id_that_is_of_another_type_now_is_left_alone_and_stays_orphaned() -> None:
    text = live_channel("c1", "web", webhook="w2", type="SMS")
    plan = replace(DELETED, live=[live_webhook(), text]).plan()
    assert [str(one.address) for one in plan.writes] == ["webhook.bot"]
    assert [str(one) for one in plan.orphaned] == ["channel.web"]


def test_a_secret_that_goes_is_not_shown() -> None:
    uri = f"{URI}?token=CANARY"
    world = replace(DELETED, live=[live_webhook(uri=uri), live_channel()])
    assert "CANARY" not in repr(world.changes()["webhook.bot"])


def test_fault_59_deletes_are_off_unless_the_environment_allows_them() -> None:
    assert told(LEFT) == [
        "dev does not allow deletes: the plan has 2: channel.web, webhook.bot; "
        "to allow them here, write `guards: { deletes: true }` in environments/dev.yaml"
    ]


def test_fault_59_a_protected_resource_names_the_flag_that_lets_it_go() -> None:
    assert told(GUARDED) == [
        "channel.web is protected: the plan would delete it; "
        "if that is meant, pass --allow-protected channel.web"
    ]


def test_leave_to_delete_is_not_leave_for_the_protected() -> None:
    assert told(replace(GUARDED, state=state(PAIR))) == []
    assert told(allowing(GUARDED, empty=True))


USERS: list[LiveResource] = [
    live_channel("u1", "Unmanaged"),
    live_channel("u1", "Text", type="SMS"),
    live_channel("u1", "WhatsApp chat", type="WhatsApp"),
    live("channel", None, "Damaged", webHookId="w1"),
    live("channel", "u1", None, webHookId="w1"),
]


@pytest.mark.parametrize("user", USERS, ids=lambda one: str(one.name))
def test_fault_36_a_webhook_any_live_channel_uses_is_refused_by_name(user: LiveResource) -> None:
    (refusal,) = told(replace(DELETED, live=[*LEFT.live, user]))
    assert refusal.startswith(
        f"webhook.bot is still in use: referred to by channel {user.name!r} ({user.id})"
    )


def test_fault_36_all_that_use_one_webhook_are_told_at_once() -> None:
    (refusal,) = told(replace(STILL_USED, live=[*STILL_USED.live, live_channel("u2", "Shop")]))
    assert "referred to by channel 'Text' (s1), channel 'Shop' (u2); " in refusal


def test_a_webhook_whose_channel_is_pointed_elsewhere_by_the_same_plan_may_go() -> None:
    bindings = PAIR | {"webhook.new": binding("w2", {"name": "new", "uri": URI})}
    moving = World(
        [webhook("new"), channel(webhook="new")],
        [live_webhook(), live_webhook("w2", "new"), live_channel()],
        state(bindings),
        guards=DELETED.guards,
        prune=True,
    )
    assert actions(moving)["webhook.bot"] is Action.DELETE
    assert told(moving) == []


def test_the_webhook_of_a_channel_that_refers_to_nothing_may_go() -> None:
    unrouted = live("channel", "u1", "Odd", webHookId=None)
    assert told(replace(DELETED, live=[*LEFT.live, unrouted])) == []
