from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.diff.match import How, Match, Matching, match
from provisioner.model.address import Address
from provisioner.model.configuration import Definition
from provisioner.model.live import LiveResource
from provisioner.model.state import Binding
from tests.model.builders import binding, definition, live, live_channel, live_webhook


def bound(ids: Mapping[str, str]) -> dict[Address, Binding]:
    return {Address.parse(address): binding(id) for address, id in ids.items()}


def matched(
    names: Mapping[str, str], ids: Mapping[str, str], listed: Sequence[LiveResource]
) -> tuple[dict[str, tuple[How, str | None]], Matching]:
    """Match webhooks given as key -> name; answers key -> (how, live id)."""
    definitions = [definition(f"webhook.{key}", {"name": name}) for key, name in names.items()]
    matching = match(definitions, bound({f"webhook.{key}": id for key, id in ids.items()}), listed)
    pairs = {
        one.definition.address.key: (one.how, one.live.id if one.live else None) for one in matching.matches
    }
    return pairs, matching


def ids_of(listed: Sequence[LiveResource]) -> list[str | None]:
    return [one.id for one in listed]


def test_a_bound_id_is_found_whatever_its_name() -> None:
    pairs, matching = matched({"bot": "Bot"}, {"bot": "w1"}, [live_webhook("w1", "Renamed outside")])
    assert pairs == {"bot": (How.BOUND, "w1")}
    assert matching.matches[0].binding == binding("w1")


def test_a_bound_id_wins_over_another_one_of_the_wanted_name() -> None:
    pairs, matching = matched(
        {"bot": "Bot"}, {"bot": "w1"}, [live_webhook("w1", "Other"), live_webhook("w2", "Bot")]
    )
    assert pairs == {"bot": (How.BOUND, "w1")}
    assert ids_of(matching.unmanaged) == ["w2"]


def test_fault_40_one_unmanaged_of_the_wanted_name_is_found_by_it() -> None:
    pairs, matching = matched({"bot": "Bot"}, {}, [live_webhook("w1", "Bot")])
    assert pairs == {"bot": (How.BY_NAME, "w1")}
    assert matching.matches[0].binding is None
    assert matching.unmanaged == ()


def test_fault_40_several_unmanaged_of_the_wanted_name_are_ambiguous() -> None:
    twins = [live_webhook("w1", "Bot"), live_webhook("w2", "Bot")]
    pairs, matching = matched({"bot": "Bot"}, {}, twins)
    assert pairs == {"bot": (How.AMBIGUOUS, None)}
    assert matching.matches[0].candidates == tuple(twins)
    assert ids_of(matching.unmanaged) == ["w1", "w2"]


@pytest.mark.parametrize("name", ["bot", "Bot ", "Bo", "*", "Bot\u200b"])
def test_fault_41_a_name_is_matched_by_exact_equality(name: str) -> None:
    pairs, _ = matched({"bot": "Bot"}, {}, [live_webhook("w1", name)])
    assert pairs == {"bot": (How.ABSENT, None)}


@pytest.mark.parametrize("name", ["x,id==25", "a;b", "*", "%2F", "\"'", "a\r\nb"])
def test_fault_41_a_name_of_any_signs_is_found(name: str) -> None:
    pairs, _ = matched({"bot": name}, {}, [live_webhook("w1", name)])
    assert pairs == {"bot": (How.BY_NAME, "w1")}


def test_what_is_bound_to_another_address_is_not_found_by_name() -> None:
    pairs, _ = matched({"a": "One", "b": "Bot"}, {"a": "w1"}, [live_webhook("w1", "Bot")])
    assert pairs == {"a": (How.BOUND, "w1"), "b": (How.ABSENT, None)}


def test_a_bound_id_that_is_gone_is_missing() -> None:
    pairs, matching = matched({"bot": "Bot"}, {"bot": "w1"}, [])
    assert pairs == {"bot": (How.MISSING, None)}
    assert matching.matches[0].binding == binding("w1")


def test_a_bound_id_that_is_gone_is_found_again_by_a_unique_name() -> None:
    pairs, matching = matched({"bot": "Bot"}, {"bot": "w1"}, [live_webhook("w2", "Bot")])
    assert pairs == {"bot": (How.BY_NAME, "w2")}
    assert matching.matches[0].binding is None


def test_a_renamed_key_takes_over_the_binding_left_behind() -> None:
    pairs, matching = matched({"new": "Bot"}, {"old": "w1"}, [live_webhook("w1", "Bot")])
    assert pairs == {"new": (How.KEY_RENAMED, "w1")}
    assert matching.matches[0].previous == Address("webhook", "old")
    assert matching.matches[0].binding == binding("w1")
    assert (matching.orphaned, matching.forgotten, matching.unmanaged) == ((), (), ())


def test_a_renamed_key_prefers_what_was_ours_to_a_stranger_of_the_same_name() -> None:
    pairs, matching = matched(
        {"new": "Bot"}, {"old": "w1"}, [live_webhook("w0", "Bot"), live_webhook("w1", "Bot")]
    )
    assert pairs == {"new": (How.KEY_RENAMED, "w1")}
    assert ids_of(matching.unmanaged) == ["w0"]


def test_two_bindings_left_behind_with_one_name_are_ambiguous() -> None:
    pairs, matching = matched(
        {"new": "Bot"}, {"a": "w1", "b": "w2"}, [live_webhook("w1", "Bot"), live_webhook("w2", "Bot")]
    )
    assert pairs == {"new": (How.AMBIGUOUS, None)}
    assert matching.orphaned == (Address("webhook", "a"), Address("webhook", "b"))


def test_a_binding_left_behind_is_taken_over_once() -> None:
    pairs, _ = matched({"a": "Bot", "b": "Bot"}, {"old": "w1"}, [live_webhook("w1", "Bot")])
    assert pairs == {"a": (How.KEY_RENAMED, "w1"), "b": (How.ABSENT, None)}


def test_swapped_names_stay_with_their_ids() -> None:
    listed = [live_webhook("w1", "One"), live_webhook("w2", "Two")]
    pairs, _ = matched({"a": "Two", "b": "One"}, {"a": "w1", "b": "w2"}, listed)
    assert pairs == {"a": (How.BOUND, "w1"), "b": (How.BOUND, "w2")}


def test_swapped_keys_are_two_renames() -> None:
    listed = [live_webhook("w1", "One"), live_webhook("w2", "Two")]
    pairs, matching = matched({"c": "Two", "d": "One"}, {"a": "w1", "b": "w2"}, listed)
    assert pairs == {"c": (How.KEY_RENAMED, "w2"), "d": (How.KEY_RENAMED, "w1")}
    assert matching.orphaned == ()


def test_one_live_resource_is_given_to_one_of_two_definitions_of_its_name() -> None:
    pairs, _ = matched({"a": "Bot", "b": "Bot"}, {}, [live_webhook("w1", "Bot")])
    assert pairs == {"a": (How.BY_NAME, "w1"), "b": (How.ABSENT, None)}


def test_an_orphan_is_still_live_and_a_forgotten_one_is_gone() -> None:
    _, matching = matched({}, {"gone": "w1", "left": "w2"}, [live_webhook("w2", "Left")])
    assert matching.orphaned == (Address("webhook", "left"),)
    assert matching.forgotten == (Address("webhook", "gone"),)
    assert matching.unmanaged == ()


@pytest.mark.parametrize("body", [live_channel("c1", "Web", type="SMS"), live("channel", "c1", None)])
def test_what_is_bound_and_damaged_is_unreadable_and_never_made_anew(body: LiveResource) -> None:
    web = definition("channel.web", {"name": "Web"})
    (one,) = match([web], bound({"channel.web": "c1"}), [body]).matches
    assert (one.how, one.live) == (How.UNREADABLE, body)


def test_channels_of_other_types_and_unreadable_ones_are_never_found_by_name() -> None:
    listed = [
        live_channel("c1", "Web", type="SMS"),
        live("channel", None, "Web"),
        live("channel", "c3", None),
    ]
    matching = match([definition("channel.web", {"name": "Web"})], {}, listed)
    assert [one.how for one in matching.matches] == [How.ABSENT]
    assert matching.unmanaged == tuple(listed)


NAMES = st.sampled_from(["One", "Two"])
KEYS = st.sampled_from(["a", "b", "c", "d"])
IDS = ["1", "2", "3", "4"]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Definition], dict[Address, Binding], list[LiveResource]]:
    """Definitions, bindings of distinct ids and live channels, some damaged or of another type."""
    declared = draw(st.dictionaries(KEYS, NAMES))
    owners = draw(st.lists(KEYS, unique=True))
    ids = draw(st.permutations(IDS))
    listed = draw(st.lists(st.sampled_from(IDS), unique=True))
    live_ones = [
        live("channel", id, draw(st.none() | NAMES), type=draw(st.sampled_from(["ChatAPI", "SMS"])))
        for id in listed
    ]
    nameless = [live("channel", None, None)] * draw(st.integers(0, 2))
    return (
        [definition(f"channel.{key}", {"name": name}) for key, name in declared.items()],
        bound({f"channel.{key}": id for key, id in zip(owners, ids, strict=False)}),
        [*live_ones, *nameless],
    )


@given(worlds())
def test_every_live_resource_has_one_place_and_every_definition_one_match(
    world: tuple[list[Definition], dict[Address, Binding], list[LiveResource]],
) -> None:
    definitions, bindings, listed = world
    matching = match(definitions, bindings, listed)
    assert [one.definition for one in matching.matches] == definitions
    taken = [one.live.id for one in matching.matches if one.live]
    orphaned = [bindings[address].id for address in matching.orphaned]
    placed = [*taken, *orphaned, *ids_of(matching.unmanaged)]
    assert sorted(map(str, placed)) == sorted(map(str, ids_of(listed)))


@given(worlds())
def test_every_binding_is_matched_missing_orphaned_or_forgotten(
    world: tuple[list[Definition], dict[Address, Binding], list[LiveResource]],
) -> None:
    definitions, bindings, listed = world
    matching = match(definitions, bindings, listed)
    declared = {one.address for one in definitions}
    renamed = {one.previous for one in matching.matches if one.previous}
    left = [*renamed, *matching.orphaned, *matching.forgotten]
    assert sorted(left) == sorted(address for address in bindings if address not in declared)


@given(worlds())
def test_a_bound_id_that_lives_always_wins(
    world: tuple[list[Definition], dict[Address, Binding], list[LiveResource]],
) -> None:
    definitions, bindings, listed = world
    for one in match(definitions, bindings, listed).matches:
        its_binding = bindings.get(one.definition.address)
        if its_binding is not None and its_binding.id in ids_of(listed):
            assert one.how in (How.BOUND, How.UNREADABLE)
            assert one.live is not None
            assert one.live.id == its_binding.id


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_a_listing_decides_nothing(
    world: tuple[list[Definition], dict[Address, Binding], list[LiveResource]], random: Random
) -> None:
    definitions, bindings, listed = world
    shuffled = random.sample(listed, len(listed))
    one, other = match(definitions, bindings, listed), match(definitions, bindings, shuffled)
    assert [_pair(pair) for pair in one.matches] == [_pair(pair) for pair in other.matches]
    assert (one.orphaned, one.forgotten) == (other.orphaned, other.forgotten)


def _pair(one: Match) -> tuple[How, str | None, Address | None, set[str | None]]:
    return one.how, one.live.id if one.live else None, one.previous, {each.id for each in one.candidates}
