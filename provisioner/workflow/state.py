"""`state show`, `history` and `state unlock`: look at what is remembered, remove a lock left behind."""

from __future__ import annotations

from typing import Any

from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError
from provisioner.model.state import Run, State
from provisioner.state.document import encode_state
from provisioner.workflow.memory import store_of
from provisioner.workflow.options import Options


def show(options: Options) -> dict[str, Any]:
    """The state as plain data, journal included; raises ProvisionerError when there is none."""
    return encode_state(_stored(options))


def runs(options: Options) -> tuple[Run, ...]:
    """The last runs, newest first; raises ProvisionerError when there is no state."""
    return _stored(options).runs[::-1]


def unlock(options: Options, lock_id: str) -> None:
    """Remove the lock of that id; raises LockedError when there is none or it has another id."""
    store_of(options).force_unlock(lock_id)


def _stored(options: Options) -> State:
    state = store_of(options).load()
    if state is None:
        raise ProvisionerError(
            Diagnostic(f"{options.environment} has no state yet", hint="the first apply writes it")
        )
    return state
