"""Case 52: who was robbed of its lock overwrites nothing, and says where its own state is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from provisioner.apply.events import ChangeFinished, Event
from provisioner.apply.result import Result
from provisioner.errors import ProvisionerError
from provisioner.model.address import Address
from provisioner.model.state import Binding
from provisioner.state.document import decode_state
from provisioner.state.local import LocalStore
from provisioner.state.lock import FileLock
from provisioner.state.store import Lock
from provisioner.workflow.apply import apply
from provisioner.workflow.memory import store_of
from tests.journeys.site import BOT, WEB, Site

THEIRS = Address("webhook", "theirs")
THEIR_LOCK = Lock("theirs", "ann@laptop", "2026-01-02T03:04:05+00:00", "apply -e prod")


@pytest.fixture
def site(site: Site) -> Site:
    site.declare({"bot": BOT}, {"web": WEB})
    return site


def rob(site: Site, saves: bool = True) -> LocalStore:
    """What another run does that takes the lock by force."""
    store = store_of(site.options())
    holder = FileLock(store.folder / "prod.lock").holder()
    assert holder is not None
    store.force_unlock(holder.id)
    store.lock(THEIR_LOCK)
    if saves:
        state = store.load() or site.state
        store.save(replace(state, bindings={**state.bindings, THEIRS: Binding("their-id")}))
    return store


def robbed(site: Site, act: Callable[[], object]) -> Result:
    """An apply during which something happens as soon as its first write is done."""
    acts = [act]

    def tell(event: Event) -> None:
        if isinstance(event, ChangeFinished) and acts:
            acts.pop()()

    return apply(site.options(), lambda plan: True, tell)


def recovered(site: Site) -> Path:
    (path,) = site.folder.glob("provisioner-recovery-prod-*.json")
    return path


def test_fault_52_a_robbed_run_ends_with_7_and_leaves_the_new_state_as_it_is(site: Site) -> None:
    left: list[str] = []

    def take() -> None:
        rob(site)
        left.append(store_of(site.options()).document.read_text())

    result = robbed(site, take)
    assert result.exit_code == 7
    assert store_of(site.options()).document.read_text() == left[0]
    assert THEIRS in site.state.bindings


def test_fault_52_what_the_robbed_run_did_is_saved_beside_it_and_named(site: Site) -> None:
    result = robbed(site, lambda: rob(site))
    state = decode_state(recovered(site).read_text(), "recovery")
    ids = {one["id"] for type in ("webhooks", "channels") for one in site.tenant.list(type)}
    assert {one.id for one in state.bindings.values()} == ids
    assert result.unsaved is not None
    assert str(recovered(site)) in result.unsaved.summary
    assert "the other run's state is left as it is" in result.unsaved.hint
    assert "mv " not in result.unsaved.hint


def test_fault_52_the_next_apply_finds_by_name_what_the_robbed_run_made(site: Site) -> None:
    store = None

    def take() -> None:
        nonlocal store
        store = rob(site)

    robbed(site, take)
    assert store is not None
    store.unlock()
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert [call for call in site.writes if call.startswith("POST")] == []
    assert len(site.tenant.list("webhooks")) == len(site.tenant.list("channels")) == 1


def test_fault_52_a_lock_that_was_taken_and_not_used_harms_nobody(site: Site) -> None:
    result = robbed(site, lambda: rob(site, saves=False))
    assert result.exit_code == 0
    assert len(site.state.bindings) == 2


def test_fault_52_a_run_robbed_before_its_first_write_sends_nothing(site: Site) -> None:
    site.apply()
    site.declare({"bot": BOT | {"name": "New"}}, {"web": WEB})
    site.forget_requests()
    with pytest.raises(ProvisionerError, match="Another run has saved this state") as refused:
        site.apply(before_writing=lambda: rob(site))
    assert (refused.value.exit_code, site.writes) == (1, [])


def test_a_state_that_vanished_in_mid_apply_is_saved_elsewhere(site: Site) -> None:
    site.apply()
    before = {str(one) for one in site.state.bindings}
    site.declare({"bot": BOT, "new": BOT | {"name": "New"}}, {"web": WEB})
    store = store_of(site.options())

    def lose() -> None:
        store.document.unlink()
        store.journal.unlink()

    result = robbed(site, lose)
    assert result.exit_code == 7
    state = decode_state(recovered(site).read_text(), "recovery")
    assert {str(one) for one in state.bindings} == before | {"webhook.new"}
    assert result.unsaved is not None
    assert "is gone" in result.unsaved.detail


def test_a_state_that_was_spoilt_in_mid_apply_is_saved_elsewhere(site: Site) -> None:
    result = robbed(site, lambda: store_of(site.options()).document.write_text("{"))
    assert result.exit_code == 7
    assert len(decode_state(recovered(site).read_text(), "recovery").bindings) == 2
