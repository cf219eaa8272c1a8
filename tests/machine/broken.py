"""Clients that are broken on purpose, each in one place: the machine has to catch every one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from provisioner.apply.closing import Proof
from provisioner.client.call import Call
from provisioner.state import journal
from provisioner.workflow import apply, prepare

Break = Callable[[pytest.MonkeyPatch], None]


def sends_a_create_again_when_its_answer_is_lost(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Call, "repeatable", True)


def keeps_no_journal(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal, "intent", lambda number, write: "")
    patch.setattr(journal, "conclusion", lambda number, binding: "")


def overwrites_what_moved(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("provisioner.apply.write.movement", lambda change, type, live: None)


def believes_what_it_is_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apply, "prove", lambda results, context: Proof(tuple(results), ()))


def applies_a_saved_plan_that_no_longer_holds(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(apply, "hold", lambda saved, fresh: None)


def takes_what_is_not_listed_for_gone(patch: pytest.MonkeyPatch) -> None:
    def unlooked(snapshot: Any, *_: Any) -> Any:
        return snapshot

    patch.setattr(prepare, "with_unlisted", unlooked)


class Broken(NamedTuple):
    """A way to break the client, and the seed of histories in which it soon shows."""

    way: Break
    seed: int


BROKEN = (
    Broken(sends_a_create_again_when_its_answer_is_lost, 1),
    Broken(keeps_no_journal, 1),
    Broken(overwrites_what_moved, 2),
    Broken(believes_what_it_is_told, 2),
    Broken(applies_a_saved_plan_that_no_longer_holds, 0),
    Broken(takes_what_is_not_listed_for_gone, 2),
)
