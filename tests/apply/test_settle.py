"""Creates whose answer was lost are found by looking, for as long as the window is."""

from __future__ import annotations

import pytest

from provisioner.apply.result import ChangeResult, Status
from tests.apply.changes import created
from tests.apply.conftest import Apply
from tests.apply.tenant import LOST, UNREADABLE, Step, TenantInMemory

BOT = created("webhook.bot", "Bot")
WINDOW = 10.0


@pytest.fixture
def lost(tenant: TenantInMemory) -> TenantInMemory:
    """A tenant whose answer to the create is lost after it was carried out."""
    tenant.script("create Bot", Step(LOST))
    return tenant


def settled(run: Apply) -> ChangeResult:
    return run.carry_out(BOT)["webhook.bot"]


def test_what_two_listings_show_is_adopted(run: Apply, lost: TenantInMemory) -> None:
    result = settled(run)
    assert (result.status, result.id, run.notes.pending) == (Status.DONE, "webhook-1", [])
    assert lost.calls == ["create Bot", "list webhook", "list webhook"]


@pytest.mark.parametrize("late", [1, 3, 6])
def test_what_is_seen_late_is_waited_for(run: Apply, lost: TenantInMemory, late: int) -> None:
    lost.hidden["webhook-1"] = late
    assert settled(run).status is Status.DONE
    assert lost.calls.count("list webhook") == late + 2
    assert 0 < run.clock.waited < WINDOW


def test_what_is_never_seen_stays_unknown_and_pending(run: Apply, lost: TenantInMemory) -> None:
    lost.hidden["webhook-1"] = 99
    result = settled(run)
    assert (result.status, run.notes.pending, run.clock.waited) == (Status.UNKNOWN, ["webhook.bot"], WINDOW)
    assert result.diagnostic is not None
    assert result.diagnostic.detail == "timed out; the tenant does not show it yet"
    assert "run apply again" in result.diagnostic.hint


def test_what_is_seen_in_the_very_last_listing_is_adopted(run: Apply, lost: TenantInMemory) -> None:
    lost.hidden["webhook-1"] = 8
    assert settled(run).status is Status.DONE
    assert run.clock.waited == WINDOW


def test_two_new_ones_of_the_name_are_told_and_neither_is_taken(run: Apply, lost: TenantInMemory) -> None:
    lost.script("list webhook", Step(meanwhile=lambda: lost.put("webhook", "twin", name="Bot")))
    result = settled(run)
    assert (result.status, run.notes.pending) == (Status.UNKNOWN, ["webhook.bot"])
    assert result.diagnostic is not None
    assert "twin, webhook-1" in result.diagnostic.detail
    assert result.diagnostic.hint == "choose one: provisioner adopt -e prod webhook.bot twin (or webhook-1)"


def test_one_that_bore_the_name_before_is_not_taken(run: Apply, lost: TenantInMemory) -> None:
    lost.put("webhook", "before", name="Bot")
    run.given(known={("webhook", "Bot"): ("before",)})
    assert settled(run).id == "webhook-2"


def test_a_listing_that_fails_is_asked_again(run: Apply, lost: TenantInMemory) -> None:
    lost.script("list webhook", Step(error=UNREADABLE), Step(error=UNREADABLE))
    assert settled(run).status is Status.DONE
    assert lost.calls.count("list webhook") == 4


def test_listings_that_fail_for_the_whole_window_leave_it_unknown(run: Apply, lost: TenantInMemory) -> None:
    lost.script("list webhook", *[Step(error=UNREADABLE)] * 20)
    assert settled(run).status is Status.UNKNOWN


def test_a_signal_ends_the_looking(run: Apply, lost: TenantInMemory) -> None:
    def stop() -> None:
        run.stopped = True

    lost.hidden["webhook-1"] = 99
    lost.script("list webhook", Step(meanwhile=stop))
    assert settled(run).status is Status.UNKNOWN
    assert lost.calls.count("list webhook") == 1


def test_no_window_is_one_look(run: Apply, lost: TenantInMemory) -> None:
    run.given(settle=0.0)
    settled(run)
    assert (lost.calls.count("list webhook"), run.clock.waits) == (1, [])


def test_each_of_several_lost_creates_gets_its_own(run: Apply, tenant: TenantInMemory) -> None:
    names = ("A", "B", "C")
    for name in names:
        tenant.script(f"create {name}", Step(LOST, stores=name != "B"))
    results = run.carry_out(*(created(f"webhook.{name.lower()}", name) for name in names))
    assert [one.status for one in results.values()] == [Status.DONE, Status.UNKNOWN, Status.DONE]
    assert tenant.bodies["webhook"][str(results["webhook.c"].id)]["name"] == "C"
