"""Case 50: whatever the clock on the wall shows, the result is the same."""

from __future__ import annotations

import pytest

from provisioner.simulator import Drop, Fault
from tests.journeys.site import BOT, LIVE_BOT, WEBHOOKS, Site

SETTLE = 10.0
HOUR = 3_600.0
SHIFTS = [-24 * HOUR, -HOUR, 0.0, HOUR, 24 * HOUR]

each_shift = pytest.mark.parametrize("shift", SHIFTS, ids=lambda shift: f"{shift / HOUR:+.0f} hours")


@each_shift
def test_fault_50_a_pending_create_is_waited_for_one_window_whatever_the_clock_says(
    site: Site, shift: float
) -> None:
    site.declare({"bot": BOT}, {})
    site.inject(Fault(Drop(), "POST", WEBHOOKS))
    assert site.apply(settle=0.0).exit_code == 5
    site.forget_requests()
    site.clock.on_sleep.append(lambda: site.tenant.put("webhooks", LIVE_BOT))
    result = site.apply(now=lambda: site.clock.now() + shift)
    assert (result.exit_code, site.writes, site.clock.waited) == (0, [], SETTLE)
