"""The simulated tenant of an environment with `endpoint: simulator`; the only door to the simulator."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from provisioner.errors import ConfigurationError, ProvisionerError, UsageError
from provisioner.model.environment import Environment
from provisioner.simulator import EMBEDDED_KEY, Key, Queue, Simulator, Switches, TenantSetup, serve

KEY = EMBEDDED_KEY


@contextmanager
def embedded(folder: Path, environment: Environment) -> Iterator[str]:
    """Serve the environment's tenant in this process; gives its base URL.

    What the tenant holds is kept in `.provisioner/simulator/`; switches and queues come from the file anew.
    """
    setup = tenant_setup(environment)
    with _opened(database_of(folder, environment)) as simulator:
        simulator.add_tenant(setup.id, setup.key, queues=setup.queues, switches=setup.switches)
        yield simulator.url


def take_along(environment: Environment, source: Path, target: Path) -> None:
    """Copy what the simulated tenant holds to another folder; what is kept there already stays."""
    before, after = (database_of(folder, environment) for folder in (source, target))
    if not after.exists():
        with closing(sqlite3.connect(before)) as database:
            database.execute("VACUUM INTO ?", (str(after),))


def serve_environment(
    folder: Path, environment: Environment, port: int, started: Callable[[str], None]
) -> None:
    """Serve the same tenant on a port until interrupted; `started` is told the base URL.

    Raises UsageError for an environment with a real tenant, ProvisionerError for a port that is taken.
    """
    if not environment.tenant.simulated:
        raise UsageError(f"{environment.path} is a real tenant; only `endpoint: simulator` can be simulated")
    _serve((tenant_setup(environment),), started, database_of(folder, environment), port)


def serve_empty(tenant: str, port: int, started: Callable[[str], None]) -> None:
    """Serve one empty tenant with three queues from memory until interrupted."""
    queues = (Queue(101, "Sales"), Queue(102, "Billing"), Queue(103, "Support Tier 1"))
    _serve((TenantSetup(tenant, Key(EMBEDDED_KEY), queues),), started, None, port)


def tenant_setup(environment: Environment) -> TenantSetup:
    """What the `simulator:` section says the tenant starts with."""
    section: dict[str, Any] = dict(environment.simulator)
    queues: Mapping[str, str] = section.pop("queues", None) or {}
    return TenantSetup(
        environment.tenant.id,
        Key(EMBEDDED_KEY),
        tuple(Queue(int(id), name) for id, name in queues.items()),
        _switches(section, environment),
    )


def database_of(folder: Path, environment: Environment) -> Path:
    """The file the tenant is kept in; its folder is made."""
    path = folder / ".provisioner" / "simulator" / f"{environment.name}.sqlite"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _switches(section: Mapping[str, Any], environment: Environment) -> Switches:
    try:
        return Switches.parse(section)
    except ValueError as error:
        raise ConfigurationError(f"{environment.path}: simulator: {error}") from None


def _opened(database: Path) -> Simulator:
    try:
        return Simulator(database)
    except (OSError, ValueError) as error:
        raise ProvisionerError(f"The simulated tenant {database} cannot be opened: {error}") from None


def _serve(
    tenants: tuple[TenantSetup, ...], started: Callable[[str], None], database: Path | None, port: int
) -> None:
    try:
        serve(tenants, lambda simulator: started(simulator.url), database=database, port=port)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProvisionerError(
            f"Port {port} cannot be served: {reason}; choose another with --port"
        ) from None
