"""A plan takes no lock, writes nothing, and carries what refuses it."""

from __future__ import annotations

import pytest

from provisioner.diagnostics import Severity
from provisioner.errors import ConfigurationError, RefusedError
from provisioner.simulator import Fault
from provisioner.simulator import Status as Answered
from provisioner.state.store import Lock
from provisioner.workflow.memory import store_of
from provisioner.workflow.plan import PlanRefused
from tests.journeys.site import BOT, QUEUES, WEB, Site


def test_a_plan_is_made_while_somebody_applies(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    other = store_of(site.options())
    other.lock(Lock("f00", "ann@laptop", "2026-10-01T12:00:00+00:00", "apply -e prod"))
    try:
        assert len(site.plan().writes) == 2
    finally:
        other.unlock()


def test_a_refused_plan_is_a_refusal_with_the_plan(site: Site) -> None:
    site.declare({"bot": BOT}, {}, guards={"max_creates": 0})
    with pytest.raises(PlanRefused) as refused:
        site.plan()
    assert isinstance(refused.value, RefusedError)
    assert (refused.value.exit_code, len(refused.value.plan.writes)) == (6, 1)


def test_a_mistake_in_the_files_is_told_before_any_call(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB | {"webhook": "bott"}})
    with pytest.raises(ConfigurationError) as wrong:
        site.plan()
    assert (wrong.value.exit_code, site.requests) == (78, [])


def test_warnings_of_the_files_and_of_the_reads_are_notices_of_the_plan(site: Site) -> None:
    site.declare({"bot": BOT | {"uri": "https://10.0.0.7/8x8"}}, {"web": WEB})
    site.inject(Fault(Answered(404), "GET", QUEUES, times=None))
    told = [(one.severity, one.position is not None) for one in site.plan().notices]
    assert told == [(Severity.WARNING, True), (Severity.NOTICE, False)]


def test_the_same_inputs_give_the_same_plan(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.change_outside("channel.web", name="Hijacked")
    assert site.plan() == site.plan()
