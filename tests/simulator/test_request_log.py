from __future__ import annotations

from provisioner.simulator import Simulator
from tests.simulator.conftest import WEBHOOKS, Api, webhook


def test_every_request_is_logged_with_its_answer(simulator: Simulator, api: Api) -> None:
    api.get(f"{WEBHOOKS}?page=0&size=5")
    api.post(WEBHOOKS, webhook("Bot"))
    listing, create = simulator.requests
    assert (listing.method, listing.path, listing.query) == ("GET", WEBHOOKS, "page=0&size=5")
    assert (listing.status, listing.tenant, listing.json, listing.committed) == (200, "sandbox", None, False)
    assert (create.json["name"], create.status, create.committed) == ("Bot", 200, True)
    assert create.headers["x-api-key"] == "eght_test"


def test_a_refused_write_is_logged_and_not_committed(simulator: Simulator, api: Api) -> None:
    api.post(WEBHOOKS, {})
    api.send("POST", WEBHOOKS, webhook(), headers={})
    assert [(one.status, one.tenant, one.committed) for one in simulator.writes] == [
        (400, "sandbox", False),
        (401, None, False),
    ]


def test_writes_are_those_to_resources_alone(simulator: Simulator, api: Api, bot: str) -> None:
    api.get(WEBHOOKS)
    api.send("POST", "/oauth/v2/token", b"")
    api.post("/cc/v1/stats/rt/queues", {})
    api.put(f"{WEBHOOKS}/{bot}", webhook())
    api.delete(f"{WEBHOOKS}/{bot}")
    assert [one.method for one in simulator.writes] == ["PUT", "DELETE"]


def test_the_log_can_be_forgotten(simulator: Simulator, api: Api) -> None:
    api.get(WEBHOOKS)
    simulator.forget_requests()
    assert simulator.requests == []


def test_a_key_is_not_shown_when_a_request_is_printed(simulator: Simulator, api: Api) -> None:
    api.get(WEBHOOKS)
    assert "eght_test" not in repr(simulator.requests)
