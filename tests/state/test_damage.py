from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from provisioner.errors import ProvisionerError, StateError, StateNotSavedError
from provisioner.model.address import Address
from provisioner.state.local import LocalStore
from tests.model.builders import BOUND_WEBHOOK, binding, state
from tests.state.builders import BOT, LOCK, again, creation
from tests.state.conftest import DiskFull

BOUND = state({"webhook.bot": BOUND_WEBHOOK})


@pytest.mark.usefixtures("_any_umask")
def test_fault_49_every_file_is_0600_in_0700(store: LocalStore) -> None:
    store.lock(LOCK)
    store.save(store.save(BOUND))
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in store.folder.iterdir()}
    assert modes == dict.fromkeys(
        ["dev.json", "dev.json.backup", "dev.journal", "dev.lock"], stat.S_IRUSR | stat.S_IWUSR
    )
    assert stat.S_IMODE(store.folder.stat().st_mode) == stat.S_IRWXU
    store.unlock()


@pytest.mark.parametrize("name", ["dev.json", "dev.journal"])
def test_fault_49_a_link_in_place_of_a_file_is_refused(store: LocalStore, name: str, tmp_path: Path) -> None:
    target = tmp_path / "somebody-elses"
    target.write_text("precious")
    store.save(BOUND)
    (store.folder / name).unlink()
    (store.folder / name).symlink_to(target)
    with pytest.raises(StateError) as caught:
        store.load()
    assert "a link is never followed" in caught.value.diagnostics[0].hint
    assert target.read_text() == "precious"


def test_fault_46_a_state_that_is_no_text_is_refused_and_names_the_backup(store: LocalStore) -> None:
    store.save(BOUND)
    store.document.write_bytes(b"\xff\xfe\x00garbage")
    with pytest.raises(StateError) as caught:
        store.load()
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.detail == "it is not text in UTF-8"
    assert "dev.json.backup" in diagnostic.hint


def test_fault_46_an_empty_state_file_is_never_an_empty_state(store: LocalStore) -> None:
    store.save(BOUND)
    store.document.write_text("")
    with pytest.raises(StateError):
        store.load()
    with pytest.raises(StateError):
        store.save(state())


def test_fault_46_a_journal_without_its_state_is_refused(store: LocalStore) -> None:
    store.save(BOUND)
    store.document.unlink()
    with pytest.raises(StateError, match=r"dev\.json is gone, the journal beside it is not") as caught:
        store.load()
    assert caught.value.diagnostics[0].hint == (
        "restore dev.json.backup in its place, or delete dev.journal to begin anew"
    )


def test_fault_46_an_older_backup_that_nothing_contradicts_is_accepted(store: LocalStore) -> None:
    saved = store.save(BOUND)
    store.save(saved)
    store.backup.replace(store.document)
    with pytest.raises(StateError, match=r"The journal .*dev\.journal cannot be used"):
        store.load()
    store.journal.unlink()
    assert store.load() == saved


def test_fault_43_a_file_in_place_of_the_folder_is_told_before_anything_is_sent(store: LocalStore) -> None:
    store.folder.parent.write_text("")
    for attempt, code in ((lambda: store.lock(LOCK), 1), (lambda: store.save(BOUND), 7), (store.load, 78)):
        with pytest.raises(ProvisionerError) as caught:
            attempt()
        assert caught.value.exit_code == code
        assert str(store.folder) in caught.value.diagnostics[0].summary


def test_fault_43_a_read_only_folder_is_told_before_anything_is_sent(
    store: LocalStore, tmp_path: Path
) -> None:
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        pytest.skip("this user may write to a read-only folder")
    with pytest.raises(ProvisionerError, match="cannot be written") as caught:
        store.lock(LOCK)
    assert caught.value.exit_code == 1
    assert caught.value.diagnostics[0].detail == "Permission denied"


def test_fault_43_a_full_disk_keeps_the_former_state(store: LocalStore, disk_full: DiskFull) -> None:
    saved = store.save(BOUND)
    with disk_full(10), pytest.raises(StateNotSavedError) as caught:
        store.save(saved)
    assert caught.value.diagnostics[0].detail == "File too large"
    assert again(store).load() == saved


def test_fault_43_a_journal_that_cannot_grow_stops_the_run_and_stays_whole(
    store: LocalStore, disk_full: DiskFull
) -> None:
    saved = store.save(state())
    number = store.intend(creation())
    with disk_full(store.journal.stat().st_size + 20):
        with pytest.raises(ProvisionerError, match=r"dev\.journal cannot be written") as caught:
            store.intend(creation(Address("webhook", "other")))
        assert caught.value.exit_code == 1
    store.conclude(number, binding("w1"))
    assert again(store).load() == replace(saved, bindings={BOT: binding("w1")})
