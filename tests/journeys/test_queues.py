"""Queues by id and by name, by either route, and what a refused read of them means."""

from __future__ import annotations

import pytest

from provisioner.errors import ConfigurationError, CredentialError, ProvisionerError
from provisioner.simulator import Fault, Key, Queue
from provisioner.simulator import Status as Answered
from provisioner.workflow.listing import QueueRow, list_queues
from tests.journeys.site import BOT, CHAT_QUEUES, CLIENT, KEY, QUEUES, TENANT, WEB, Site

BY_NAME = {"sales": {"name": "Sales"}}
BY_ID = {"sales": {"id": 101}}
TOKEN = "/oauth/v2/token"
METRICS = "/analytics/cc/v5/realtime-metrics/queues"
BY_CLIENT = {
    "statistics": {"client_id": {"env": "PROVISIONER_ID"}, "client_secret": {"env": "PROVISIONER_SECRET"}}
}


@pytest.fixture
def oauth(site: Site) -> Site:
    """A site that reads its queues with client credentials."""
    site.simulator.add_tenant(TENANT, KEY, queues=CHAT_QUEUES, client=CLIENT)
    site.environ |= {"PROVISIONER_ID": CLIENT[0], "PROVISIONER_SECRET": CLIENT[1]}
    site.declare({"bot": BOT}, {"web": WEB}, queues=BY_NAME, tenant=BY_CLIENT)
    return site


def without_statistics(site: Site) -> None:
    site.tenant.key = Key(KEY, frozenset({"Chat Gateway"}))


def test_a_queue_bound_by_name_is_found(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB}, queues=BY_NAME)
    assert site.apply().exit_code == 0
    assert site.live("channel.web")["routingOptions"]["id"] == "101"


def test_a_queue_bound_by_name_is_read_in_every_plan(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB}, queues=BY_NAME)
    site.apply()
    site.forget_requests()
    site.plan()
    assert site.requests.count(f"GET {QUEUES}") == 1


def test_a_queue_made_anew_under_its_name_is_followed(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB}, queues=BY_NAME)
    site.apply()
    site.tenant.queues = {"201": Queue(201, "Sales")}
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == ["PUT channels"]
    assert site.live("channel.web")["routingOptions"]["id"] == "201"


def test_queues_bound_by_id_are_not_read_when_none_is_assigned(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB}, queues=BY_ID)
    site.apply()
    site.declare({"bot": BOT}, {"web": WEB | {"name": "Shop chat"}}, queues=BY_ID)
    site.forget_requests()
    site.apply()
    assert f"GET {QUEUES}" not in site.requests


@pytest.mark.parametrize(
    ("queues", "detail"),
    [
        ((Queue(101, "Sales"), Queue(201, "Sales")), 'tenant acme has 2 queues named "Sales": 101 and 201'),
        ((Queue(9, "Sales", "phone"),), 'no chat queue named "Sales": 9 is a phone queue'),
        ((Queue(101, "sales"),), 'tenant acme has no queue named "Sales"'),
    ],
    ids=["twice", "a phone queue", "another case"],
)
def test_a_name_that_is_not_one_chat_queue_is_an_error_before_any_write(
    site: Site, queues: tuple[Queue, ...], detail: str
) -> None:
    site.tenant.queues = {str(queue.id): queue for queue in queues}
    site.declare({"bot": BOT}, {"web": WEB}, queues=BY_NAME)
    with pytest.raises(ConfigurationError) as wrong:
        site.apply()
    assert wrong.value.diagnostics[0].detail == detail
    assert (wrong.value.exit_code, site.writes) == (78, [])


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_refused_read_is_a_notice_while_all_queues_are_bound_by_id(site: Site, status: int) -> None:
    site.declare({"bot": BOT}, {"web": WEB}, queues=BY_ID)
    site.inject(Fault(Answered(status), "GET", QUEUES, times=None))
    result = site.apply()
    assert result.exit_code == 0
    assert [one.summary for one in result.plan.notices] == [
        "The queues were not read: their ids are not checked"
    ]


@pytest.mark.parametrize(("status", "code"), [(403, 77), (404, 69), (500, 69), (503, 69)])
def test_a_refused_read_ends_the_run_when_a_name_needs_it(site: Site, status: int, code: int) -> None:
    site.declare({"bot": BOT}, {"web": WEB}, queues=BY_NAME)
    site.inject(Fault(Answered(status), "GET", QUEUES, times=None))
    with pytest.raises(ProvisionerError, match="The queues cannot be read") as refused:
        site.apply()
    assert (refused.value.exit_code, site.writes) == (code, [])


def test_a_key_without_the_product_is_told_which_one_it_needs(site: Site) -> None:
    without_statistics(site)
    site.declare({"bot": BOT}, {"web": WEB}, queues=BY_NAME)
    with pytest.raises(CredentialError) as refused:
        site.plan()
    assert "Analytics for Contact Center" in refused.value.diagnostics[0].hint
    site.declare({"bot": BOT}, {"web": WEB}, queues=BY_ID)
    assert site.apply().exit_code == 0


def test_the_oauth_route_finds_a_queue_by_name(oauth: Site) -> None:
    assert oauth.apply().exit_code == 0
    assert oauth.live("channel.web")["routingOptions"]["id"] == "101"
    assert f"GET {QUEUES}" not in oauth.requests
    asked = [one for one in oauth.simulator.requests if one.path in (TOKEN, METRICS)]
    assert [one.method for one in asked] == ["POST", "GET"]
    assert asked[1].headers["x-tenant-info"] == TENANT


def test_an_expired_token_is_drawn_anew_once(oauth: Site) -> None:
    oauth.inject(Fault(Answered(401), "GET", METRICS))
    assert oauth.apply().exit_code == 0
    assert oauth.requests.count(f"POST {TOKEN}") == 2


def test_wrong_client_credentials_end_with_77(oauth: Site) -> None:
    oauth.environ["PROVISIONER_SECRET"] = "another-secret"
    with pytest.raises(CredentialError) as refused:
        oauth.apply()
    assert (refused.value.exit_code, oauth.writes) == (77, [])
    assert "another-secret" not in str(refused.value.diagnostics)


@pytest.mark.parametrize(("region", "prefix"), [("us", ""), ("eu", "/eu"), ("au", "/au"), ("ca", "/ca")])
def test_the_oauth_route_asks_in_the_tenants_region(oauth: Site, region: str, prefix: str) -> None:
    oauth.declare({"bot": BOT}, {"web": WEB}, queues=BY_NAME, tenant=BY_CLIENT | {"region": region})
    oauth.plan()
    assert f"GET {prefix}{METRICS}" in oauth.requests


def test_queues_are_listed_with_the_keys_bound_to_them(site: Site) -> None:
    site.declare(
        {"bot": BOT}, {"web": WEB}, queues=BY_NAME | {"shop": {"id": 101}, "phone": {"name": "Phone"}}
    )
    assert list_queues(site.options()) == (
        QueueRow("102", "Billing", "chat", ()),
        QueueRow("9", "Phone", "phone", ()),
        QueueRow("101", "Sales", "chat", ("sales", "shop")),
        QueueRow("103", "Support", "chat", ()),
    )


def test_a_refused_listing_of_queues_is_an_error(site: Site) -> None:
    without_statistics(site)
    site.declare({"bot": BOT}, {"web": WEB})
    with pytest.raises(CredentialError):
        list_queues(site.options())
