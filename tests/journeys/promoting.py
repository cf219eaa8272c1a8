"""What the tests of `promote` share: what dev tries, and what comes of carrying it to staging."""

from __future__ import annotations

import pytest

from provisioner.errors import RefusedError
from provisioner.model.address import Address
from provisioner.workflow.promote import Errand, Promotion, promote
from tests.journeys.tenants import Tenants

WEB, APP, BOT = Address("channel", "web"), Address("channel", "app"), Address("webhook", "bot")
TRIED = """
channels:
  # a new channel, first in dev
  app: { name: App chat, webhook: bot, queue: billing, protect: true }
  web:
    name: Shop chat
    description: null
"""


def carry(tenants: Tenants, *named: Address, **errand: bool) -> Promotion:
    tenants.simulator.forget_requests()
    promotion = promote(tenants.options("staging"), Errand("dev", named, **errand))
    assert tenants.simulator.writes == []
    return promotion


def blocked(tenants: Tenants, *named: Address, **errand: bool) -> list[str]:
    """What stands against it, each on one line; no file has changed."""
    before = {path: path.read_bytes() for path in tenants.path("").rglob("*.yaml")}
    with pytest.raises(RefusedError) as refusal:
        carry(tenants, *named, **errand)
    assert {path: path.read_bytes() for path in tenants.path("").rglob("*.yaml")} == before
    return [f"{one.summary}: {one.detail}; {one.hint}" for one in refusal.value.diagnostics]
