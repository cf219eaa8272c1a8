from __future__ import annotations

import pytest

from provisioner.simulator import Switches, Tenant
from tests.simulator.conftest import CHANNELS, WEBHOOKS, Api, webhook


def seed(tenant: Tenant, count: int) -> list[str]:
    """Channels whose names run against their ids."""
    numbers = range(count)
    return [tenant.put("channels", {"id": f"{n:04d}", "name": f"{count - n:04d}"}) for n in numbers]


def test_an_empty_collection_still_has_embedded(api: Api) -> None:
    assert api.get(CHANNELS).json == {
        "_embedded": {"channels": []},
        "_links": {"self": {"href": CHANNELS}},
        "page": {"size": 20, "number": 0, "totalElements": 0, "totalPages": 0},
    }


def test_a_page_has_20_items_when_no_size_is_asked_for(api: Api, tenant: Tenant) -> None:
    ids = seed(tenant, 45)
    assert api.ids(CHANNELS) == ids[:20]
    last = api.get(f"{CHANNELS}?page=2").json
    assert [item["id"] for item in last["_embedded"]["channels"]] == ids[40:]
    assert last["page"] == {"size": 20, "number": 2, "totalElements": 45, "totalPages": 3}


def test_a_page_past_the_end_is_empty(api: Api, tenant: Tenant) -> None:
    seed(tenant, 3)
    assert api.ids(f"{CHANNELS}?page=7") == []


@pytest.mark.parametrize("size", ["2", "2.0", "2.00"])
def test_generated_clients_may_send_a_size_with_a_point(api: Api, tenant: Tenant, size: str) -> None:
    seed(tenant, 3)
    assert len(api.ids(f"{CHANNELS}?size={size}")) == 2


@pytest.mark.parametrize(
    "query",
    [
        "page=",
        "size=",
        "page=-1",
        "size=0",
        "size=x",
        "size=2.5",
        "sort=",
        "sort=type",
        "sort=id:up",
        "filter=name==x",
    ],
)
def test_a_wrong_parameter_is_refused_by_name(api: Api, query: str) -> None:
    reply = api.get(f"{CHANNELS}?{query}")
    assert reply.status == 400
    assert [one["field"] for one in reply.json["validations"]] == [query.partition("=")[0]]


@pytest.mark.parametrize(
    ("sort", "reverse"),
    [("id", False), ("id:asc", False), ("id:desc", True), ("name:asc", True), ("name:desc", False)],
)
def test_a_listing_is_sorted_by_id_or_name(api: Api, tenant: Tenant, sort: str, reverse: bool) -> None:
    ids = seed(tenant, 5)
    assert api.ids(f"{CHANNELS}?sort={sort}") == (ids[::-1] if reverse else ids)
    tenant.switches = Switches(list_lag=1)
    api.post(WEBHOOKS, webhook())
    assert api.ids(f"{CHANNELS}?sort={sort}") == (ids[::-1] if reverse else ids)


@pytest.mark.parametrize(("switch", "granted"), [(1000, 150), (100, 100), (20, 20), (7, 7)])
def test_switch_page_size(api: Api, tenant: Tenant, switch: int, granted: int) -> None:
    tenant.switches = Switches(page_size=switch)
    seed(tenant, 150)
    page = api.get(f"{CHANNELS}?size=1000").json
    assert len(page["_embedded"]["channels"]) == granted
    assert page["page"]["size"] == switch


def test_fault_23_damaged_bodies_are_listed_as_they_are(api: Api, tenant: Tenant) -> None:
    damaged = [
        {"id": 25, "name": "id as a number"},
        {"id": "b", "name": None, "webHookId": None},
        {"id": "c", "type": "Telepathy", "x": {}},
    ]
    for body in damaged:
        tenant.put("channels", body)
    tenant.put("channels", {"id": None})
    tenant.put("channels", "no object at all")
    items = api.get(CHANNELS).json["_embedded"]["channels"]
    plain = [
        {k: v for k, v in item.items() if k != "_links"} if isinstance(item, dict) else item for item in items
    ]
    assert all(body in plain for body in [*damaged, {"id": None}, "no object at all"])
    assert api.get(f"{CHANNELS}/25").json["id"] == 25


class TestSwitchListLag:
    """n listings after a write still show what was before it."""

    def test_without_lag_a_listing_is_up_to_date(self, api: Api) -> None:
        made = api.post(WEBHOOKS, webhook()).json["id"]
        assert api.ids(WEBHOOKS) == [made]

    def test_a_create_is_hidden_from_n_listings(self, api: Api, tenant: Tenant) -> None:
        tenant.switches = Switches(list_lag=2)
        made = api.post(WEBHOOKS, webhook()).json["id"]
        assert [api.ids(WEBHOOKS) for _ in range(4)] == [[], [], [made], [made]]

    def test_a_read_by_id_does_not_lag(self, api: Api, tenant: Tenant) -> None:
        tenant.switches = Switches(list_lag=2)
        made = api.post(WEBHOOKS, webhook()).json["id"]
        assert api.get(f"{WEBHOOKS}/{made}").status == 200

    def test_an_update_shows_the_earlier_body_for_n_listings(
        self, api: Api, tenant: Tenant, bot: str
    ) -> None:
        tenant.switches = Switches(list_lag=1)
        api.put(f"{WEBHOOKS}/{bot}", webhook("First"))
        api.put(f"{WEBHOOKS}/{bot}", webhook("Second"))
        names = [api.get(WEBHOOKS).json["_embedded"]["webhooks"][0]["name"] for _ in range(2)]
        assert names == ["Bot", "Second"]

    def test_a_deleted_one_is_listed_n_times_more(self, api: Api, tenant: Tenant, bot: str) -> None:
        tenant.switches = Switches(list_lag=1)
        api.delete(f"{WEBHOOKS}/{bot}")
        assert [api.ids(WEBHOOKS), api.ids(WEBHOOKS)] == [[bot], []]

    def test_the_pages_of_one_listing_agree(self, api: Api, tenant: Tenant) -> None:
        tenant.switches = Switches(list_lag=1)
        for n in range(3):
            tenant.put("webhooks", {"id": f"{n}", "name": "seeded"})
        api.post(WEBHOOKS, webhook())
        first, second = (api.get(f"{WEBHOOKS}?size=2&page={page}").json for page in (0, 1))
        assert first["page"]["totalElements"] == second["page"]["totalElements"] == 3
