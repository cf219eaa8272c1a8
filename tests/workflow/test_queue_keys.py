"""Queues get keys from their names, and are bound by name where a name tells which is meant."""

from __future__ import annotations

import pytest

from provisioner.model.live import LiveQueue
from provisioner.workflow.queue_keys import QueueKeys
from tests.plan.builders import by_id, by_name

SALES, BILLING = LiveQueue("101", "Sales", "chat"), LiveQueue("102", "Billing", "chat")


def keys(*queues: LiveQueue) -> QueueKeys:
    return QueueKeys({}, queues)


def test_a_queue_is_bound_by_its_name() -> None:
    made = keys(SALES, BILLING)
    assert (made.key("101"), made.binding("101")) == ("sales", {"name": "Sales"})


@pytest.mark.parametrize("name", ["Sales", "SALES"])
@pytest.mark.parametrize("media", ["chat", "phone", None])
def test_a_name_that_two_queues_bear_in_whatever_case_binds_by_id(name: str, media: str | None) -> None:
    made = keys(SALES, LiveQueue("7", name, media))
    assert made.binding("101") == {"id": 101}


@pytest.mark.parametrize("name", ["", "x" * 256, "${vars.queue}", "\ud800"])
def test_a_name_that_no_header_can_hold_binds_by_id(name: str) -> None:
    assert keys(LiveQueue("101", name)).binding("101") == {"id": 101}


@pytest.mark.parametrize("id", ["0101", "9" * 20])
def test_digits_that_are_no_plain_number_stay_text(id: str) -> None:
    assert keys(LiveQueue(id, "")).binding(id) == {"id": id}


def test_queues_that_cannot_be_read_are_bound_by_id() -> None:
    made = QueueKeys({}, None)
    assert made.objection("1043") is None
    assert (made.key("1043"), made.binding("1043")) == ("queue-1043", {"id": 1043})


def test_a_bound_queue_keeps_its_first_key() -> None:
    made = QueueKeys({"shop": by_name("Sales"), "again": by_id("101"), "old": by_id("9")}, (SALES, BILLING))
    assert (made.key("101"), made.binding("101")) == ("shop", None)
    assert made.key("102") == "billing"


def test_a_key_in_use_is_given_to_no_other_queue() -> None:
    assert QueueKeys({"billing": by_id("101")}, (SALES, BILLING)).key("102") == "billing-2"
    assert QueueKeys({"queue-7": by_id("101")}, None).key("7") == "queue-7-2"


def test_a_name_that_is_bound_and_ambiguous_binds_nothing() -> None:
    twin = LiveQueue("7", "Sales", "chat")
    assert QueueKeys({"shop": by_name("Sales")}, (SALES, twin)).key("101") == "sales"


@pytest.mark.parametrize(
    ("id", "reason"),
    [
        ("9", "its queue 9 is a phone queue"),
        ("8", "its queue 8 is not in the tenant"),
        ("q-1", "its queue q-1 has neither a number nor a name that a file can hold"),
    ],
)
def test_no_channel_is_declared_on_what_a_plan_would_refuse(id: str, reason: str) -> None:
    made = keys(SALES, LiveQueue("9", "Phone", "phone"), LiveQueue("q-1", "${x}", "chat"))
    assert made.objection(id) == reason
    assert made.objection("101") is None
