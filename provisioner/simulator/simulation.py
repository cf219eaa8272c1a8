"""Everything one simulator holds while it runs, without its socket."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

from provisioner.simulator.database import Database
from provisioner.simulator.fault_plan import FaultPlan
from provisioner.simulator.lag import Lag
from provisioner.simulator.rate_limit import RateLimit
from provisioner.simulator.request_log import RequestLog
from provisioner.simulator.tenant import Tenant, TenantSetup
from provisioner.simulator.tokens import Tokens


class Simulation:
    """The tenants, what they hold, the faults to come and the requests so far; `stopped` ends every wait."""

    def __init__(self, database: Path | None, clock: Callable[[], float]) -> None:
        self.database = Database(database)
        self.stopped = Event()
        self.faults = FaultPlan()
        self.lag = Lag()
        self.log = RequestLog()
        self.rate = RateLimit(clock)
        self.tokens = Tokens(clock)
        self._tenants: dict[str, Tenant] = {}

    @property
    def tenants(self) -> list[Tenant]:
        """Every tenant, in the order they were added."""
        return list(self._tenants.values())

    def tenant(self, id: str) -> Tenant | None:
        return self._tenants.get(id)

    def add(self, setup: TenantSetup) -> Tenant:
        """Add a tenant, or set up anew the one of that id, which keeps its resources."""
        known = self._tenants.get(setup.id)
        if known is not None:
            known.set_up(setup)
            return known
        return self._tenants.setdefault(setup.id, Tenant(setup, self.database))

    def reset(self) -> None:
        """Forget resources, faults, lag, tokens and requests; the tenants stay as they are set up."""
        self.database.clear()
        self.faults.clear()
        self.lag.clear()
        self.tokens.expire()
        self.log.clear()
