"""Case 48: a defect in the middle of an apply loses nothing and shows nothing of its text."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from provisioner.apply.events import ChangeFinished
from provisioner.apply.write import Write
from provisioner.errors import BrokenOffError
from provisioner.reports.progress import Progress
from provisioner.state.local import LocalStore
from provisioner.workflow import apply as workflow
from tests.cli.shell import Ended, Shell
from tests.journeys.site import BOT, KEY, WEB, Site, names

APPLY = "apply --auto-approve --settle 0 --parallelism 1"
BOTS = {f"bot-{number}": BOT | {"name": f"Bot {number}"} for number in range(3)}
TEXT = "q7f3 never shown"
ERRORS = (RuntimeError(TEXT), MemoryError())
Place = tuple[Any, str, int]
"""What breaks, and at its how manieth call."""

PLACES: dict[str, Place] = {
    "before an intent": (LocalStore, "intend", 2),
    "before a conclusion": (LocalStore, "conclude", 2),
    "before a write": (Write, "send", 2),
    "before the closing read": (workflow, "prove", 1),
    "before the last save": (workflow, "after_apply", 1),
    "in the progress shown": (Progress, "after", 3),
}


def broken(patch: pytest.MonkeyPatch, place: Place, error: Exception) -> None:
    """Let one call end with an error; those before and after it do what they always do."""
    owner, name, nth = place
    call: Callable[..., Any] = getattr(owner, name)
    calls: list[None] = []

    def calling(*arguments: Any, **named: Any) -> Any:
        calls.append(None)
        if len(calls) == nth:
            raise error
        return call(*arguments, **named)

    patch.setattr(owner, name, calling)


def applied(site: Site) -> Ended:
    return Shell(site.folder).run(APPLY)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("place", PLACES.values(), ids=list(PLACES))
def test_fault_48_a_defect_in_the_middle_ends_with_3_and_the_next_apply_converges(
    site: Site, monkeypatch: pytest.MonkeyPatch, place: Place, error: Exception
) -> None:
    monkeypatch.setenv("PROVISIONER_KEY", KEY)
    site.declare(BOTS, {"web": WEB | {"webhook": "bot-0"}})
    with monkeypatch.context() as patch:
        broken(patch, place, error)
        ended = applied(site)
    assert (ended.code, len(site.tenant.list("webhooks")) > 0) == (3, True), ended.err
    assert f"{type(error).__name__} in test_faults_breaking.py:" in ended.err
    assert "The apply broke off in the middle" in ended.err
    assert ("Traceback" in ended.err, TEXT in ended.err) == (False, False)
    assert site.apply().exit_code == 0
    assert names(site.tenant.list("webhooks")) == ["Bot 0", "Bot 1", "Bot 2"]
    live = {one["id"] for type in ("webhooks", "channels") for one in site.tenant.list(type)}
    assert {one.id for one in site.state.bindings.values()} == live
    assert (len(live), site.state.pending, site.plan().writes) == (4, (), ())


def test_fault_48_a_defect_before_the_first_write_ends_with_1(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROVISIONER_KEY", KEY)
    site.declare(BOTS, {})
    broken(monkeypatch, (Write, "send", 1), RuntimeError(TEXT))
    ended = applied(site)
    assert (ended.code, site.writes, TEXT in ended.err) == (1, [], False)


def test_fault_48_after_a_defect_no_write_is_begun_or_left_under_way(site: Site) -> None:
    site.declare(BOTS, {"web": WEB | {"webhook": "bot-0"}})

    def breaking(event: object) -> None:
        if isinstance(event, ChangeFinished):
            raise RuntimeError(TEXT)

    with pytest.raises(BrokenOffError):
        workflow.apply(site.options(parallelism=1), lambda plan: True, breaking)
    assert [one.name for one in threading.enumerate() if one.name.startswith("apply")] == []
    assert "POST channels" not in site.writes
