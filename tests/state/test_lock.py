from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from threading import Barrier

import pytest

from provisioner.errors import LockedError
from provisioner.state.lock import FileLock
from tests.state.builders import LOCK, holder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dev.lock"


@contextmanager
def kept(path: Path) -> Iterator[None]:
    """The lock held for the kernel, without a word on who holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


def test_fault_51_a_second_process_is_refused_and_told_who_holds_the_lock(path: Path) -> None:
    with holder(path), pytest.raises(LockedError) as caught:
        FileLock(path).acquire(replace(LOCK, id="lock-2"))
    (diagnostic,) = caught.value.diagnostics
    assert caught.value.exit_code == 4
    assert diagnostic.summary == "The state of dev is locked by ann@laptop"
    assert diagnostic.detail == (
        "ann@laptop runs apply -e dev since 2026-01-02T03:04:05+00:00, lock id lock-1"
    )
    assert diagnostic.hint.endswith("provisioner state unlock -e dev lock-1")


def test_fault_51_of_thirty_two_at_once_exactly_one_goes_on(path: Path) -> None:
    start = Barrier(32)

    def run(number: int) -> FileLock | None:
        lock = FileLock(path)
        start.wait()
        try:
            lock.acquire(replace(LOCK, id=f"lock-{number}"))
        except LockedError:
            return None
        return lock

    with ThreadPoolExecutor(32) as threads:
        (winner,) = filter(None, threads.map(run, range(32)))
    winner.release()


def test_fault_52_the_lock_of_a_killed_holder_is_free_at_once(path: Path) -> None:
    with holder(path) as running:
        running.kill()
        running.wait()
        lock = FileLock(path)
        assert lock.holder() == LOCK
        lock.acquire(replace(LOCK, id="lock-2", owner="x"))
        assert lock.holder() == replace(LOCK, id="lock-2", owner="x")
        lock.release()


def test_a_lock_that_was_given_back_leaves_nothing_behind(path: Path) -> None:
    lock = FileLock(path)
    lock.acquire(LOCK)
    lock.release()
    assert not path.exists()
    lock.release()
    lock.acquire(LOCK)
    lock.release()


def test_fault_51_whoever_comes_before_the_holder_has_left_its_note_looks_again_until_it_has(
    path: Path,
) -> None:
    with kept(path):
        later = FileLock(path, sleep=lambda seconds: path.write_text(json.dumps(asdict(LOCK))))
        with pytest.raises(LockedError) as caught:
            later.acquire(replace(LOCK, id="lock-2"))
    assert caught.value.diagnostics[0].summary == "The state of dev is locked by ann@laptop"


def test_whoever_waits_for_a_note_takes_the_lock_when_the_holder_has_gone(path: Path) -> None:
    with ExitStack() as holding:
        holding.enter_context(kept(path))
        lock = FileLock(path, sleep=lambda seconds: holding.close())
        lock.acquire(LOCK)
    assert lock.holder() == LOCK
    lock.release()


def test_a_lock_whose_note_never_comes_is_still_a_lock(path: Path) -> None:
    waited: list[float] = []
    with kept(path), pytest.raises(LockedError) as caught:
        FileLock(path, waited.append).acquire(LOCK)
    assert caught.value.diagnostics[0].summary == "The state of dev is locked"
    assert 1 < sum(waited) < 5


@pytest.mark.parametrize("note", ["", "garbage", "[]", "{}", '{"id": "x"}'])
def test_a_damaged_note_holds_nobody_up(path: Path, note: str) -> None:
    path.write_text(note)
    lock = FileLock(path)
    assert lock.holder() is None
    lock.acquire(LOCK)
    assert lock.holder() == LOCK
    lock.release()


def test_a_longer_note_of_an_earlier_holder_is_overwritten_whole(path: Path) -> None:
    path.write_text("x" * 10_000)
    lock = FileLock(path)
    lock.acquire(LOCK)
    assert lock.holder() == LOCK
    lock.release()


def test_a_lock_file_that_was_removed_while_it_was_opened_is_made_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flock, removed = fcntl.flock, list[Path]()

    def former_holder_leaves(descriptor: int, operation: int) -> None:
        if not removed:
            path.unlink()
            removed.append(path)
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", former_holder_leaves)
    lock = FileLock(path)
    lock.acquire(LOCK)
    assert lock.holder() == LOCK
    with pytest.raises(LockedError):
        FileLock(path).acquire(LOCK)
    lock.release()


def test_fault_52_a_wrong_id_removes_nothing(path: Path) -> None:
    with holder(path):
        with pytest.raises(LockedError, match="The lock has another id: lock-1"):
            FileLock(path).rob("lock-7")
        with pytest.raises(LockedError):
            FileLock(path).acquire(LOCK)


def test_without_a_lock_there_is_nothing_to_remove(path: Path) -> None:
    with pytest.raises(LockedError, match="There is no lock to remove"):
        FileLock(path).rob("lock-1")


def test_a_robbed_lock_can_be_taken_and_its_former_holder_leaves_it_alone(path: Path) -> None:
    robbed, robber = FileLock(path), FileLock(path)
    robbed.acquire(LOCK)
    robber.rob("lock-1")
    robber.acquire(replace(LOCK, id="lock-2"))
    robbed.release()
    holder_now = robber.holder()
    assert holder_now is not None
    assert holder_now.id == "lock-2"
    robber.release()


def test_a_robbed_lock_that_nobody_took_is_given_back_in_peace(path: Path) -> None:
    robbed = FileLock(path)
    robbed.acquire(LOCK)
    FileLock(path).rob("lock-1")
    robbed.release()
    assert not path.exists()


def test_a_lock_whose_file_cannot_be_removed_is_free_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    lock = FileLock(path)
    lock.acquire(LOCK)
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refuse)
        lock.release()
    assert path.exists()
    other = FileLock(path)
    other.acquire(LOCK)
    other.release()


def test_fault_49_a_link_in_place_of_the_lock_is_not_followed(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "somebody-elses"
    target.write_text("precious")
    path.symlink_to(target)
    with pytest.raises(OSError, match="symbolic link"):
        FileLock(path).acquire(LOCK)
    assert target.read_text() == "precious"
