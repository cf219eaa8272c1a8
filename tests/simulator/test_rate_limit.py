from __future__ import annotations

from dataclasses import dataclass

import pytest

from provisioner.simulator import Switches, Tenant
from provisioner.simulator.problem import Refusal
from provisioner.simulator.rate_limit import RateLimit
from tests.simulator.conftest import WEBHOOKS, Api, webhook


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def refusal(limit: RateLimit, switches: Switches) -> Refusal:
    with pytest.raises(Refusal) as raised:
        limit.take("sandbox", switches)
    return raised.value


def test_by_default_there_is_no_limit() -> None:
    limit = RateLimit(Clock())
    assert [limit.take("sandbox", Switches()) for _ in range(1000)] == [{}] * 1000


def test_as_many_calls_pass_at_once_as_the_burst_allows() -> None:
    limit, switches = RateLimit(Clock()), Switches(rate_limit=2, burst=5)
    for _ in range(5):
        limit.take("sandbox", switches)
    assert refusal(limit, switches).status == 429


def test_calls_pass_again_as_time_goes_by() -> None:
    clock = Clock()
    limit, switches = RateLimit(clock), Switches(rate_limit=2)
    limit.take("sandbox", switches)
    limit.take("sandbox", switches)
    refusal(limit, switches)
    clock.now += 0.5
    limit.take("sandbox", switches)
    refusal(limit, switches)


def test_each_tenant_has_a_limit_of_its_own() -> None:
    limit, switches = RateLimit(Clock()), Switches(rate_limit=1)
    limit.take("sandbox", switches)
    limit.take("other", switches)


def test_switch_rate_style_retry_after() -> None:
    limit, switches = RateLimit(Clock()), Switches(rate_limit=1)
    assert limit.take("sandbox", switches) == {}
    assert refusal(limit, switches).headers == {"Retry-After": "1"}


def test_switch_rate_style_reset() -> None:
    limit, switches = RateLimit(Clock()), Switches(rate_limit=1, rate_style="reset")
    counters = {"x-ratelimit-limit": "1", "x-ratelimit-remaining": "0"}
    assert limit.take("sandbox", switches) == {**counters, "x-ratelimit-reset": "1000"}
    assert refusal(limit, switches).headers == {**counters, "x-ratelimit-reset": "1001"}


def test_switch_rate_style_bare() -> None:
    limit, switches = RateLimit(Clock()), Switches(rate_limit=1, rate_style="bare")
    limit.take("sandbox", switches)
    assert refusal(limit, switches).headers == {}


def test_too_many_calls_are_answered_429_and_change_nothing(api: Api, tenant: Tenant) -> None:
    tenant.switches = Switches(rate_limit=1, rate_style="reset")
    assert "x-ratelimit-remaining" in api.get(WEBHOOKS).headers
    reply = api.post(WEBHOOKS, webhook())
    assert (reply.status, reply.headers["x-ratelimit-remaining"]) == (429, "0")
    assert reply.headers["content-type"] == "application/problem+json"
    assert tenant.list("webhooks") == []
