"""What a later run decides about writes whose outcome nobody wrote down."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provisioner.model.address import Address
from provisioner.model.live import LiveResource, Snapshot
from provisioner.model.state import Binding, PendingWrite, State
from provisioner.workflow.pending import settle_pending

BOT = Address("webhook", "bot")
WRITE = PendingWrite(BOT, "create", "Bot", 100.0, Binding("", {"name": "Bot"}), known=("before",))
EMPTY = State("lineage", "acme", "https://api.8x8.com")


def live(id: str, name: str = "Bot") -> LiveResource:
    return LiveResource("webhook", id, name, {"id": id, "name": name})


def settled(*shown: LiveResource, write: PendingWrite = WRITE, bound: str = "") -> tuple[State, list[str]]:
    """The state after looking at these webhooks, and what was told."""
    bindings = {Address("webhook", "other"): Binding(bound)} if bound else {}
    state = replace(EMPTY, pending=(write,), bindings=bindings)
    found = settle_pending(state, Snapshot({"webhook": shown}), "prod")
    return found.state, [notice.summary for notice in found.notices]


def test_a_create_that_is_seen_is_adopted_with_what_was_sent() -> None:
    state, told = settled(live("before"), live("new"), live("another", "Else"))
    assert state.bindings == {BOT: Binding("new", {"name": "Bot"})}
    assert (state.pending, told) == ((), ["webhook.bot was created after all: new is adopted"])


def test_a_create_that_is_not_seen_is_planned_anew() -> None:
    state, told = settled(live("before"))
    assert (state.bindings, state.pending) == ({}, ())
    assert told == ["webhook.bot was not created: it is planned anew"]


def test_two_that_could_be_it_leave_it_pending() -> None:
    state, told = settled(live("one"), live("two"))
    assert state.pending == (WRITE,)
    assert told == ["2 new live resources could be webhook.bot"]


def test_what_another_address_is_bound_to_is_not_taken() -> None:
    state, _ = settled(live("one"), live("two"), bound="one")
    assert state.bindings[BOT].id == "two"


def test_two_pending_creates_never_take_the_same_one() -> None:
    twin = replace(WRITE, address=Address("webhook", "twin"))
    state = replace(EMPTY, pending=(WRITE, twin))
    found = settle_pending(state, Snapshot({"webhook": (live("new"),)}), "prod")
    assert list(found.state.bindings) == [BOT]


@pytest.mark.parametrize("action", ["update", "delete", "adopt"])
def test_a_pending_write_of_what_existed_needs_no_decision(action: str) -> None:
    state, told = settled(live("new"), write=replace(WRITE, action=action, id="new"))
    assert (state.bindings, state.pending, told) == ({}, (), [])


def test_a_create_that_was_bound_meanwhile_is_done_with() -> None:
    state = replace(EMPTY, pending=(WRITE,), bindings={BOT: Binding("chosen")})
    found = settle_pending(state, Snapshot({"webhook": (live("new"),)}), "prod")
    assert found.state.bindings == {BOT: Binding("chosen")}
    assert (found.state.pending, found.notices) == ((), ())
