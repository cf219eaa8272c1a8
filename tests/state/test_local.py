from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from provisioner.errors import LockedError, ProvisionerError, StateNotSavedError, StateTakenError
from provisioner.model.address import Address
from provisioner.state.local import LocalStore
from provisioner.state.store import Store
from tests.model.builders import BOUND_WEBHOOK, binding, state
from tests.state.builders import BOT, LOCK, again, creation

BOUND = state({"webhook.bot": BOUND_WEBHOOK})


def test_a_local_store_keeps_the_contract_of_every_store(store: LocalStore) -> None:
    contract: Store = store
    assert contract.load() is None


def test_what_is_saved_is_loaded_with_the_next_serial(store: LocalStore) -> None:
    saved = store.save(BOUND)
    assert saved == replace(BOUND, serial=1)
    assert again(store).load() == saved
    assert store.save(saved).serial == 2


def test_the_serial_before_stands_in_the_backup(store: LocalStore) -> None:
    saved = store.save(BOUND)
    store.save(replace(saved, bindings={}))
    store.backup.replace(store.document)
    store.journal.unlink()
    assert again(store).load() == saved


def test_environments_do_not_see_each_other(store: LocalStore) -> None:
    store.save(BOUND)
    assert LocalStore(store.folder.parent.parent, "prod").load() is None


def test_a_write_under_way_is_pending_for_the_next_run(store: LocalStore) -> None:
    saved = store.save(state())
    store.intend(creation())
    assert again(store).load() == replace(saved, pending=(creation(),))


def test_a_concluded_write_is_known_to_the_next_run_without_a_save(store: LocalStore) -> None:
    saved = store.save(state())
    store.conclude(store.intend(creation()), binding("w1"))
    assert again(store).load() == replace(saved, bindings={BOT: binding("w1")})


def test_a_save_begins_an_empty_journal(store: LocalStore) -> None:
    saved = store.save(state())
    store.conclude(store.intend(creation()), binding("w1"))
    store.save(saved)
    assert again(store).load() == replace(saved, serial=2)


def test_writes_of_many_threads_are_journaled_whole(store: LocalStore) -> None:
    store.save(state())
    addresses = [Address("channel", f"c{number}") for number in range(100)]

    def write(address: Address) -> None:
        number = store.intend(creation(address))
        store.conclude(number, binding(f"id-{address.key}"))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, addresses))
    loaded = again(store).load()
    assert loaded is not None
    assert loaded.bindings == {address: binding(f"id-{address.key}") for address in addresses}


def test_a_run_that_loaded_before_another_one_saved_is_refused(store: LocalStore) -> None:
    saved = store.save(BOUND)
    newer = again(store).save(saved)
    with pytest.raises(StateNotSavedError, match="Another run has saved this state in between") as caught:
        store.save(saved)
    assert caught.value.exit_code == 7
    assert again(store).load() == newer


def test_a_state_that_vanished_meanwhile_is_told_from_one_that_moved(store: LocalStore) -> None:
    saved = store.save(BOUND)
    store.document.unlink()
    with pytest.raises(StateTakenError) as caught:
        store.save(saved)
    assert caught.value.diagnostics[0].detail == f"{store.document} is gone, this run began with serial 1"


def test_two_first_runs_cannot_both_save(store: LocalStore) -> None:
    store.save(state())
    with pytest.raises(StateNotSavedError):
        again(store).save(state())


def test_a_state_of_another_lineage_is_not_overwritten_whatever_its_serial(store: LocalStore) -> None:
    saved = store.save(BOUND)
    with pytest.raises(StateNotSavedError):
        again(store).save(replace(saved, lineage="other"))


def test_a_state_that_vanished_under_a_run_is_not_written_anew(store: LocalStore) -> None:
    saved = store.save(BOUND)
    store.document.unlink()
    with pytest.raises(StateNotSavedError):
        store.save(saved)


def test_a_save_between_the_two_reads_of_a_load_confuses_nobody(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = store.save(state())
    store.conclude(store.intend(creation()), binding("w1"))
    writer, really_open, opened = again(store), os.open, list[object]()

    def another_run_saves(path: str, flags: int, *rest: int) -> int:
        descriptor = really_open(path, flags, *rest)
        opened.append(path)
        if len(opened) == 1:
            writer.save(saved)
        return descriptor

    reader = again(store)
    monkeypatch.setattr(os, "open", another_run_saves)
    assert reader.load() == replace(saved, serial=2)


def test_a_lock_is_given_back_with_the_journal_closed(store: LocalStore) -> None:
    store.lock(LOCK)
    store.save(state())
    with pytest.raises(LockedError):
        again(store).lock(LOCK)
    store.unlock()
    store.unlock()
    other = again(store)
    other.lock(LOCK)
    other.unlock()


def test_fault_52_a_robbed_holder_cannot_save_and_the_new_one_is_intact(store: LocalStore) -> None:
    store.lock(LOCK)
    robbed = store.save(BOUND)
    robber = again(store)
    with pytest.raises(LockedError):
        robber.force_unlock("lock-7")
    robber.force_unlock("lock-1")
    robber.lock(replace(LOCK, id="lock-2"))
    newer = robber.save(robbed)
    with pytest.raises(StateNotSavedError) as caught:
        store.save(robbed)
    assert caught.value.exit_code == 7
    store.unlock()
    assert robber.load() == newer
    with pytest.raises(LockedError, match="locked by ann@laptop"):
        again(store).lock(LOCK)
    robber.unlock()


def test_a_lock_that_may_not_be_removed_is_told(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    store.lock(LOCK)
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refuse)
        with pytest.raises(ProvisionerError, match=r"dev\.lock cannot be written") as caught:
            again(store).force_unlock("lock-1")
    assert caught.value.diagnostics[0].detail == "Permission denied"
    store.unlock()
