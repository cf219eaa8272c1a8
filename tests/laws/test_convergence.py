"""Laws of plan and apply, for every resource type and against every kind of tenant."""

from __future__ import annotations

import json
from typing import Any

import pytest

from provisioner.apply.result import Status
from provisioner.model.resource_type import ResourceType
from provisioner.plan.change import Action
from provisioner.resources import RESOURCE_TYPES
from tests.journeys.site import Site
from tests.laws.samples import ATTRIBUTES, SAMPLES, declare

TYPES = pytest.mark.parametrize("type", RESOURCE_TYPES, ids=[one.name for one in RESOURCE_TYPES])
EACH = pytest.mark.parametrize(
    ("type", "attribute"), ATTRIBUTES, ids=[f"{type.name}.{name}" for type, name in ATTRIBUTES]
)
ACCEPTED = [(type, name) for type, name in ATTRIBUTES if name != "version"]
"""The vendor's enum holds one version today: no tenant takes a second one."""

TENANTS: list[dict[str, Any]] = [
    {},
    {"description": "dropped"},
    {"put": "keeps"},
    {"unknown_attributes": "dropped"},
    {"uri": "normalised"},
    {"version": "notificationVersion"},
    {"page_size": 1},
    {"duplicate_names": "refused-409"},
]
UNKNOWN = {"x-one": {"b": [1, 2.5, None], "a": "é\u2028"}, "x-two": "", "x-three": 12345678901234567890}


@pytest.fixture(params=TENANTS, ids=[json.dumps(one) for one in TENANTS])
def tenant(request: pytest.FixtureRequest, site: Site) -> Site:
    """A site whose tenant answers the vendor's open questions in one way."""
    site.switch(**request.param)
    return site


@TYPES
def test_a_create_converges_and_the_next_plan_is_empty(tenant: Site, type: ResourceType) -> None:
    declare(tenant, type, SAMPLES[type.name].whole)
    result = tenant.apply()
    assert {one.status for one in result.results} == {Status.DONE}
    assert (result.exit_code, tenant.plan().writes) == (0, ())
    tenant.forget_requests()
    tenant.apply()
    assert tenant.writes == []


@TYPES
@pytest.mark.parametrize("lag", [1, 2, 30])
def test_a_create_is_not_sent_again_while_listings_lag(site: Site, type: ResourceType, lag: int) -> None:
    site.switch(list_lag=lag)
    declare(site, type, SAMPLES[type.name].whole)
    assert site.apply().exit_code == 0
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == []


@EACH
def test_one_attribute_changed_is_one_update_that_names_it(
    site: Site, type: ResourceType, attribute: str
) -> None:
    sample = SAMPLES[type.name]
    declare(site, type, sample.whole)
    site.apply()
    declare(site, type, {**sample.whole, attribute: sample.changed[attribute]})
    (change,) = site.plan().writes
    assert (str(change.address), change.action) == (f"{type.name}.sample", Action.UPDATE)
    assert [one.attribute for one in change.differences] == [attribute]


@pytest.mark.parametrize(
    ("type", "attribute"), ACCEPTED, ids=[f"{type.name}.{name}" for type, name in ACCEPTED]
)
def test_an_update_converges_in_one_write(tenant: Site, type: ResourceType, attribute: str) -> None:
    sample = SAMPLES[type.name]
    declare(tenant, type, sample.whole)
    tenant.apply()
    declare(tenant, type, {**sample.whole, attribute: sample.changed[attribute]})
    tenant.forget_requests()
    result = tenant.apply()
    assert (result.exit_code, tenant.writes) == (0, [f"PUT {type.plural}"])
    assert tenant.plan().writes == ()


@EACH
def test_one_attribute_changed_outside_is_one_update_that_puts_it_back(
    site: Site, type: ResourceType, attribute: str
) -> None:
    sample = SAMPLES[type.name]
    declare(site, type, sample.whole)
    site.apply()
    ids = {key: site.id_of(f"webhook.{key}") for key in ("first", "second")} | {
        "sales": "101",
        "billing": "102",
    }
    value = sample.changed[attribute]
    site.change_outside(f"{type.name}.sample", **type.encode({attribute: ids.get(value, value)}))
    (change,) = site.plan().writes
    assert [one.attribute for one in change.differences] == [attribute]
    assert site.apply().exit_code == 0
    assert type.decode(site.live(f"{type.name}.sample"))[attribute] == ids.get(
        sample.whole[attribute], sample.whole[attribute]
    )


@TYPES
def test_fault_34_unknown_members_are_byte_equal_after_an_update(site: Site, type: ResourceType) -> None:
    sample = SAMPLES[type.name]
    declare(site, type, sample.whole)
    site.apply()
    site.change_outside(f"{type.name}.sample", **UNKNOWN)
    declare(site, type, {**sample.whole, "name": sample.changed["name"]})
    assert site.apply().exit_code == 0
    live = site.live(f"{type.name}.sample")
    assert json.dumps({name: live[name] for name in UNKNOWN}) == json.dumps(UNKNOWN)


@TYPES
def test_a_lost_state_finds_every_type_again_by_name(site: Site, type: ResourceType) -> None:
    declare(site, type, SAMPLES[type.name].whole)
    site.apply()
    for path in (site.folder / ".provisioner" / "state").iterdir():
        path.unlink()
    assert site.plan().writes == ()


@TYPES
def test_a_missing_one_of_any_type_is_created_again(site: Site, type: ResourceType) -> None:
    declare(site, type, SAMPLES[type.name].whole)
    site.apply()
    site.remove_outside(f"{type.name}.sample")
    assert site.apply().exit_code == 0
    assert site.plan().writes == ()
