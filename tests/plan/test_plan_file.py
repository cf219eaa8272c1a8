"""A plan survives its file, its secrets do not, and a file that is not whole is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.errors import ConfigurationError, RefusedError
from provisioner.model.seal import Seal
from provisioner.model.value import Secret
from provisioner.plan.change import Change
from provisioner.plan.plan import Plan
from provisioner.plan.plan_file import decode_plan, encode_plan
from provisioner.plan.promise import departures
from tests.model.builders import LINEAGE, SEAL, URI, live_channel, live_webhook, state, webhook
from tests.plan.builders import World
from tests.plan.worlds import DELETED, FOUND, LEFT, PAIR, PROTECTED

CANARY = "canary/of+ours=="
SECRETIVE = World(
    [webhook(uri=Secret(f"{URI}?token={CANARY}", f"{URI}?token=${{env.PROVISIONER_T}}"))],
    [live_webhook(uri=f"{URI}?token={CANARY}-of-before"), live_channel()],
    state(PAIR),
    prune=True,
)
RENAMED = replace(LEFT, definitions=[webhook("robot", name="bot")])
EVERYTHING = replace(DELETED, definitions=[webhook("new")], live=[*DELETED.live, live_webhook("x", "Other")])
WORLDS = {
    "creates and deletes": EVERYTHING,
    "an update": PROTECTED,
    "an adoption": FOUND,
    "a secret": SECRETIVE,
    "a renamed key": RENAMED,
    "orphans": replace(LEFT, prune=False),
    "nothing": World(),
}
every_world = pytest.mark.parametrize("world", WORLDS.values(), ids=list(WORLDS))
TEXT = encode_plan(EVERYTHING.plan(), SEAL, prune=True)


def read_back(plan: Plan) -> Plan:
    return decode_plan(encode_plan(plan, SEAL, prune=False), "plan.json").plan


def seen(change: Change) -> Change:
    """What a reader sees of a change: secrets and references compare by what is shown of them."""
    return replace(change, differences=change.told, desired=None, observed=None, written={}, protect=False)


@every_world
def test_what_is_read_back_is_shown_as_what_was_saved(world: World) -> None:
    plan = world.plan()
    listed = [seen(change) for change in plan.changes if change.shown or change.writes or not change.id]
    again = read_back(plan)
    assert repr([one for one in again.changes if one.shown]) == repr([one for one in listed if one.shown])
    assert (again.counts, again.found_by_name) == (plan.counts, plan.found_by_name)
    told = ("environment", "tenant", "endpoint", "lineage", "normalised", "unmanaged", "orphaned")
    assert [getattr(again, name) for name in told] == [getattr(plan, name) for name in told]


@every_world
def test_a_plan_that_was_read_back_can_be_shown_again_and_again(world: World) -> None:
    again = read_back(world.plan())
    assert repr(read_back(again)) == repr(again)


def test_unchanged_resources_are_counted_and_not_listed() -> None:
    kept = replace(DELETED, definitions=[webhook()])
    document = json.loads(encode_plan(kept.plan(), SEAL, prune=True))
    assert [one["address"] for one in document["changes"]] == ["channel.web"]
    assert (document["unchanged"], document["prune"]) == (1, True)


def test_fault_63_no_secret_and_no_key_stands_in_the_file() -> None:
    text = encode_plan(SECRETIVE.plan(), SEAL, prune=False)
    assert "${env.PROVISIONER_T}" in text
    assert CANARY not in text
    assert SEAL.key not in text


def test_a_secret_is_told_from_another_by_a_digest_under_the_key_and_the_lineage() -> None:
    texts = {
        encode_plan(SECRETIVE.plan(), seal, prune=False)
        for seal in (SEAL, Seal("eght_other", LINEAGE), Seal(SEAL.key, "other"))
    }
    assert len(texts) == 3


@given(st.integers(0, len(TEXT) - 2))
def test_fault_57_a_truncated_file_is_refused_wherever_it_was_cut(length: int) -> None:
    with pytest.raises(ConfigurationError, match="is not a saved plan"):
        decode_plan(TEXT[:length], "plan.json")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "not json",
        '{"format_version": 1, "report": "plan", "changes": []}',
        '{"lineage": "x", "serial": 3, "bindings": {}}',
        "[" * 100_000,
        TEXT.replace('"unchanged": 0', '"unchanged": Infinity'),
    ],
)
def test_fault_57_anything_else_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        decode_plan(text, "plan.json")
    (diagnostic,) = refused.value.diagnostics
    assert (refused.value.exit_code, diagnostic.summary) == (78, "plan.json is not a saved plan")
    assert diagnostic.detail
    assert diagnostic.hint == "make it anew: provisioner plan --out FILE"


@pytest.mark.parametrize("version", [0, 2, 99])
def test_fault_57_a_plan_of_another_format_no_longer_holds(version: int) -> None:
    with pytest.raises(RefusedError) as refused:
        decode_plan(TEXT.replace('"format_version": 1', f'"format_version": {version}'), "plan.json")
    assert refused.value.exit_code == 6
    assert f"format_version is {version}" in refused.value.diagnostics[0].detail


def test_fault_57_a_file_that_changes_one_address_twice_is_refused() -> None:
    document = json.loads(TEXT)
    document["changes"] *= 2
    with pytest.raises(ConfigurationError) as refused:
        decode_plan(json.dumps(document), "plan.json")
    assert "2 times" in refused.value.diagnostics[0].detail


def edited(document: Any, wrong: object) -> Iterator[Any]:
    """The document with something wrong in each of its places, one at a time."""
    yield wrong
    for place, member in list(document.items() if isinstance(document, dict) else enumerate(document)):
        for value in edited(member, wrong) if isinstance(member, dict | list) else [wrong]:
            copy = document.copy()
            copy[place] = value
            if value is REMOVED and isinstance(copy, dict):
                del copy[place]
            yield copy


REMOVED: list[object] = []


@pytest.mark.parametrize("wrong", [None, "x", 5, True, REMOVED, {}, [5], {"shown": 5}, {"key": 5}])
def test_fault_57_no_edit_of_a_file_shows_as_a_defect_of_the_tool(wrong: object) -> None:
    fresh = EVERYTHING.plan()
    for document in edited(json.loads(TEXT), wrong):
        with suppress(ConfigurationError, RefusedError):
            saved = decode_plan(json.dumps(document), "plan.json")
            encode_plan(saved.plan, SEAL, prune=False)
            departures(fresh, SEAL, saved)
