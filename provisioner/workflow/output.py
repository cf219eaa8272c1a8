"""`output`: the ids a client application needs."""

from __future__ import annotations

from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError
from provisioner.model.address import Address
from provisioner.model.record import record
from provisioner.workflow.memory import remembered, store_of
from provisioner.workflow.options import Options
from provisioner.workflow.prepare import declared


@record
class Output:
    """One declared resource that is bound to an id; `name` is its display name."""

    address: Address
    id: str
    name: str


def output(options: Options) -> tuple[Output, ...]:
    """The bound resources of the configuration in address order, from the state alone: no call is made.

    Raises ProvisionerError when nothing was applied yet.
    """
    configuration = declared(options)
    bindings = remembered(store_of(options), configuration.environment).bindings
    found = tuple(
        Output(address, bindings[address].id, definition.name)
        for address, definition in configuration.definitions.items()
        if address in bindings
    )
    if configuration.definitions and not found:
        raise ProvisionerError(
            Diagnostic(
                f"Nothing of {options.environment} is bound to an id yet",
                hint=f"run `provisioner apply -e {options.environment}` first",
            )
        )
    return found
