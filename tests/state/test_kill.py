"""Fault 42: whenever a process dies, the next run finds the old state or the new one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from provisioner.model.state import State
from provisioner.state.local import LocalStore
from tests.model.builders import BOUND_WEBHOOK, binding, state
from tests.state.builders import BOT, again, creation

BOUND = state({"webhook.bot": BOUND_WEBHOOK})
CALLS = ("open", "write", "fsync", "link", "unlink", "replace", "fchmod", "chmod", "mkdir")
Act = Callable[[LocalStore], object]


class Killed(BaseException):
    """The end of a process."""


def nothing(store: LocalStore) -> None:
    """A folder in which nothing was ever saved."""


def outcomes(folder: Path, monkeypatch: pytest.MonkeyPatch, before: Act, act: Act) -> Iterator[State | None]:
    """What the next run loads, for each system call at which the process dies; it survives the last round."""
    for calls in range(100):
        (folder / str(calls)).mkdir()
        store = LocalStore(folder / str(calls), "dev")
        before(store)
        with monkeypatch.context() as patch:
            survived = survives(store, act, calls, patch)
        yield again(store).load()
        if survived:
            return


def survives(store: LocalStore, act: Act, calls: int, patch: pytest.MonkeyPatch) -> bool:
    """Whether so many calls that change the disk are enough for the whole act."""
    left = iter(range(calls))

    def mortal(call: Callable[..., object]) -> Callable[..., object]:
        def called(*arguments: object, **named: object) -> object:
            if next(left, None) is None:
                raise Killed
            return call(*arguments, **named)

        return called

    for name in CALLS:
        patch.setattr(os, name, mortal(getattr(os, name)))
    try:
        act(store)
    except Killed:
        return False
    return True


def distinct(found: Iterator[State | None]) -> list[State | None]:
    """Each state once, in the order it was first seen."""
    seen: list[State | None] = []
    for one in found:
        if one not in seen:
            seen.append(one)
    return seen


def test_fault_42_a_first_save_leaves_no_state_or_the_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = outcomes(tmp_path, monkeypatch, nothing, lambda store: store.save(BOUND))
    assert distinct(found) == [None, state({"webhook.bot": BOUND_WEBHOOK}, serial=1)]


def test_fault_42_a_later_save_leaves_the_old_state_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = outcomes(
        tmp_path,
        monkeypatch,
        lambda store: store.save(BOUND),
        lambda store: store.save(state(serial=1)),
    )
    assert distinct(found) == [state({"webhook.bot": BOUND_WEBHOOK}, serial=1), state(serial=2)]


def test_fault_42_a_journaled_create_is_unsent_pending_or_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = outcomes(
        tmp_path,
        monkeypatch,
        lambda store: store.save(state()),
        lambda store: store.conclude(store.intend(creation()), binding("w1")),
    )
    assert distinct(found) == [
        state(serial=1),
        state(serial=1, pending=(creation(),)),
        state({str(BOT): binding("w1")}, serial=1),
    ]


def test_fault_42_what_a_killed_save_left_behind_disturbs_no_later_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, _ in enumerate(outcomes(tmp_path, monkeypatch, nothing, lambda store: store.save(BOUND))):
        store = LocalStore(tmp_path / str(number), "dev")
        saved = store.save(store.load() or state())
        assert again(store).load() == saved
