"""The state remembers the last runs that wrote: when, who, from which commit, what was done, how it ended."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from provisioner.errors import ProvisionerError
from provisioner.simulator import Fault
from provisioner.simulator import Status as Answered
from provisioner.workflow.apply import RUNS_KEPT
from provisioner.workflow.destroy import destroy
from provisioner.workflow.owner import owner
from provisioner.workflow.state import runs
from tests.journeys.site import BOT, CHANNELS, WEB, Site


def test_a_run_is_remembered_with_all_that_may_be_asked_later(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    (run,) = runs(site.options())
    assert (run.owner, run.commit, run.exit_code) == (owner(), "c0ffee", 0)
    assert run.counts == {"done": 2}
    assert datetime.fromisoformat(run.time) == datetime.fromtimestamp(int(site.clock.now()), UTC)


def test_a_run_that_was_not_all_done_says_so_and_the_newest_stands_first(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.inject(Fault(Answered(400), "POST", CHANNELS))
    site.apply()
    site.environ["GITHUB_SHA"] = "decade"
    site.apply()
    assert [(run.commit, run.exit_code, run.counts) for run in runs(site.options())] == [
        ("decade", 0, {"done": 1}),
        ("c0ffee", 3, {"done": 1, "failed": 1}),
    ]


def test_a_destroy_is_a_run(site: Site) -> None:
    site.declare({"bot": BOT}, {}, guards={"deletes": True})
    site.apply()
    destroy(site.options(), lambda plan: True, site.events.append)
    assert [run.counts for run in runs(site.options())] == [{"done": 1}] * 2


def test_what_writes_nothing_is_no_run(site: Site) -> None:
    site.declare({"bot": BOT}, {})
    site.apply()
    site.apply()
    site.plan()
    assert len(runs(site.options())) == 1


def test_only_the_last_runs_are_kept(site: Site) -> None:
    for number in range(RUNS_KEPT + 3):
        site.environ["GITHUB_SHA"] = str(number)
        site.declare({"bot": BOT | {"name": f"Bot {number}"}}, {})
        site.apply()
    kept = [run.commit for run in runs(site.options())]
    assert (len(kept), kept[0], kept[-1]) == (RUNS_KEPT, str(RUNS_KEPT + 2), "3")


def test_without_a_state_there_is_no_history(site: Site) -> None:
    with pytest.raises(ProvisionerError, match="prod has no state yet"):
        runs(site.options())
