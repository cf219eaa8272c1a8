from __future__ import annotations

import pytest

from provisioner.errors import ConfigurationError
from provisioner.model.address import Address
from provisioner.model.environment import Guards
from provisioner.model.live import LiveQueue
from provisioner.model.state import Sealed
from provisioner.plan.change import Action, Reason
from tests.model.builders import (
    BOUND_CHANNEL,
    BOUND_WEBHOOK,
    LINEAGE,
    binding,
    channel,
    live,
    live_channel,
    live_webhook,
    state,
    webhook,
)
from tests.plan.builders import World, by_name

BOUND = state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL})
PAIR = (webhook(), channel())
LIVE_PAIR = (live_webhook(), live_channel())


def test_what_is_in_sync_makes_a_plan_of_nothing() -> None:
    plan = World(PAIR, LIVE_PAIR, BOUND).plan()
    assert [(change.action, change.reason) for change in plan.changes] == [(Action.NO_OP, Reason.SAME)] * 2
    assert plan.writes == ()
    assert not any(change.shown for change in plan.changes)


def test_a_plan_names_its_environment_tenant_endpoint_and_lineage() -> None:
    plan = World(guards=Guards(confirm="name")).plan()
    assert (plan.environment, plan.tenant, plan.endpoint) == ("dev", "acme", "https://api.8x8.com")
    assert (plan.lineage, plan.confirm) == (LINEAGE, "name")


def test_an_empty_tenant_is_filled_webhooks_first() -> None:
    plan = World([channel("b"), channel("a"), webhook()]).plan()
    assert [str(change.address) for change in plan.changes] == ["webhook.bot", "channel.b", "channel.a"]
    assert {change.action for change in plan.changes} == {Action.CREATE}


def test_the_same_inputs_give_the_same_plan() -> None:
    world = World(PAIR, LIVE_PAIR, BOUND)
    assert world.plan() == world.plan()


def test_unmanaged_resources_are_counted_by_type_and_what_cannot_be_managed_is_not() -> None:
    strangers = [
        live_webhook("w2", "Stranger"),
        live_channel("c2", "One"),
        live_channel("c3", "Two"),
        live_channel("c4", "Text", type="SMS"),
        live("channel", None, "Damaged"),
        live("channel", "c6", None),
    ]
    assert World(PAIR, [*LIVE_PAIR, *strangers], BOUND).plan().unmanaged == (("webhook", 1), ("channel", 2))


def test_a_type_without_unmanaged_resources_is_not_counted() -> None:
    assert World(PAIR, LIVE_PAIR, BOUND).plan().unmanaged == ()


def test_what_left_the_files_and_still_lives_is_orphaned_and_not_touched() -> None:
    plan = World(PAIR[:1], LIVE_PAIR, BOUND).plan()
    assert plan.orphaned == (Address("channel", "web"),)
    assert [str(change.address) for change in plan.changes] == ["webhook.bot"]
    assert plan.unmanaged == ()


def test_what_left_the_files_and_the_tenant_is_forgotten_under_its_last_name() -> None:
    plan = World(PAIR[:1], LIVE_PAIR[:1], BOUND).plan()
    forgotten = plan.changes[-1]
    assert (forgotten.action, forgotten.reason) == (Action.FORGET, Reason.NO_LONGER_DECLARED)
    assert (str(forgotten.address), forgotten.name, forgotten.id) == ("channel.web", "web", "c1")
    assert plan.orphaned == ()


@pytest.mark.parametrize("applied", [{}, {"name": Sealed("${env.PROVISIONER_X}", "digest")}])
def test_what_was_forgotten_without_a_name_is_called_by_its_key(applied: dict[str, Sealed]) -> None:
    plan = World(state=state({"webhook.bot": binding("w1", applied)})).plan()
    assert [change.name for change in plan.changes] == ["bot"]


def test_a_reference_is_shown_by_key_name_and_id() -> None:
    queues = [LiveQueue("101", "Sales", "chat"), LiveQueue("102", "Billing", "chat")]
    world = World(
        PAIR,
        [live_webhook(), live_channel(queue="102")],
        BOUND,
        queues={"sales": by_name("Sales")},
        live_queues=queues,
    )
    (difference,) = world.changes()["channel.web"].differences
    assert repr(difference.before) == "Reference(key=None, id='102', name='Billing')"
    assert repr(difference.after) == "Reference(key='sales', id='101', name='Sales')"


def test_a_webhook_that_is_found_lends_its_id_and_name_to_its_channels() -> None:
    desired = World(PAIR, [live_webhook("w7")]).changes()["channel.web"].desired
    assert desired is not None
    assert repr(desired["webhook"]) == "Reference(key='bot', id='w7', name='bot')"


def test_a_queue_that_cannot_be_found_ends_the_plan() -> None:
    with pytest.raises(ConfigurationError, match="Queue sales cannot be found"):
        World(PAIR, queues={"sales": by_name("Sales")}, live_queues=[]).plan()


def test_resources_stored_in_another_form_are_counted_once() -> None:
    known = binding("w1", {"name": "bot", "uri": "https://H/"}, read_back={"uri": "https://h", "name": "BOT"})
    world = World(
        [webhook(uri="https://H/")],
        [live_webhook(name="BOT", uri="https://h")],
        state({"webhook.bot": known}),
    )
    assert world.plan().normalised == 1
    assert world.plan().writes == ()


def test_a_resource_that_differs_is_not_counted_as_only_stored_in_another_form() -> None:
    known = binding("w1", {"name": "bot", "uri": "https://H/"}, read_back={"uri": "https://h"})
    world = World(
        [webhook(name="New", uri="https://H/")],
        [live_webhook(uri="https://h")],
        state({"webhook.bot": known}),
    )
    assert world.plan().normalised == 0
    assert [one.attribute for one in world.changes()["webhook.bot"].differences] == ["name"]
