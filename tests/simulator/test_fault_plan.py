from __future__ import annotations

import pytest

from provisioner.simulator import Drop, Fault, Reset
from provisioner.simulator.fault_plan import FaultPlan

PATH = "/chat-gateway/v1/channels"


def fired(fault: Fault, requests: int) -> list[int]:
    """The numbers, from 1, of the requests that meet the fault."""
    plan = FaultPlan()
    plan.inject(fault)
    return [number for number in range(1, requests + 1) if plan.fire("POST", PATH)]


def test_a_fault_meets_the_first_request_once() -> None:
    assert fired(Fault(Drop()), 5) == [1]


def test_a_fault_meets_the_nth_request_as_often_as_it_says() -> None:
    assert fired(Fault(Drop(), nth=2, times=3), 9) == [2, 3, 4]


def test_a_fault_without_times_meets_every_request_for_ever() -> None:
    assert fired(Fault(Drop(), nth=3, times=None), 6) == [3, 4, 5, 6]


@pytest.mark.parametrize(
    ("method", "path", "matches"),
    [
        ("*", "*", True),
        ("POST", PATH, True),
        ("PUT", PATH, False),
        ("POST", f"{PATH}/1", False),
        ("POST", "/chat-gateway/v1/webhooks", False),
        ("POST", "/chat-gateway/*", True),
        ("POST", f"{PATH}*", True),
        ("POST", "/cc/*", False),
    ],
)
def test_a_fault_is_for_a_method_and_a_path_or_prefix(method: str, path: str, matches: bool) -> None:
    assert bool(fired(Fault(Drop(), method, path), 1)) == matches


def test_only_matching_requests_are_counted() -> None:
    plan = FaultPlan()
    plan.inject(Fault(Drop(), "POST", nth=2))
    assert [bool(plan.fire(method, PATH)) for method in ("POST", "GET", "GET", "POST")] == [
        False,
        False,
        False,
        True,
    ]
    assert [seen for _, seen in plan.faults] == [2]


def test_counting_begins_with_the_injection() -> None:
    plan = FaultPlan()
    plan.fire("POST", PATH)
    plan.inject(Fault(Drop()))
    assert plan.fire("POST", PATH)


def test_several_faults_meet_one_request_in_order_of_injection() -> None:
    plan = FaultPlan()
    faults = (Fault(Drop()), Fault(Reset()))
    for fault in faults:
        plan.inject(fault)
    assert plan.fire("POST", PATH) == faults
