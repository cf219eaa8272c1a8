"""`state show` and `state unlock`: look at what is remembered, remove a lock that was left behind."""

from __future__ import annotations

from typing import Any

from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError
from provisioner.state.document import encode_state
from provisioner.workflow.memory import store_of
from provisioner.workflow.options import Options


def show(options: Options) -> dict[str, Any]:
    """The state as plain data, journal included; raises ProvisionerError when there is none."""
    state = store_of(options).load()
    if state is None:
        raise ProvisionerError(
            Diagnostic(f"{options.environment} has no state yet", hint="the first apply writes it")
        )
    return encode_state(state)


def unlock(options: Options, lock_id: str) -> None:
    """Remove the lock of that id; raises LockedError when there is none or it has another id."""
    store_of(options).force_unlock(lock_id)
