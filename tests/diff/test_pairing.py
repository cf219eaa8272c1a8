"""Which resources of several environments are the same one."""

from __future__ import annotations

from provisioner.diff.pairing import pair
from provisioner.diff.side import Member, Side, Word
from provisioner.model.environment import Environment, Tenant
from provisioner.model.value import Reference, Secret, Value


def side(*members: Member) -> Side:
    return Side(Environment("dev", "environments/dev.yaml", Tenant("acme")), members)


def channel(key: str | None, name: str = "Web", **words: Value) -> Member:
    return Member("channel", key, name, {word: Word(value) for word, value in words.items()})


def test_a_key_is_the_same_resource_whatever_it_is_called() -> None:
    one, other = channel("web", "Web"), channel("web", "Shop")
    assert pair((side(one), side(other))) == [(one, other)]


def test_two_keys_are_two_resources_whatever_they_are_called() -> None:
    one, other = channel("web"), channel("shop")
    assert pair((side(one), side(other))) == [(one, None), (None, other)]


def test_types_are_never_mixed() -> None:
    one, other = channel(None), Member("webhook", None, "Web", {})
    assert len(pair((side(one), side(other)))) == 2


def test_what_no_file_declares_joins_what_bears_its_name() -> None:
    one, other = channel("web"), channel(None)
    assert pair((side(one), side(other))) == pair((side(one), side(other)))[:1] == [(one, other)]
    assert pair((side(other), side(one))) == [(other, one)]
    assert pair((side(other), side(other))) == [(other, other)]


def test_what_is_there_already_is_joined_by_nothing() -> None:
    one, other = channel("web"), channel(None)
    assert pair((side(one, other),)) == [(one,), (other,)]
    assert pair((side(one, other), side(one))) == [(one, one), (other, None)]


def test_twins_are_paired_by_what_they_say_and_not_by_their_order() -> None:
    first, second = (
        channel(None, queue=Reference(None, "9", "A")),
        channel(None, queue=Reference(None, "1", "B")),
    )
    assert pair((side(first, second), side(second, first))) == [(first, first), (second, second)]


def test_secrets_and_gaps_have_an_order_as_well() -> None:
    shown, bare = (
        channel(None, uri=Secret("x", "b"), description=None),
        channel(None, uri="a", description="c"),
    )
    assert pair((side(shown, bare), side(bare))) == [(bare, bare), (shown, None)]
