"""Clients that are broken on purpose, each in one place: the machine has to catch every one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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


BROKEN: tuple[Break, ...] = (
    sends_a_create_again_when_its_answer_is_lost,
    keeps_no_journal,
    overwrites_what_moved,
    believes_what_it_is_told,
    applies_a_saved_plan_that_no_longer_holds,
    takes_what_is_not_listed_for_gone,
)
