from __future__ import annotations

from dataclasses import replace

import pytest

from provisioner.model.environment import Guards, Limit
from provisioner.model.live import LiveResource
from tests.model.builders import binding, live_webhook, state, webhook
from tests.plan.builders import World, allowing, fleet, told
from tests.plan.worlds import CHANGED_BY_NAME, FOUND, LIMITED, PERCENT


@pytest.mark.parametrize(
    ("size", "changed", "limit", "refused"),
    [
        (10, 3, PERCENT, False),
        (10, 4, PERCENT, True),
        (4, 3, PERCENT, True),
        (4, 1, PERCENT, False),
        (3, 1, PERCENT, True),
        (3, 0, PERCENT, False),
        (3, 1, Limit(34, percent=True), False),
        (4, 4, Limit(100, percent=True), False),
        (4, 3, Limit(3), False),
        (4, 4, Limit(3), True),
        (4, 1, Limit(0), True),
        (4, 4, None, False),
    ],
)
@pytest.mark.parametrize("member", ["max_updates", "max_changes"])
def test_fault_59_limits_in_numbers_and_percent(
    size: int, changed: int, limit: Limit | None, refused: bool, member: str
) -> None:
    limits = Guards(max_updates=limit) if member == "max_updates" else Guards(max_changes=limit)
    assert bool(told(fleet(size, changed, limits))) is refused


def test_fault_59_three_of_four_names_the_numbers_and_the_flag() -> None:
    assert told(LIMITED) == [
        "Too many updates: the plan has 3, max_updates allows 30%, 1 of 4 bound; "
        "look at the plan; if it is meant, pass --max-updates 3"
    ]


def test_creates_are_limited_by_number() -> None:
    world = World([webhook("a"), webhook("b")], guards=Guards(max_creates=Limit(1)))
    assert told(world) == [
        "Too many creates: the plan has 2, max_creates allows 1; "
        "look at the plan; if it is meant, pass --max-creates 2"
    ]
    assert told(allowing(world, max_creates=Limit(2))) == []


def test_a_flag_replaces_the_limit_of_the_environment_either_way() -> None:
    assert told(allowing(fleet(4, changed=1), max_updates=Limit(0)))
    assert told(allowing(LIMITED, max_updates=Limit(75, percent=True))) == []


def test_an_adoption_with_an_update_counts_as_an_update_and_one_without_does_not() -> None:
    assert told(replace(CHANGED_BY_NAME, guards=Guards(max_updates=Limit(0))))
    assert told(replace(FOUND, guards=Guards(max_updates=Limit(0), max_changes=Limit(0)))) == []


def test_a_percentage_is_of_the_resources_that_are_bound_or_adopted() -> None:
    orphans = {f"webhook.orphan{number}": binding(f"o{number}") for number in range(5)}
    base = fleet(4, changed=3, guards=Guards(max_updates=PERCENT))
    bindings = {str(address): one for address, one in base.state.bindings.items()}
    alive: list[LiveResource] = [*base.live, *(live_webhook(f"o{n}", f"orphan{n}") for n in range(5))]
    adopted = webhook("adopted")
    world = replace(
        base,
        definitions=[*base.definitions, adopted],
        live=[*alive, live_webhook("x", "adopted")],
        state=state(bindings | orphans),
    )
    assert told(world) == []
    assert told(replace(world, definitions=base.definitions, live=alive))


@pytest.mark.parametrize("member", ["max_deletes", "max_changes"])
def test_deletes_are_limited(member: str) -> None:
    limits = {member: Limit(1)}
    world = replace(fleet(3, guards=Guards(deletes=True, **limits)), prune=True)  # type: ignore[arg-type]
    declared = list(world.definitions)
    word = member.removeprefix("max_")
    assert told(replace(world, definitions=declared[:1])) == [
        f"Too many {word}: the plan has 2, max_{word} allows 1; "
        f"look at the plan; if it is meant, pass --max-{word} 2"
    ]
    assert told(replace(world, definitions=declared[:2])) == []
