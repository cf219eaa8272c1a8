"""A simulator from start to stop, and what tests and the command line do with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

from provisioner.simulator.exchange import Answer, Request
from provisioner.simulator.fault import Fault
from provisioner.simulator.request_log import LoggedRequest
from provisioner.simulator.respond import respond
from provisioner.simulator.server import Server
from provisioner.simulator.simulation import Simulation
from provisioner.simulator.switches import Switches
from provisioner.simulator.tenant import EMBEDDED_KEY, Key, Queues, Tenant, TenantSetup, as_queues


class Simulator:
    """The vendor's API on a loopback port, from `with` to its end.

    Without `database` everything is kept in memory; with it in that file, which several simulators may
    share. `clock` gives epoch seconds for rate limits and tokens.
    """

    def __init__(
        self, database: Path | None = None, *, port: int = 0, clock: Callable[[], float] = time.time
    ) -> None:
        """Open the database and bind the port; raises OSError, or ValueError for a file of something else."""
        self._simulation = Simulation(database, clock)
        try:
            self._server = Server(port, self.answer, self._simulation.stopped)
        except BaseException:
            self._simulation.database.close()
            raise
        self.url = self._server.url

    def __enter__(self) -> Simulator:
        self._server.start()
        return self

    def __exit__(
        self, cause: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()
        self._simulation.database.close()

    def answer(self, request: Request) -> Answer:
        """What comes of one request, with its faults and its line in the log; no socket is needed for it."""
        return respond(self._simulation, request)

    def wait(self) -> None:
        """Block until `release` is called."""
        self._simulation.stopped.wait()

    def release(self) -> None:
        """End `wait`, from any thread or signal handler; nothing is answered any more."""
        self._simulation.stopped.set()

    def add_tenant(
        self,
        id: str,
        key: str | Key = EMBEDDED_KEY,
        *,
        queues: Queues = (),
        switches: Switches = Switches(),  # noqa: B008  frozen
        client: tuple[str, str] | None = None,
    ) -> Tenant:
        """Add a tenant; the same id again replaces everything given here and keeps the resources."""
        whole = key if isinstance(key, Key) else Key(key)
        return self._simulation.add(TenantSetup(id, whole, as_queues(queues), switches, client))

    @property
    def requests(self) -> list[LoggedRequest]:
        """Every request so far, oldest first, the controls left out."""
        return self._simulation.log.requests

    @property
    def writes(self) -> list[LoggedRequest]:
        """The requests that ask to change a webhook or a channel, accepted or not."""
        return [request for request in self.requests if request.is_write]

    def forget_requests(self) -> None:
        self._simulation.log.clear()

    def inject(self, fault: Fault) -> None:
        """Plan a fault; it counts the requests that come from now on."""
        self._simulation.faults.inject(fault)

    def clear_faults(self) -> None:
        self._simulation.faults.clear()

    def catch_up(self) -> None:
        """End every lag: listings and reads show all that was written so far."""
        self._simulation.lag.clear()

    def expire_tokens(self) -> None:
        """End every OAuth token issued so far."""
        self._simulation.tokens.expire()

    def reset(self) -> None:
        """Forget resources, faults, tokens and requests; the tenants stay as they are set up."""
        self._simulation.reset()


def serve(
    tenants: Iterable[TenantSetup],
    started: Callable[[Simulator], None],
    *,
    database: Path | None = None,
    port: int = 0,
) -> None:
    """Serve until the simulator is released or the call is interrupted; `started` is told once it answers."""
    with Simulator(database, port=port) as simulator:
        for setup in tenants:
            simulator.add_tenant(
                setup.id, setup.key, queues=setup.queues, switches=setup.switches, client=setup.client
            )
        started(simulator)
        simulator.wait()
