"""One pass of reads, with or without the queues."""

from __future__ import annotations

import threading

import pytest

from provisioner.errors import CredentialError, TenantError
from provisioner.resources import RESOURCE_TYPES
from tests.client.conftest import Dial, Serve
from tests.client.scripted import Reply, Respond, Seen, answer, listing, problem

SALES = answer(200, {"queue": [{"queue-id": 101, "queue-name": "Sales", "media-type": "chat"}]})


def tenant(queues: Reply = SALES, webhooks: Reply = None) -> Respond:
    """A tenant with one resource of each type."""

    def respond(request: Seen) -> Reply:
        if "stats" in request.target:
            return queues
        name = request.target.partition("?")[0].rpartition("/")[2]
        if name == "webhooks" and webhooks:
            return webhooks
        return listing(name, [{"id": f"{name}-id", "name": name}])

    return respond


def test_a_snapshot_holds_every_collection_and_the_queues(serve: Serve, dial: Dial) -> None:
    server = serve(tenant())
    found = dial(server.url, writable=False).snapshot(RESOURCE_TYPES, read_queues=True)
    assert [one.id for one in found.of("webhook") + found.of("channel")] == ["webhooks-id", "channels-id"]
    assert found.queues is not None
    assert [queue.name for queue in found.queues] == ["Sales"]
    assert (found.requests, found.queues_refused, found.queues_forbidden) == (3, "", False)
    assert {request.method for request in server.requests} == {"GET"}


def test_queues_nobody_needs_are_not_read(serve: Serve, dial: Dial) -> None:
    server = serve(tenant())
    found = dial(server.url).snapshot(RESOURCE_TYPES, read_queues=False)
    assert (found.queues, found.queues_refused, found.requests) == (None, "", 2)


def test_all_reads_are_under_way_at_once(serve: Serve, dial: Dial) -> None:
    together = threading.Barrier(3, timeout=5)
    answered = tenant()

    def respond(request: Seen) -> Reply:
        together.wait()
        return answered(request)

    assert dial(serve(respond).url).snapshot(RESOURCE_TYPES, read_queues=True).requests == 3


@pytest.mark.parametrize("status", [404, 400, 500, 503])
def test_queues_that_are_unavailable_are_noted(serve: Serve, dial: Dial, status: int) -> None:
    found = dial(serve(tenant(problem(status, "No statistics"))).url).snapshot(
        RESOURCE_TYPES, read_queues=True
    )
    assert found.queues is None
    assert f"{status}: No statistics" in found.queues_refused
    assert not found.queues_forbidden
    assert found.of("webhook")


def test_queues_whose_read_is_lost_are_noted(serve: Serve, dial: Dial) -> None:
    found = dial(serve(tenant(None)).url).snapshot(RESOURCE_TYPES, read_queues=True)
    assert "closed without an answer" in found.queues_refused


def test_queues_that_are_forbidden_are_noted_as_such(serve: Serve, dial: Dial) -> None:
    found = dial(serve(tenant(problem(403, "No product"))).url).snapshot(RESOURCE_TYPES, read_queues=True)
    assert found.queues is None
    assert found.queues_forbidden
    assert "403: No product" in found.queues_refused


def test_fault_21_a_refused_key_is_an_error_also_for_queues(serve: Serve, dial: Dial) -> None:
    with pytest.raises(CredentialError):
        dial(serve(tenant(problem(401))).url).snapshot(RESOURCE_TYPES, read_queues=True)


def test_a_collection_that_cannot_be_read_is_an_error(serve: Serve, dial: Dial) -> None:
    with pytest.raises(TenantError):
        dial(serve(tenant(webhooks=problem(404))).url).snapshot(RESOURCE_TYPES, read_queues=True)


def test_what_is_asked_for_directly_is_an_error_when_it_cannot_be_read(serve: Serve, dial: Dial) -> None:
    with pytest.raises(CredentialError):
        dial(serve(tenant(problem(403))).url).queues()
    with pytest.raises(TenantError):
        dial(serve(tenant(problem(404))).url).queues()
