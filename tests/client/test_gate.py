"""One gate for all workers: closed as long as the tenant asks, then open at the rate it showed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from provisioner.client.gate import DROUGHT, ROUNDS, Gate
from provisioner.client.patience import Patience
from provisioner.client.wait import LONGEST
from provisioner.diagnostics import Diagnostic, Severity
from tests.client.conftest import Clock

WORKERS = 8
ROUND_TRIP = 0.012


@dataclass
class Bucket:
    """A tenant's limit: so many calls a second, as many at once as it holds."""

    clock: Clock
    rate: float
    room: float
    refused: int = 0

    def __post_init__(self) -> None:
        self.left, self.since = self.room, self.clock()

    def take(self) -> bool:
        now = self.clock()
        self.left = min(self.room, self.left + (now - self.since) * self.rate)
        self.since = now
        granted = self.left >= 1
        self.left -= granted
        self.refused += not granted
        return granted


@pytest.fixture
def gate(clock: Clock, told: list[Diagnostic]) -> Gate:
    return Gate(Patience(30, clock, clock.now, clock.sleep, lambda: 1.0), told.append)


class Workers:
    """Eight of them at one gate: answers are under way while others enter, and arrive while anybody waits."""

    def __init__(self, bucket: Bucket, asked: float | None) -> None:
        clock = bucket.clock
        self.gate = Gate(Patience(30, clock, clock.now, self.sleep, lambda: 1.0), lambda notice: None)
        self.bucket, self.asked = bucket, asked
        self.under_way: list[tuple[int, bool]] = []
        self.done = 0

    def carry_out(self, calls: int) -> None:
        while self.done < calls:
            if len(self.under_way) == min(WORKERS, calls - self.done):
                self.bucket.clock.time += ROUND_TRIP
                self.receive()
            else:
                period = self.gate.enter()
                self.under_way.append((period, self.bucket.take()))

    def sleep(self, seconds: float) -> None:
        self.receive()
        self.bucket.clock.sleep(seconds)

    def receive(self) -> None:
        arrived, self.under_way = self.under_way, []
        for period, granted in arrived:
            if granted:
                self.gate.accepted(period)
                self.done += 1
            else:
                assert self.gate.refused(period, self.asked)


@pytest.mark.parametrize("asked", [1.0, 0.5, None])
@pytest.mark.parametrize(
    ("rate", "room", "calls"), [(100, 100, 500), (5, 5, 100), (20, 100, 500), (1, 60, 150)]
)
def test_a_limit_is_learnt_with_few_refusals_and_little_time_lost(
    clock: Clock, rate: float, room: float, calls: int, asked: float | None
) -> None:
    bucket, began = Bucket(clock, rate, room), clock()
    Workers(bucket, asked).carry_out(calls)
    assert bucket.refused <= 25
    assert clock() - began <= 1.4 * (calls - room) / rate


def test_without_a_refusal_nobody_waits(clock: Clock) -> None:
    Workers(Bucket(clock, 1e9, 1e9), None).carry_out(1000)
    assert clock.waits == []


def test_a_refusal_holds_everybody_back_and_is_told_once(
    gate: Gate, clock: Clock, told: list[Diagnostic]
) -> None:
    periods = [gate.enter() for _ in range(WORKERS)]
    assert all(gate.refused(period, 2.0) for period in periods)
    began = clock()
    gate.enter()
    assert clock() - began == 2.0
    (notice,) = told
    assert notice.severity is Severity.NOTICE
    assert "waiting 2.0 s" in notice.detail


def test_one_wait_is_never_longer_than_a_minute(gate: Gate, clock: Clock) -> None:
    gate.refused(gate.enter(), LONGEST)
    gate.refused(gate.enter(), LONGEST)
    gate.enter()
    assert clock.waited == 2 * LONGEST


@pytest.mark.parametrize("asked", [0.0, 1.0, LONGEST, None])
def test_waiting_ends_when_nothing_is_accepted_any_more(
    gate: Gate, clock: Clock, asked: float | None
) -> None:
    began, rounds = clock(), 1
    while gate.refused(gate.enter(), asked):
        rounds += 1
    assert rounds <= ROUNDS + 1
    assert clock() - began <= DROUGHT
    assert not gate.refused(gate.enter(), asked), "the next call learns it without waiting"


def test_one_acceptance_gives_new_patience(gate: Gate) -> None:
    while gate.refused(gate.enter(), 1.0):
        pass
    gate.accepted(gate.enter())
    assert gate.refused(gate.enter(), 1.0)


def test_a_rate_learnt_is_forgotten_after_a_while(clock: Clock) -> None:
    workers = Workers(Bucket(clock, 5, 5), 1.0)
    workers.carry_out(50)
    clock.time += 121
    clock.waits.clear()
    for _ in range(50):
        workers.gate.accepted(workers.gate.enter())
    assert clock.waits == []


def test_a_closed_connection_waits_no_more(gate: Gate, clock: Clock) -> None:
    gate.refused(gate.enter(), 30.0)
    gate.leave()
    gate.enter()
    assert clock.waits == []


def test_an_acceptance_that_arrives_late_counts_for_its_own_period(gate: Gate, clock: Clock) -> None:
    """Ten calls in ten seconds are one a second, also when nine of the answers overtake nothing."""
    gate.refused(gate.enter(), 10.0)
    periods = [gate.enter() for _ in range(11)]
    assert gate.refused(periods[0], 0.1)
    for period in periods[1:]:
        gate.accepted(period)
    for _ in range(10):
        gate.enter()
    began = clock()
    gate.enter()
    assert clock() - began == pytest.approx(1.05, abs=0.01)
