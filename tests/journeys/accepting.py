"""What the tests of `accept` share: one applied environment, and what comes of accepting its drift."""

from __future__ import annotations

import pytest

from provisioner.errors import RefusedError
from provisioner.model.address import Address
from provisioner.workflow.accept import accept
from provisioner.workflow.revision import Edits
from tests.journeys.tenants import Tenants

WEB, BOT = Address("channel", "web"), Address("webhook", "bot")


def take(tenants: Tenants, *addresses: Address, dry_run: bool = False, name: str = "prod") -> Edits:
    tenants.simulator.forget_requests()
    edits = accept(tenants.options(name), addresses, dry_run)
    assert tenants.simulator.writes == []
    return edits


def refused(tenants: Tenants, *addresses: Address, name: str = "prod") -> list[str]:
    """Why nothing is accepted, each on one line; no file has changed."""
    before = {path: path.read_bytes() for path in tenants.path("").rglob("*.yaml")}
    with pytest.raises(RefusedError) as refusal:
        take(tenants, *addresses, name=name)
    assert {path: path.read_bytes() for path in tenants.path("").rglob("*.yaml")} == before
    return [f"{one.summary}: {one.detail}; {one.hint}" for one in refusal.value.diagnostics]
