"""A saved plan holds while a fresh one would do the same, and says in what it would not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from provisioner.model.seal import Seal
from provisioner.model.value import Secret
from provisioner.plan.plan import Plan
from provisioner.plan.plan_file import decode_plan, encode_plan
from provisioner.plan.promise import departures
from tests.model.builders import LINEAGE, SEAL, URI, channel, live_channel, live_webhook, state, webhook
from tests.plan.builders import World, by_id
from tests.plan.test_plan_file import WORLDS, every_world
from tests.plan.worlds import DELETED, PAIR

MOVED = World(
    [webhook(), channel(queue="billing")],
    [live_webhook(), live_channel()],
    state(PAIR),
)
TEMPLATE = f"{URI}?token=${{env.PROVISIONER_T}}"


def held(saved: Plan, fresh: Plan, seal: Seal = SEAL, /, **edited: Any) -> list[str]:
    """In what a fresh plan departs from a saved one, whose file was edited."""
    document = json.loads(encode_plan(saved, SEAL, prune=False)) | edited
    return list(departures(fresh, seal, decode_plan(json.dumps(document), "plan.json")))


@every_world
def test_the_same_inputs_keep_the_promise(world: World) -> None:
    assert held(world.plan(), world.plan()) == []


def test_no_two_of_these_plans_are_taken_for_each_other() -> None:
    plans = {name: world.plan() for name, world in WORLDS.items()}
    alike = [(one, other) for one in plans for other in plans if not held(plans[one], plans[other])]
    # A plan without prune that has nothing to write promises as much as one of nothing at all.
    assert [(one, other) for one, other in alike if one != other] == [
        ("orphans", "nothing"),
        ("nothing", "orphans"),
    ]


@pytest.mark.parametrize(
    ("member", "told"),
    [
        ("environment", "it was made for the environment elsewhere, this is dev"),
        ("tenant", "it was made for the tenant elsewhere, this is acme"),
        ("endpoint", "it was made for the endpoint elsewhere, this is https://api.8x8.com"),
        ("lineage", "it was made beside another state"),
    ],
)
def test_fault_57_another_place_breaks_it(member: str, told: str) -> None:
    assert held(MOVED.plan(), MOVED.plan(), SEAL, **{member: "elsewhere"}) == [told]


def test_fault_57_a_plan_that_was_applied_has_nothing_to_do_any_more() -> None:
    applied = replace(MOVED, live=[live_webhook(), live_channel(queue="102")])
    assert held(MOVED.plan(), applied.plan()) == [
        "channel.web: nothing is to be done any more, it said update"
    ]


def test_fault_57_something_new_to_do_breaks_it() -> None:
    more = replace(MOVED, definitions=[*MOVED.definitions, webhook("new")])
    assert held(MOVED.plan(), more.plan()) == ["webhook.new: it does not have this create"]


def test_fault_57_another_value_on_either_side_breaks_it_and_names_the_attribute() -> None:
    elsewhere = replace(MOVED, live=[live_webhook(), live_channel(queue="999")])
    assert held(MOVED.plan(), elsewhere.plan()) == ["channel.web: not the same queue before"]
    other = replace(MOVED, queues={"sales": by_id("101"), "billing": by_id("999")})
    assert held(MOVED.plan(), other.plan()) == ["channel.web: not the same queue after"]


def test_fault_57_another_id_and_another_attribute_break_it() -> None:
    renamed = replace(
        MOVED, definitions=[webhook(), channel(queue="billing", name="New")], live=[live_webhook()]
    )
    (told,) = held(MOVED.plan(), renamed.plan())
    assert told.startswith("channel.web: not the same action, id, ")
    assert "name after" in told


def test_fault_57_what_a_delete_would_take_with_it_is_promised_as_well() -> None:
    pointed = replace(DELETED, live=[live_webhook(), live_channel(queue="102")])
    assert held(DELETED.plan(), pointed.plan()) == ["channel.web: not the same queue before"]


def test_fault_57_another_secret_behind_the_same_template_breaks_it() -> None:
    one, other = (World([webhook(uri=Secret(f"{URI}?token={value}", TEMPLATE))]) for value in "ab")
    assert held(one.plan(), one.plan()) == []
    assert held(one.plan(), other.plan()) == ["webhook.bot: not the same uri after"]


def test_fault_57_another_key_breaks_a_plan_with_secrets() -> None:
    world = World([webhook(uri=Secret(f"{URI}?token=a", TEMPLATE))])
    assert held(world.plan(), world.plan(), Seal("eght_other", LINEAGE))


def test_the_display_name_of_what_is_referred_to_is_not_promised() -> None:
    named = replace(MOVED, live=[live_webhook(), live_channel()], definitions=[webhook(), channel()])
    moved = replace(named, live=[live_webhook(name="Renamed"), live_channel(queue="102")])
    again = replace(named, live=[live_webhook(), live_channel(queue="102")])
    assert held(moved.plan(), again.plan()) == ["webhook.bot: nothing is to be done any more, it said update"]


@pytest.mark.parametrize("edited", [{"changes": []}, {"unchanged": 7}, {"unmanaged": {"webhook": 3}}])
def test_fault_57_an_edit_of_the_changes_breaks_it_and_an_edit_of_the_counts_does_not(
    edited: dict[str, Any],
) -> None:
    assert bool(held(MOVED.plan(), MOVED.plan(), **edited)) is ("changes" in edited)


def test_places_in_the_files_and_reasons_may_differ() -> None:
    moved = replace(
        MOVED, definitions=[webhook(), replace(channel(queue="billing"), written={"name": "other"})]
    )
    (change,) = moved.plan().writes
    assert held(MOVED.plan(), moved.plan()) == []
    document = json.loads(encode_plan(MOVED.plan(), SEAL, prune=False))
    document["changes"][0] |= {"position": None, "reason": "changed outside"}
    assert held(MOVED.plan(), MOVED.plan(), changes=document["changes"]) == []
    assert change.position is not None
