"""The tenant of an environment, reached for one run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from provisioner.client.connection import Connection, connect
from provisioner.client.credentials import secret_of
from provisioner.model.disguise import secrets
from provisioner.model.environment import Environment, Tenant
from provisioner.workflow.options import Options


@dataclass(frozen=True)
class Tenancy:
    """A connection, and the key it was made with: secrets are sealed under it."""

    connection: Connection
    key: str = field(repr=False)


@contextmanager
def reached(options: Options, environment: Environment, *, writable: bool = False) -> Iterator[Tenancy]:
    """Connect to the tenant; only a writable connection sends anything but reads.

    Raises CredentialError when the key is not there.
    """
    tenant = environment.tenant
    with ExitStack() as stack:
        endpoint, key = tenant.endpoint, ""
        if tenant.simulated:
            from provisioner.workflow import embedded  # a real tenant does not load the simulator

            endpoint, key = stack.enter_context(embedded.embedded(options.folder, environment)), embedded.KEY
        elif tenant.api_key is not None:
            key = secret_of(tenant.api_key, options.environ)
        connection = connect(
            tenant,
            endpoint=endpoint,
            api_key=key,
            statistics=_client(tenant, options),
            secrets=secrets(options.environ),
            writable=writable,
            parallelism=options.parallelism,
            timeout=options.timeout,
            tell=options.tell,
            clock=options.clock,
            now=options.now,
            sleep=options.sleep,
            log=options.log,
            hide=options.hide,
        )
        yield Tenancy(stack.enter_context(connection), key)


def _client(tenant: Tenant, options: Options) -> tuple[str, str] | None:
    if tenant.statistics is None:
        return None
    client = tenant.statistics
    return secret_of(client.client_id, options.environ), secret_of(client.client_secret, options.environ)
