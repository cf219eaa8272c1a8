"""What an apply takes over into the state."""

from __future__ import annotations

from dataclasses import replace

from provisioner.apply.result import ChangeResult, Status
from provisioner.model.address import Address
from provisioner.model.configuration import digest
from provisioner.model.seal import Seal
from provisioner.model.state import Binding, PendingWrite, Sealed, State
from provisioner.model.value import Reference, Secret
from provisioner.plan.change import Action, Change, Reason
from provisioner.workflow.remember import after_apply, refreshed
from tests.apply.changes import created, deleted, plan_of

BOT = Address("webhook", "bot")
WRITTEN = {"name": "Bot"}
SEAL = Seal("key", "lineage")
HOOK = Secret("https://x?t=canary", "https://x?t=${env.P}")
SEALED = SEAL.remember(HOOK)
EMPTY = State("lineage", "acme", "https://api.8x8.com")


def in_sync(**more: object) -> Change:
    change = Change(
        BOT, Action.NO_OP, Reason.SAME, "Bot", id="1", desired={"name": "Bot"}, observed={"name": "Bot"}
    )
    return replace(change, **more)  # type: ignore[arg-type]


def bound(binding: Binding, address: Address = BOT) -> State:
    return replace(EMPTY, bindings={address: binding})


def test_what_was_found_by_name_is_bound() -> None:
    found = in_sync(action=Action.ADOPT, written=WRITTEN)
    state = refreshed(EMPTY, plan_of(found), SEAL)
    assert state.bindings == {BOT: Binding("1", {"name": "Bot"}, definition=digest(WRITTEN))}
    assert state.key_check == SEAL.key_check


def test_what_is_in_sync_keeps_its_binding_as_it_is() -> None:
    binding = Binding(
        "1", {"name": "Bot"}, {"name": "BOT"}, frozenset({"name"}), "", False, "c0ffee", "then", {"later": 1}
    )
    assert refreshed(bound(binding), plan_of(in_sync()), SEAL).bindings[BOT] is binding


def test_a_value_read_back_goes_with_the_value_it_belonged_to() -> None:
    binding = Binding("1", {"name": "Old"}, {"name": "OLD"})
    assert refreshed(bound(binding), plan_of(in_sync()), SEAL).bindings[BOT] == Binding("1", {"name": "Bot"})


def test_what_is_no_longer_managed_is_no_longer_remembered() -> None:
    binding = Binding("1", {"name": "Bot", "description": "x"}, unreadable=frozenset({"description"}))
    assert refreshed(bound(binding), plan_of(in_sync()), SEAL).bindings[BOT] == Binding("1", {"name": "Bot"})


def test_a_renamed_key_takes_its_binding_along() -> None:
    former = Address("webhook", "former")
    binding = Binding("1", {"name": "Bot"}, commit="c0ffee")
    state = refreshed(bound(binding, former), plan_of(in_sync(previous=former)), SEAL)
    assert state.bindings == {BOT: binding}


def test_what_is_gone_on_both_sides_is_forgotten() -> None:
    gone = Change(BOT, Action.FORGET, Reason.NO_LONGER_DECLARED, "Bot", id="1")
    assert refreshed(bound(Binding("1")), plan_of(gone), SEAL).bindings == {}


def test_what_is_about_to_be_written_keeps_what_was_last_applied() -> None:
    binding = Binding("1", {"name": "Old"})
    change = replace(created("webhook.bot", "New"), action=Action.UPDATE, observed={"name": "Old"}, id="1")
    assert refreshed(bound(binding), plan_of(change), SEAL).bindings[BOT] is binding


def test_secrets_sealed_under_another_key_are_sealed_anew_or_let_go() -> None:
    foreign = Sealed(HOOK.shown, "sealed under another key")
    binding = Binding("1", {"name": "Bot", "uri": foreign}, {"uri": foreign})
    changed = Seal.opening("new key", "lineage", SEAL.key_check)
    kept = refreshed(bound(binding), plan_of(in_sync(desired={"name": "Bot", "uri": HOOK})), changed)
    assert kept.bindings[BOT].applied["uri"] == Seal("new key", "lineage").remember(HOOK)
    assert kept.bindings[BOT].read_back == {}
    let_go = refreshed(bound(binding), plan_of(), changed)
    assert let_go.bindings[BOT] == Binding("1", {"name": "Bot"})
    assert kept.key_check == changed.key_check


def test_references_and_secrets_are_remembered_by_id_and_sealed() -> None:
    desired = {"webhook": Reference("bot", "9"), "uri": HOOK}
    state = refreshed(EMPTY, plan_of(in_sync(action=Action.ADOPT, desired=desired, observed=desired)), SEAL)
    assert state.bindings[BOT].applied == {"webhook": "9", "uri": SEALED}


def test_an_accepted_write_leaves_its_binding_and_what_it_does_not_know() -> None:
    result = ChangeResult(created("webhook.bot", "Bot"), Status.DONE, "2", binding=Binding("2"))
    state = after_apply(bound(Binding("1", extra={"later": 1})), [result])
    assert state.bindings == {BOT: Binding("2", extra={"later": 1})}


def test_an_accepted_write_is_not_pending_even_if_the_journal_was_not_told() -> None:
    writes = [
        PendingWrite(Address("webhook", key), "create", key, 1.0, Binding("")) for key in ("bot", "new")
    ]
    result = ChangeResult(created("webhook.bot", "Bot"), Status.DONE, "2", binding=Binding("2"))
    state = after_apply(replace(EMPTY, pending=tuple(writes)), [result])
    assert [one.address.key for one in state.pending] == ["new"]


def test_a_write_that_was_not_accepted_leaves_the_former_binding() -> None:
    former = bound(Binding("1"))
    results = [
        ChangeResult(created("webhook.bot", "Bot"), status) for status in (Status.FAILED, Status.MOVED)
    ]
    assert after_apply(former, results).bindings == former.bindings


def test_a_deleted_resource_is_unbound() -> None:
    result = ChangeResult(deleted("webhook.bot", "1", "Bot"), Status.DONE, "1", binding=Binding(""))
    assert after_apply(bound(Binding("1")), [result]).bindings == {}
