"""`destroy` deletes what the state binds and nothing else, once the environment's name was typed."""

from __future__ import annotations

import pytest

from provisioner.apply.result import Result
from provisioner.errors import LockedError
from provisioner.plan.allowances import Allowances
from provisioner.plan.plan import Plan
from provisioner.simulator import Drop, Fault, Lag
from provisioner.workflow.apply import NotConfirmedError
from provisioner.workflow.destroy import destroy
from provisioner.workflow.plan import PlanRefused
from tests.journeys.site import BOT, WEB, WEBHOOKS, Site


@pytest.fixture
def site(site: Site) -> Site:
    """An applied environment that allows deletes."""
    site.declare({"bot": BOT}, {"web": WEB}, guards={"deletes": True})
    site.apply()
    site.forget_requests()
    return site


def destroyed(site: Site, **changed: object) -> Result:
    return destroy(site.options(**changed), lambda plan: True, site.events.append)


def test_everything_that_is_bound_is_deleted_and_nothing_else(site: Site) -> None:
    stranger = site.tenant.put("webhooks", BOT | {"name": "Stranger"})
    assert destroyed(site).exit_code == 0
    assert site.writes == ["DELETE channels", "DELETE webhooks"]
    assert [one["id"] for one in site.tenant.list("webhooks")] == [stranger]
    assert site.state.bindings == {}


def test_an_environment_is_made_again_as_it_was_by_the_next_apply(site: Site) -> None:
    lineage = site.state.lineage
    destroyed(site)
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert (site.writes, site.state.lineage) == (["POST webhooks", "POST channels"], lineage)


def test_nothing_is_left_to_destroy_the_second_time(site: Site) -> None:
    destroyed(site)
    site.forget_requests()
    result = destroyed(site)
    assert (result.exit_code, result.results, site.writes) == (0, (), [])


def test_the_name_of_the_environment_is_asked_for_whatever_the_file_says(site: Site) -> None:
    asked: list[Plan] = []

    def refuse(plan: Plan) -> bool:
        asked.append(plan)
        return False

    with pytest.raises(NotConfirmedError):
        destroy(site.options(), refuse, site.events.append)
    assert ([plan.confirm for plan in asked], site.writes) == (["name"], [])


def test_what_only_the_state_knows_is_destroyed_as_well(site: Site) -> None:
    site.declare({"bot": BOT}, {}, guards={"deletes": True})
    assert destroyed(site).exit_code == 0
    assert site.tenant.list("channels") == []


def test_a_pending_create_that_appeared_is_destroyed_as_well(site: Site) -> None:
    site.declare({"bot": BOT, "new": BOT | {"name": "New"}}, {"web": WEB}, guards={"deletes": True})
    site.inject(Fault(Lag(lists=9), "POST", WEBHOOKS), Fault(Drop(), "POST", WEBHOOKS, when="after"))
    assert site.apply().exit_code == 5
    assert destroyed(site).exit_code == 0
    assert (site.tenant.list("webhooks"), site.state.bindings) == ([], {})


def test_the_guards_of_the_environment_hold(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB | {"protect": True}}, guards={"max_deletes": 1})
    site.apply()
    site.forget_requests()
    with pytest.raises(PlanRefused) as refused:
        destroyed(site)
    told = ["prod does not allow deletes", "channel.web is protected", "Too many deletes"]
    assert [one.summary for one in refused.value.diagnostics] == told
    assert (refused.value.exit_code, site.writes) == (6, [])


def test_another_tenant_is_not_taken_for_this_one(site: Site) -> None:
    site.simulator.reset()
    with pytest.raises(PlanRefused) as refused:
        destroyed(site)
    assert refused.value.diagnostics[0].summary == "Far fewer live resources than expected"
    assert destroyed(site, allowances=Allowances(missing=True)).exit_code == 0
    assert site.writes == []


def test_who_finds_the_lock_taken_is_told_what_runs(site: Site) -> None:
    def meanwhile(plan: Plan) -> bool:
        with pytest.raises(LockedError) as locked:
            site.apply()
        assert "runs destroy -e prod since " in locked.value.diagnostics[0].detail
        return True

    assert destroy(site.options(), meanwhile, site.events.append).exit_code == 0
