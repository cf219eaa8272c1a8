from __future__ import annotations

from collections.abc import Mapping

import pytest

from provisioner.errors import ConfigurationError
from provisioner.model.address import Address
from provisioner.model.environment import QueueBinding
from provisioner.model.live import LiveQueue
from provisioner.plan.queues import names_needed, resolve_queues, used_queues
from tests.model.builders import channel, webhook
from tests.plan.builders import World, by_id, by_name

LIVE = (
    LiveQueue("101", "Sales", "chat"),
    LiveQueue("102", "Billing", "chat"),
    LiveQueue("103", "Twin", "chat"),
    LiveQueue("104", "Twin", "chat"),
    LiveQueue("9", "Phone", "phone"),
    LiveQueue("105", "Both", "chat"),
    LiveQueue("106", "Both", "voice"),
)


def resolved(binding: QueueBinding, live: tuple[LiveQueue, ...] | None = LIVE) -> Mapping[Address, str]:
    """Resolve the one queue key `sales` that a channel uses."""
    return resolve_queues(World([channel()], queues={"sales": binding}).configuration, live)


def id_of(binding: QueueBinding, live: tuple[LiveQueue, ...] | None = LIVE) -> str:
    return resolved(binding, live)[Address("queue", "sales")]


def mistake(binding: QueueBinding, live: tuple[LiveQueue, ...] = LIVE) -> tuple[str, str]:
    """What is told and the way out."""
    with pytest.raises(ConfigurationError) as caught:
        resolved(binding, live)
    (diagnostic,) = caught.value.diagnostics
    assert caught.value.exit_code == 78
    assert diagnostic.summary == "Queue sales cannot be found"
    assert diagnostic.position == binding.position
    return diagnostic.detail, diagnostic.hint


def test_a_queue_is_found_by_id_and_by_exact_name() -> None:
    assert id_of(by_id("102")) == "102"
    assert id_of(by_name("Billing")) == "102"


def test_a_queue_of_unknown_medium_is_taken() -> None:
    assert id_of(by_name("Sales"), (LiveQueue("1", "Sales"),)) == "1"


def test_a_chat_queue_is_taken_where_another_medium_bears_its_name() -> None:
    assert id_of(by_name("Both")) == "105"


def test_ids_are_trusted_when_the_queues_were_not_read() -> None:
    assert resolved(by_id("777"), None) == {Address("queue", "sales"): "777"}


def test_fault_58_an_id_the_tenant_does_not_have_is_a_mistake() -> None:
    detail, hint = mistake(by_id("777"), LIVE[:2])
    assert detail == "tenant acme has no queue with id 777"
    assert hint == 'the tenant has "Sales" (101)'


def test_fault_58_a_name_the_tenant_does_not_have_lists_the_chat_queues() -> None:
    detail, hint = mistake(by_name("Nowhere"), (*LIVE[:2], LIVE[4]))
    assert detail == 'tenant acme has no queue named "Nowhere"'
    assert hint == 'the tenant has "Sales" (101), "Billing" (102)'


def test_a_name_that_differs_in_case_is_not_found_and_is_proposed_alone() -> None:
    assert mistake(by_name("BILLING"))[1] == 'the tenant has "Billing" (102)'


def test_fault_40_a_name_that_two_queues_bear_lists_both_ids() -> None:
    detail, hint = mistake(by_name("Twin"))
    assert detail == 'tenant acme has 2 queues named "Twin": 103 and 104'
    assert hint == "bind it by id"


@pytest.mark.parametrize("binding", [by_id("9"), by_name("Phone")])
def test_a_phone_queue_is_refused_by_id_and_by_name(binding: QueueBinding) -> None:
    detail, hint = mistake(binding)
    assert detail.startswith("no chat queue ")
    assert detail.endswith(": 9 is a phone queue")
    assert "(9)" not in hint


def test_at_most_ten_candidates_are_listed() -> None:
    many = tuple(LiveQueue(str(id), f"Queue {id}", "chat") for id in range(12))
    _, hint = mistake(by_name("Nowhere"), many)
    assert hint.startswith('the tenant has "Queue 0" (0), ')
    assert hint.endswith('"Queue 9" (9) and 2 more')


def test_a_key_that_sees_no_chat_queue_is_told_so() -> None:
    assert mistake(by_name("Sales"), ())[1] == "the tenant shows no chat queue to this key"


def test_all_queues_that_cannot_be_found_are_told_at_once() -> None:
    channels = [channel("a", queue="one"), channel("b", queue="two"), channel("c", queue="three")]
    bindings: Mapping[str, QueueBinding] = {
        "one": by_id("1"),
        "two": by_name("Nowhere"),
        "three": by_id("101"),
    }
    with pytest.raises(ConfigurationError) as caught:
        resolve_queues(World(channels, queues=bindings).configuration, LIVE)
    assert [one.summary for one in caught.value.diagnostics] == [
        "Queue one cannot be found",
        "Queue two cannot be found",
    ]


def test_a_queue_that_no_channel_uses_is_not_looked_for() -> None:
    world = World([channel()], queues={"sales": by_id("101"), "unused": by_name("Nowhere")})
    assert set(resolve_queues(world.configuration, LIVE)) == {Address("queue", "sales")}
    assert not names_needed(world.configuration)


def test_names_are_needed_as_soon_as_one_used_queue_is_bound_by_name() -> None:
    bindings = {"sales": by_id("101"), "billing": by_name("Billing")}
    channels = [channel("a"), channel("b", queue="billing")]
    assert names_needed(World(channels, queues=bindings).configuration)
    assert not names_needed(World(channels[:1], queues=bindings).configuration)


def test_used_queues_are_named_once_and_sorted() -> None:
    channels = [channel("a", queue="sales"), channel("b", queue="billing"), channel("c", queue="sales")]
    assert used_queues(World([webhook(), *channels]).configuration) == ("billing", "sales")
