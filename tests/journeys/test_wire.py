"""A simulator without a socket is met by the tool as one with a socket."""

from __future__ import annotations

import pytest

from provisioner.client.access import Access
from provisioner.client.call import Answer, Call, Lost
from provisioner.client.session import Session
from provisioner.model.environment import Tenant
from provisioner.simulator import Action, Drip, Drop, Fault, Reset, Simulator, Status, Truncate
from tests.journeys.site import KEY, TENANT, WEBHOOKS
from tests.journeys.wire import wired


def sent(simulator: Simulator, *faults: Fault) -> Answer | Lost:
    """What a session gets for a create that the faults meet."""
    for fault in faults:
        simulator.inject(fault)
    session = Session(Tenant(id=TENANT, endpoint=simulator.url), Access(simulator.url, KEY, writable=True))
    result = session.send(Call("POST", WEBHOOKS, b'{"name": "Bot"}'), 5.0)
    session.close()
    return result


@pytest.mark.parametrize("action", [None, Drop(), Reset(), Truncate(5), Status(503, {"Retry-After": "2"})])
def test_an_answer_or_its_loss_is_the_same_with_and_without_a_socket(action: Action | None) -> None:
    faults = [Fault(action, when="after", times=None)] if action else []
    with Simulator() as simulator:
        simulator.add_tenant(TENANT, KEY)
        by_socket = sent(simulator, *faults)
        with wired(simulator):
            direct = sent(simulator)
    assert type(direct) is type(by_socket)
    if isinstance(direct, Answer) and isinstance(by_socket, Answer):
        assert (direct.status, direct.damage) == (by_socket.status, by_socket.damage)
        assert direct.headers.get("Retry-After") == by_socket.headers.get("Retry-After")
        assert len(direct.content) == len(by_socket.content)
    else:
        assert direct == by_socket


def test_what_needs_a_socket_says_so() -> None:
    with Simulator() as simulator, wired(simulator), pytest.raises(AssertionError, match="needs a socket"):
        sent(simulator, Fault(Drip()))
