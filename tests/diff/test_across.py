"""How the same resources differ between environments, and what of it the files mean."""

from __future__ import annotations

from typing import Any

import pytest

from provisioner.diagnostics import Position
from provisioner.diff.across import Cause, Compared, Comparison, compare_sides
from provisioner.diff.side import Member, Presence, Side, Word
from provisioner.model.environment import Environment, Tenant
from provisioner.model.value import Reference, Secret, Value

TYPES = ("webhook", "channel")
SHARED = Position("environments/shared/channels.yaml", 4, 3)
OWN = Position("environments/dev.yaml", 9, 3)


def word(value: Value, written: str | None = None, **rest: Any) -> Word:
    return Word(value, written, **rest)


def member(key: str | None = "web", base: Position | None = SHARED, /, **words: Word) -> Member:
    """A channel that is there; its name is its key unless a word says otherwise."""
    name = words.get("name")
    return Member("channel", key, str(name.value) if name else str(key), words, base=base)


def side(*members: Member, unread: bool = False, include: tuple[str, ...] = ("shared",)) -> Side:
    environment = Environment("dev", "environments/dev.yaml", Tenant("acme"), include=include)
    return Side(environment, members, frozenset({("channel", "description")} if unread else ()))


def compared(*sides: Side, every: bool = False) -> Comparison:
    return compare_sides(sides, TYPES, every=every)


def only(*sides: Side, every: bool = False) -> Compared:
    (found,) = compared(*sides, every=every).compared
    return found


def causes(*sides: Side) -> dict[str, Cause | None]:
    return {one.attribute: one.cause for one in only(*sides).divergences}


def test_what_is_the_same_is_counted() -> None:
    one = side(member(name=word("Web", "Web")))
    assert compared(one, one) == Comparison((one, one), (), 1)


def test_one_template_and_two_values_are_meant_by_variables() -> None:
    one, other = (side(member(uri=word(f"https://{host}/8x8", "https://${vars.host}/8x8"))) for host in "ab")
    assert causes(one, other) == {"uri": Cause.VARIABLES}
    assert only(one, other).meant


def test_an_overlay_of_one_definition_is_meant() -> None:
    assert causes(side(member(name=word("A", "A"))), side(member(name=word("B", "B")))) == {
        "name": Cause.OVERLAY
    }


def test_two_definitions_that_differ_really_do() -> None:
    found = only(side(member(name=word("A", "A"))), side(member("web", OWN, name=word("B", "B"))))
    assert (found.divergences[0].cause, found.meant) == (None, False)


def test_what_does_not_live_as_it_is_written_really_differs() -> None:
    drifted = side(member(name=word("Hijacked", "Web", as_written=False)))
    assert causes(side(member(name=word("Web", "Web"))), drifted) == {"name": None}


def test_what_one_environment_leaves_alone_is_meant() -> None:
    theirs = side(member(name=word("Theirs", "Web", as_written=False, ignored=True)))
    assert causes(side(member(name=word("Web", "Web"))), theirs) == {"name": Cause.IGNORED}


def test_what_an_overlay_no_longer_manages_is_meant() -> None:
    one, other = side(member(description=word("a", "a"))), side(member(description=word("b")))
    assert causes(one, other) == {"description": Cause.OVERLAY}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Reference("sales", "1", "Sales"), Reference("sales", "2", "Orders"), True),
        (Reference("sales", "1", "Sales"), Reference("other", "2", "Sales"), False),
        (Reference("sales", "1", "Sales"), Reference(None, "2", "Sales"), True),
        (Reference(None, "1", "Sales"), Reference(None, "2", "Billing"), False),
        (Reference(None, "1", "Sales"), Reference(None, "1", None), True),
        (Secret("x", "https://h?token=(sensitive)"), Secret("y", "https://h?token=(sensitive)"), True),
        (Secret("x", "https://h?token=(sensitive)"), Secret("x", "https://g?token=(sensitive)"), False),
        (Secret("x", "https://h?token=${env.T}"), Secret("x", "https://h?token=(sensitive, differs)"), False),
        (None, "", True),
        ("a", None, False),
    ],
)
def test_what_decides_whether_two_values_mean_the_same(one: Value, other: Value, same: bool) -> None:
    sides = (side(member(None, None, x=word(value))) for value in (one, other))
    assert (compared(*sides).same == 1) is same


def test_an_attribute_that_no_file_manages_counts_only_when_asked_for() -> None:
    words = {"name": word("Web", "Web")}
    one, other = (side(member(**words, description=word(text))) for text in "ab")
    assert compared(one, other).same == 1
    assert only(one, other, every=True).divergences[0].attribute == "description"


def test_what_no_file_declares_is_compared_in_everything() -> None:
    one, other = (side(member(None, None, name=word("Web"), description=word(text))) for text in "ab")
    assert causes(one, other) == {"description": None}


def test_what_a_tenant_does_not_return_is_not_compared() -> None:
    one = side(member(None, None, name=word("Web"), description=word("a")))
    silent = side(member(None, None, name=word("Web"), description=word(None)), unread=True)
    assert compared(one, silent).same == 1


def test_what_was_removed_by_an_overlay_is_meant_to_be_missing() -> None:
    found = only(side(member(name=word("Web", "Web"))), side())
    assert (found.uneven, found.cause, found.meant) == (True, Cause.REMOVED, True)


@pytest.mark.parametrize("base", [SHARED, OWN, None])
def test_what_the_other_never_had_is_really_missing(base: Position | None) -> None:
    found = only(side(member("web", base, name=word("Web", "Web"))), side(include=()))
    assert (found.cause, found.meant) == (None, False)


def test_what_is_declared_and_does_not_live_is_really_missing() -> None:
    missing = Member("channel", "web", "web", {}, Presence.MISSING, SHARED)
    found = only(side(member(name=word("Web", "Web"))), side(missing))
    assert (found.cause, found.meant, found.divergences) == (None, False, ())


def test_groups_number_the_sides_that_agree() -> None:
    sides = [side(member(name=word(name, name))) for name in ("A", "B", "A")]
    assert only(*sides).divergences[0].groups == (0, 1, 0)
    assert only(*sides, side()).divergences[0].groups == (0, 1, 0, None)


def test_resources_stand_by_type_and_key_those_without_one_last() -> None:
    hook = Member("webhook", None, "Hook", {})
    one = side(member("b"), member(None, None, name=word("a")), member("a"), hook)
    found = compared(one, side(include=()))
    assert [(row.first.type, row.first.key) for row in found.compared] == [
        ("webhook", None),
        ("channel", "a"),
        ("channel", "b"),
        ("channel", None),
    ]


def test_a_queue_that_nobody_can_name_differs_from_what_is_written() -> None:
    one = side(member(queue=word(Reference("sales", "1"), "sales")))
    other = side(member(queue=word(Reference(None, "9"), "sales", as_written=False)))
    assert causes(one, other) == {"queue": None}
