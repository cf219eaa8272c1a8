"""Levels follow the types, waves free a name before it is taken."""

from __future__ import annotations

from provisioner.apply.order import in_circle, levels, waves
from provisioner.plan.change import Change
from provisioner.resources import RESOURCE_TYPES
from tests.apply.changes import created, deleted, updated


def renamed(key: str, before: str, after: str) -> Change:
    return updated(f"channel.{key}", key, {"name": before}, {"name": after})


def keys(*split: tuple[Change, ...]) -> list[list[str]]:
    return [[change.address.key for change in part] for part in split]


def test_types_are_written_as_they_refer_to_each_other_and_deleted_the_other_way_round() -> None:
    changes = (
        deleted("webhook.old-bot", "1", "Old bot"),
        created("channel.web", "Web"),
        deleted("channel.old-web", "2", "Old web"),
        created("webhook.bot", "Bot"),
    )
    assert [part for part in keys(*levels(changes, RESOURCE_TYPES)) if part] == [
        ["bot"],
        ["web"],
        ["old-web"],
        ["old-bot"],
    ]


def test_changes_that_touch_no_name_go_in_one_wave() -> None:
    level = [updated(f"channel.{key}", key, {"name": key}, {"queue": "1"}) for key in "abc"]
    assert keys(*waves(level)) == [["a", "b", "c"]]


def test_a_name_is_freed_before_it_is_taken() -> None:
    assert keys(*waves([renamed("a", "A", "B"), renamed("b", "B", "C"), renamed("c", "C", "D")])) == [
        ["c"],
        ["b"],
        ["a"],
    ]


def test_a_create_waits_for_the_name_it_takes() -> None:
    assert keys(*waves([created("channel.new", "Shop"), renamed("old", "Shop", "Old shop")])) == [
        ["old"],
        ["new"],
    ]


def test_names_that_go_round_in_a_circle_are_sent_as_they_are() -> None:
    circle = [renamed("a", "A", "B"), renamed("b", "B", "A"), renamed("c", "C", "D")]
    assert keys(*waves(circle)) == [["c"], ["a", "b"]]


def test_only_what_takes_a_name_still_borne_goes_round_in_a_circle() -> None:
    circle = [renamed("a", "A", "B"), renamed("b", "B", "A")]
    assert all(in_circle(one, circle) for one in circle)
    assert not in_circle(renamed("c", "C", "D"), circle)
    assert not in_circle(updated("channel.d", "d", {"name": "B"}, {"queue": "1"}), circle)


def test_a_change_without_a_rename_never_waits_for_a_name() -> None:
    kept = updated("channel.kept", "kept", {"name": "B"}, {"queue": "1"})
    assert keys(*waves([kept, renamed("b", "B", "C")])) == [["kept", "b"]]
