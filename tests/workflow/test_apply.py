"""One apply between lock and unlock: who is asked, what is saved, what is told when it cannot be proved."""

from __future__ import annotations

import pytest

from provisioner.apply.events import ApplyStarted, ChangeFinished, Checking
from provisioner.apply.result import Status
from provisioner.errors import CredentialError, LockedError
from provisioner.plan.plan import Plan
from provisioner.simulator import Fault
from provisioner.simulator import Status as Answered
from provisioner.state.store import Lock
from provisioner.workflow.apply import RUNS_KEPT, NotConfirmedError, apply
from provisioner.workflow.memory import store_of
from tests.journeys.site import BOT, CHANNELS, WEB, WEBHOOKS, Site

OTHER_RUN = Lock("f00", "ann@laptop", "2026-10-01T12:00:00+00:00", "apply -e prod")


@pytest.fixture
def site(site: Site) -> Site:
    """A webhook and a channel to be created."""
    site.declare({"bot": BOT}, {"web": WEB})
    return site


def test_a_no_changes_nothing_and_releases_the_lock(site: Site) -> None:
    asked: list[Plan] = []

    def decline(plan: Plan) -> bool:
        asked.append(plan)
        return False

    with pytest.raises(NotConfirmedError, match="Nothing was applied") as declined:
        apply(site.options(), decline, site.events.append)
    assert (declined.value.exit_code, site.writes, site.events) == (1, [], [])
    assert [len(plan.writes) for plan in asked] == [2]
    assert site.apply().exit_code == 0


def test_a_locked_state_is_left_alone_and_its_holder_named(site: Site) -> None:
    other = store_of(site.options())
    other.lock(OTHER_RUN)
    try:
        with pytest.raises(LockedError, match="locked by ann@laptop") as locked:
            site.apply()
    finally:
        other.unlock()
    assert (locked.value.exit_code, site.requests) == (4, [])
    assert site.apply().exit_code == 0


def test_the_lock_is_held_until_the_end(site: Site) -> None:
    def try_another() -> None:
        with pytest.raises(LockedError):
            site.apply()

    assert site.apply(before_writing=try_another).exit_code == 0


def test_a_failed_read_releases_the_lock(site: Site) -> None:
    site.inject(Fault(Answered(401), "GET", times=1))
    with pytest.raises(CredentialError):
        site.apply()
    assert site.apply().exit_code == 0


def test_a_missing_key_is_named_before_any_call(site: Site) -> None:
    del site.environ["PROVISIONER_KEY"]
    with pytest.raises(CredentialError) as missing:
        site.apply()
    assert (missing.value.exit_code, site.requests) == (77, [])
    assert "PROVISIONER_KEY" in missing.value.diagnostics[0].detail


def test_events_tell_the_number_of_writes_each_end_and_the_closing_read(site: Site) -> None:
    site.apply()
    assert [type(event) for event in site.events] == [ApplyStarted, ChangeFinished, ChangeFinished, Checking]


def test_the_closing_read_lists_each_written_type_once(site: Site) -> None:
    site.apply()
    last_write = max(index for index, one in enumerate(site.requests) if one.startswith("POST"))
    assert site.requests[last_write + 1 :] == [f"GET {WEBHOOKS}", f"GET {CHANNELS}"]


def test_an_apply_that_cannot_be_proved_is_saved_and_ends_with_3(site: Site) -> None:
    site.inject(Fault(Answered(503), "GET", WEBHOOKS, nth=2, times=None))
    result = site.apply()
    assert (result.exit_code, {one.status for one in result.results}) == (3, {Status.DONE})
    assert result.unchecked is not None
    assert len(site.state.bindings) == 2
    site.simulator.clear_faults()
    assert not site.plan().writes


def test_a_run_that_writes_is_recorded(site: Site) -> None:
    site.apply()
    (run,) = site.state.runs
    assert (run.counts, run.exit_code, run.commit) == ({"done": 2}, 0, "c0ffee")
    assert run.time == site.binding("webhook.bot").time
    site.apply()
    assert len(site.state.runs) == 1


def test_only_the_last_runs_are_kept(site: Site) -> None:
    for number in range(RUNS_KEPT + 2):
        site.declare({"bot": BOT}, {"web": WEB | {"name": f"Web chat {number}"}})
        site.apply()
    assert len(site.state.runs) == RUNS_KEPT


def test_a_binding_says_when_and_from_which_commit_it_was_written(site: Site) -> None:
    site.apply()
    site.environ["GITHUB_SHA"] = "beef"
    site.declare({"bot": BOT}, {"web": WEB | {"queue": "billing"}})
    site.apply()
    assert (site.binding("webhook.bot").commit, site.binding("channel.web").commit) == ("c0ffee", "beef")


def test_a_definition_changed_without_a_difference_is_remembered_without_a_write(site: Site) -> None:
    site.apply()
    before = site.binding("channel.web").definition
    site.declare({"bot": BOT}, {"web": WEB | {"protect": True}})
    site.forget_requests()
    site.apply()
    assert site.writes == []
    assert site.binding("channel.web").definition != before


def test_members_of_the_state_nobody_knows_survive_an_apply(site: Site) -> None:
    site.apply()
    path = site.folder / ".provisioner" / "state" / "prod.json"
    path.write_text(path.read_text().replace('"format_version": 1', '"format_version": 1, "later": [1]'))
    site.declare({"bot": BOT}, {"web": WEB | {"queue": "billing"}})
    assert site.apply().exit_code == 0
    assert site.state.extra == {"later": [1]}
