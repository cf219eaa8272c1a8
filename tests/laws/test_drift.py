"""The word that is shown and what apply then does agree, whatever was applied, is declared and lives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from provisioner.model.address import Address
from provisioner.model.environment import Ignore
from provisioner.model.live import LiveResource
from provisioner.model.state import State
from provisioner.plan.drift import Word, drift_of
from provisioner.workflow.remember import after_apply, refreshed
from tests.apply.conftest import Apply
from tests.model.builders import (
    BOUND_WEBHOOK,
    SEAL,
    TYPES,
    binding,
    channel,
    live_channel,
    live_webhook,
    state,
    webhook,
)
from tests.plan.builders import World

Attributes = dict[str, str]

KEYS = {"webhook": {"w1": "bot", "w2": "other"}, "queue": {"101": "sales", "102": "billing"}}
SECOND = binding("w2", {"name": "other", "uri": BOUND_WEBHOOK.applied["uri"]})
ATTRIBUTES = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["web", "shop", "hand"]),
        "webhook": st.sampled_from(sorted(KEYS["webhook"])),
        "queue": st.sampled_from(sorted(KEYS["queue"])),
    }
)
GRAVEST_FIRST = (Word.CONFLICT, Word.DRIFT, Word.PENDING)


def expected(
    applied: Attributes | None, declared: Attributes | None, lives: Attributes | None
) -> Word | None:
    """The table, said once more: the word of the channel, None where there is nothing to say."""
    if declared is None:
        if applied is None:
            return None
        return Word.ORPHANED if lives else Word.FORGOTTEN
    if applied is None:
        same_name = lives is not None and lives["name"] == declared["name"]
        return _gravest(None, declared, lives) if lives and same_name else Word.PENDING
    return _gravest(applied, declared, lives) if lives else Word.MISSING


def _gravest(applied: Attributes | None, declared: Attributes, lives: Attributes) -> Word:
    words = {_word(applied[name] if applied else None, declared[name], lives[name]) for name in declared}
    return next((one for one in GRAVEST_FIRST if one in words), Word.IN_SYNC)


def _word(applied: str | None, declared: str, lives: str) -> Word:
    if declared == lives:
        return Word.IN_SYNC
    if applied is None or applied == declared:
        return Word.DRIFT
    return Word.PENDING if applied == lives else Word.CONFLICT


def world_of(applied: Attributes | None, declared: Attributes | None, lives: Attributes | None) -> World:
    """Two webhooks in sync, and the channel as told; ids stand where files have keys."""
    definitions = [webhook("bot"), webhook("other")]
    live: list[LiveResource] = [live_webhook("w1", "bot"), live_webhook("w2", "other")]
    bindings = {"webhook.bot": BOUND_WEBHOOK, "webhook.other": SECOND}
    if declared is not None:
        keys = {name: KEYS[name][declared[name]] for name in KEYS}
        definitions.append(channel(name=declared["name"], **keys))
    if lives is not None:
        live.append(live_channel("c1", **lives))
    if applied is not None:
        bindings["channel.web"] = binding("c1", applied)
    return World(definitions, live, state(bindings))


def carry_out(world: World) -> tuple[list[str], World]:
    """The writes an apply sends, and the world after it."""
    run, plan = Apply(), world.plan()
    run.given(seal=SEAL)
    for one in world.live:
        run.tenant.bodies[one.type][str(one.id)] = dict(one.body)
    before: State = refreshed(world.state, plan, SEAL)
    run.carry_out(*plan.changes)
    writes = [call for call in run.tenant.calls if call.split()[0] in ("create", "replace", "delete")]
    results = run.results
    live = [
        LiveResource(type, id, body["name"], body)
        for type, bodies in run.tenant.bodies.items()
        for id, body in bodies.items()
    ]
    return writes, replace(world, state=after_apply(before, results), live=live)


@given(st.none() | ATTRIBUTES, st.none() | ATTRIBUTES, st.none() | ATTRIBUTES)
def test_the_word_tells_what_apply_does(
    applied: Attributes | None, declared: Attributes | None, lives: Attributes | None
) -> None:
    world = world_of(applied, declared, lives)
    words = {str(one.change.address): one.word for one in drift_of(world.plan()).resources}
    word = words.get("channel.web")
    assert word is expected(applied, declared, lives)
    writes, after = carry_out(world)
    match word:
        case Word.IN_SYNC | Word.ORPHANED | Word.FORGOTTEN | None:
            assert writes == []
        case Word.DRIFT | Word.CONFLICT:
            assert writes == ["replace c1"]
        case Word.MISSING:
            assert writes == [f"create {declared and declared['name']}"]
        case Word.PENDING:
            created = applied is None
            assert writes == [f"create {declared and declared['name']}" if created else "replace c1"]
        case _:
            raise AssertionError(word)
    settled = {one.word for one in drift_of(after.plan()).resources}
    assert settled <= {Word.IN_SYNC, Word.ORPHANED}


@given(ATTRIBUTES, ATTRIBUTES, ATTRIBUTES, st.sets(st.sampled_from(["name", "webhook", "queue"])))
def test_what_is_ignored_lives_on_and_the_rest_is_as_declared(
    applied: Attributes, declared: Attributes, lives: Attributes, alone: set[str]
) -> None:
    ignores = [Ignore(Address("channel", "web"), name, "theirs", date.max) for name in sorted(alone)]
    before = replace(world_of(applied, declared, lives), ignores=ignores)
    compared = {name: value for name, value in declared.items() if name not in alone}
    words = {str(one.change.address): one.word for one in drift_of(before.plan()).resources}
    assert words["channel.web"] is _gravest(applied, compared, lives)
    _, after = carry_out(before)
    (web,) = [one for one in after.live if one.id == "c1"]
    kept = {name: lives[name] for name in alone}
    assert TYPES["channel"].decode(web.body) == {**declared, **kept, "description": None}
    over = replace(after, ignores=())
    (standing,) = [one for one in drift_of(over.plan()).resources if one.change.address.type == "channel"]
    assert standing.word is _gravest(applied, {name: declared[name] for name in alone}, lives)


@given(ATTRIBUTES, ATTRIBUTES, ATTRIBUTES)
def test_what_lives_in_the_end_is_what_the_files_say(
    applied: Attributes, declared: Attributes, lives: Attributes
) -> None:
    _, after = carry_out(world_of(applied, declared, lives))
    (web,) = [one for one in after.live if one.id == "c1"]
    assert TYPES["channel"].decode(web.body) == {**declared, "description": None}
