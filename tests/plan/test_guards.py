from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from provisioner.model.address import Address
from provisioner.model.environment import Guards, Limit
from provisioner.plan import guards
from provisioner.plan.guards import GUARDS, Guard, refusals
from tests.model.builders import URI, binding, channel, live_webhook, state, webhook
from tests.plan.builders import World, allowing, fleet, told
from tests.plan.worlds import (
    ADOPT_NEVER,
    AHEAD,
    AMBIGUOUS,
    CHANGED_BY_NAME,
    DELETED,
    EMPTY,
    FOREIGN,
    FOUND,
    GONE,
    GUARDED,
    LEFT,
    LIMITED,
    PERCENT,
    PROTECTED,
    STILL_USED,
    TWINS,
    UNATTENDED,
)

REFUSED: list[tuple[Guard, World, World]] = [
    (guards.refuse_empty_configuration, EMPTY, allowing(EMPTY, empty=True)),
    (guards.refuse_missing_resources, GONE, allowing(GONE, missing=True)),
    (guards.refuse_ambiguous_names, AMBIGUOUS, replace(AMBIGUOUS, live=[live_webhook()])),
    (guards.refuse_twin_names, TWINS, replace(TWINS, definitions=[webhook("a"), webhook("b")])),
    (guards.refuse_adoption, ADOPT_NEVER, FOUND),
    (guards.refuse_adoption, UNATTENDED, allowing(UNATTENDED, unattended=True, adopt=True)),
    (
        guards.refuse_protected,
        PROTECTED,
        allowing(PROTECTED, protected=frozenset({Address("channel", "web")})),
    ),
    (guards.refuse_deletes, LEFT, DELETED),
    (
        guards.refuse_deletes,
        GUARDED,
        allowing(GUARDED, empty=True, protected=frozenset({Address("channel", "web")})),
    ),
    (guards.refuse_deleting_what_is_used, STILL_USED, DELETED),
    (guards.refuse_foreign_hosts, FOREIGN, allowing(FOREIGN, hosts=("bots.elsewhere.example",))),
    (guards.refuse_running_ahead, AHEAD, allowing(AHEAD, skipped=frozenset({Address("webhook", "bot")}))),
    (guards.refuse_limits, LIMITED, allowing(LIMITED, max_updates=Limit(3))),
]
every_refusal = pytest.mark.parametrize(
    ("guard", "refused", "passes"), REFUSED, ids=[guard.__name__ for guard, _, _ in REFUSED]
)


@every_refusal
def test_fault_59_each_guard_refuses_and_its_flag_or_remedy_passes(
    guard: Guard, refused: World, passes: World
) -> None:
    assert list(guard(refused.review()))
    assert told(passes) == []


@every_refusal
def test_fault_59_without_the_guard_nothing_else_refuses(
    guard: Guard, refused: World, passes: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guards, "GUARDS", tuple(one for one in GUARDS if one is not guard))
    assert told(refused) == []


def test_every_guard_is_asked_and_has_a_case_here() -> None:
    assert {guard for guard, _, _ in REFUSED} == set(GUARDS)


def test_everything_that_speaks_against_a_plan_is_told_at_once() -> None:
    both = replace(LIMITED, guards=Guards(max_updates=PERCENT, allowed_hosts=("nowhere.example",)))
    assert [one.summary for one in refusals(both.review())] == [
        *(f"webhook.w{number} points to a host this environment does not allow" for number in range(4)),
        "Too many updates",
    ]


def test_fault_08_an_empty_configuration_names_what_the_state_has() -> None:
    assert told(EMPTY) == [
        "The configuration is empty: the files declare nothing while the state has 1 resources; "
        "look for a lost include; if it is meant, pass --allow-empty"
    ]


def test_an_empty_configuration_of_an_empty_state_passes() -> None:
    assert told(World((), [live_webhook()])) == []


@pytest.mark.parametrize(
    ("bound", "left", "refused"),
    [
        (1, 0, False),
        (2, 0, True),
        (2, 1, False),
        (4, 1, False),
        (4, 0, True),
        (5, 2, True),
        (5, 3, False),
        (6, 3, False),
        (6, 2, True),
        (40, 19, True),
        (40, 20, False),
    ],
)
def test_fault_25_far_fewer_live_resources_than_the_state_knows(bound: int, left: int, refused: bool) -> None:
    world = fleet(bound)
    emptied = replace(world, live=list(world.live)[:left])
    expected = (
        f"Far fewer live resources than expected: the state has {bound}, the tenant shows {left}: "
        "wrong tenant or permission?; check tenant.id and the key's products; "
        "if they were deleted, pass --allow-missing"
    )
    assert told(emptied) == ([expected] if refused else [])


def test_fault_25_resources_that_no_file_declares_do_not_make_up_for_missing_ones() -> None:
    strangers = [live_webhook(f"s{number}", f"Stranger {number}") for number in range(9)]
    assert told(replace(GONE, live=strangers))


def test_fault_40_ambiguous_names_print_the_command_to_run() -> None:
    (refusal,) = told(AMBIGUOUS)
    assert refusal == (
        f"2 live webhooks are named 'bot': webhook.bot could be any of: w1 (uri {URI}); w2 (uri {URI}); "
        "choose one: provisioner adopt -e dev webhook.bot ID"
    )


def test_fault_11_twins_pass_once_every_one_is_bound() -> None:
    bound = replace(
        TWINS,
        live=[live_webhook("w1", "Bot"), live_webhook("w2", "Bot")],
        state=state({"webhook.a": binding("w1"), "webhook.b": binding("w2")}),
    )
    assert told(bound) == []


def test_fault_11_one_bound_twin_is_not_enough() -> None:
    half = replace(TWINS, live=[live_webhook("w1", "Bot")], state=state({"webhook.a": binding("w1")}))
    (refusal,) = told(half)
    assert refusal.startswith("2 webhooks are declared with the name 'Bot': webhook.a, webhook.b ")


def test_fault_11_a_twin_whose_key_was_renamed_is_bound() -> None:
    renamed = replace(
        TWINS,
        live=[live_webhook("w1", "Bot"), live_webhook("w2", "Bot")],
        state=state({"webhook.a": binding("w1"), "webhook.old": binding("w2")}),
    )
    assert told(renamed) == []


def test_a_webhook_and_a_channel_may_bear_one_name() -> None:
    assert told(World([webhook(name="Same"), channel(name="Same")])) == []


def test_adopt_never_refuses_even_without_a_difference_and_prints_the_command() -> None:
    assert told(ADOPT_NEVER) == [
        "webhook.bot would take over a live webhook by its name: guards.adopt is never, "
        "and 'bot' is already there with id w1; bind it: provisioner adopt -e dev webhook.bot w1"
    ]


def test_adopt_never_is_not_lifted_by_the_flag() -> None:
    assert told(allowing(ADOPT_NEVER, adopt=True))


def test_adopt_never_is_told_once_of_an_unattended_update() -> None:
    (refusal,) = told(replace(UNATTENDED, guards=Guards(adopt="never")))
    assert "guards.adopt is never" in refusal


def test_adopt_never_lets_creates_pass() -> None:
    assert told(replace(ADOPT_NEVER, live=())) == []


def test_an_unattended_adoption_without_a_difference_passes() -> None:
    assert told(allowing(FOUND, unattended=True)) == []


def test_an_unattended_adoption_with_a_difference_names_the_flag() -> None:
    assert told(UNATTENDED) == [
        "1 resources found by name would be changed without anybody asked: webhook.bot; "
        "look at the plan; if they are yours, pass --adopt"
    ]


def test_an_attended_adoption_with_a_difference_passes() -> None:
    assert told(CHANGED_BY_NAME) == []


FLAGS: list[tuple[World, Callable[[World], World]]] = [
    (GONE, lambda world: allowing(world, empty=True, adopt=True)),
    (EMPTY, lambda world: allowing(world, missing=True, adopt=True)),
    (FOREIGN, lambda world: allowing(world, hosts=("other.example",))),
    (UNATTENDED, lambda world: allowing(world, unattended=True, missing=True, empty=True)),
    (LIMITED, lambda world: allowing(world, max_creates=Limit(9), max_deletes=Limit(9))),
]


@pytest.mark.parametrize(("world", "allow"), FLAGS)
def test_a_flag_lifts_no_other_guard(world: World, allow: Callable[[World], World]) -> None:
    assert told(allow(world))
