"""A lost state file loses nothing that has a unique name; a foreign one is never used."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from provisioner.errors import StateError
from provisioner.plan.change import Action
from provisioner.workflow.memory import store_of
from tests.journeys.site import BOT, WEB, Site


@pytest.fixture
def site(site: Site) -> Site:
    """An applied environment."""
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.forget_requests()
    return site


def test_a_lost_state_is_found_again_by_name_without_a_write(site: Site) -> None:
    before = {address: one.id for address, one in site.state.bindings.items()}
    shutil.rmtree(site.folder / ".provisioner")
    plan = site.plan()
    assert (plan.found_by_name, plan.counts) == (2, {Action.NO_OP: 2})
    result = site.apply()
    assert (result.exit_code, result.bound, site.writes) == (0, 2, [])
    assert {address: one.id for address, one in site.state.bindings.items()} == before
    assert site.plan().found_by_name == 0


def test_a_lost_state_and_a_changed_queue_is_an_adoption_that_is_shown(site: Site) -> None:
    shutil.rmtree(site.folder / ".provisioner")
    site.declare({"bot": BOT}, {"web": WEB | {"queue": "billing"}})
    (change,) = site.plan().writes
    assert (change.action, [one.attribute for one in change.differences]) == (Action.ADOPT, ["queue"])
    assert site.apply().exit_code == 0
    assert site.writes == ["PUT channels"]
    assert len(site.tenant.list("channels")) == 1


@pytest.mark.parametrize("member", ["tenant", "endpoint"])
def test_the_state_of_another_tenant_is_refused_before_any_write(site: Site, member: str) -> None:
    foreign = {"tenant": site.state.tenant, "endpoint": site.state.endpoint} | {member: "elsewhere"}
    store_of(site.options()).save(replace(site.state, tenant=foreign["tenant"], endpoint=foreign["endpoint"]))
    for verb in (site.plan, site.apply):
        with pytest.raises(StateError, match=f"belongs to another {member}") as refused:
            verb()
        assert refused.value.exit_code == 78
    assert site.writes == []


def test_a_damaged_state_is_refused_and_never_read_as_empty(site: Site) -> None:
    document = site.folder / ".provisioner" / "state" / "prod.json"
    document.write_text(document.read_text()[:40])
    with pytest.raises(StateError, match="cannot be used"):
        site.apply()
    assert site.writes == []
