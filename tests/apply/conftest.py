"""A tenant in memory, a journal in memory, and an apply between them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from provisioner.apply.context import Context
from provisioner.apply.events import Event
from provisioner.apply.execute import Execution
from provisioner.apply.result import ChangeResult, Status
from provisioner.model.address import Address
from provisioner.model.seal import Seal
from provisioner.plan.change import Change
from provisioner.resources import RESOURCE_TYPES
from tests.apply.changes import plan_of
from tests.apply.clock import Clock
from tests.apply.tenant import Notes, TenantInMemory


@dataclass
class Apply:
    """One apply under way; `events` are those of all executions, `results` those of the last one."""

    tenant: TenantInMemory = field(default_factory=TenantInMemory)
    notes: Notes = field(default_factory=Notes)
    clock: Clock = field(default_factory=Clock)
    events: list[Event] = field(default_factory=list)
    results: tuple[ChangeResult, ...] = ()
    stopped: bool = False

    def __post_init__(self) -> None:
        self.context = Context(
            writer=self.tenant,
            journal=self.notes,
            types=RESOURCE_TYPES,
            seal=Seal("key", "lineage"),
            clock=self.clock,
            now=self.clock.now,
            sleep=self.clock.sleep,
            stopped=lambda: self.stopped,
            parallelism=4,
            stamp="2026-10-01T12:00:00+00:00",
            commit="c0ffee",
            environment="prod",
        )

    def given(self, **changed: Any) -> None:
        """Replace parts of the context."""
        self.context = replace(self.context, **changed)

    def carry_out(self, *changes: Change) -> dict[str, ChangeResult]:
        """The results by address."""
        self.context.ids.update({one.address: one.id for one in changes if one.id is not None})
        execution = Execution(plan_of(*changes), self.context)
        self.events.extend(execution.run())
        self.results = tuple(execution.results)
        return {str(one.change.address): one for one in execution.results}

    def statuses(self, *changes: Change) -> dict[str, Status]:
        return {address: one.status for address, one in self.carry_out(*changes).items()}

    def id_of(self, address: str) -> str | None:
        return self.context.ids.get(Address.parse(address))


@pytest.fixture
def run() -> Apply:
    return Apply()


@pytest.fixture
def tenant(run: Apply) -> TenantInMemory:
    return run.tenant
