"""The state of an environment: loaded, checked to be its own, or begun."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError, StateError, StateNotSavedError
from provisioner.model.environment import Environment
from provisioner.model.state import State
from provisioner.state.local import LocalStore
from provisioner.state.store import Lock, Store
from provisioner.workflow.options import Options
from provisioner.workflow.owner import owner


def store_of(options: Options) -> LocalStore:
    """Where the environment's state lives."""
    return LocalStore(options.folder, options.environment)


def remembered(store: Store, environment: Environment, lineage: str = "") -> State:
    """The state of this environment, a new one when there is none: of the given lineage, or of one drawn now.

    Raises StateError when what is stored belongs to another tenant or endpoint.
    """
    tenant = environment.tenant
    begun = State(lineage=lineage or os.urandom(16).hex(), tenant=tenant.id, endpoint=tenant.endpoint)
    return known(store, environment) or begun


def known(store: Store, environment: Environment) -> State | None:
    """The state of this environment, None when there is none; raises StateError as `remembered` does."""
    tenant = environment.tenant
    state = store.load()
    if state is None:
        return None
    for word, stored, wanted in (
        ("tenant", state.tenant, tenant.id),
        ("endpoint", state.endpoint, tenant.endpoint),
    ):
        if stored != wanted:
            raise StateError(
                Diagnostic(
                    f"The state of {environment.name} belongs to another {word}",
                    f"it was made for {stored}, {environment.path} says {wanted}",
                    "put the file back, or move the state away: what has a unique name is found again by it",
                )
            )
    return state


def save(store: Store, state: State) -> State:
    """Save when nothing was written to the tenant: raises ProvisionerError (1), for nothing can be lost."""
    try:
        return store.save(state)
    except StateNotSavedError as error:
        raise ProvisionerError(*error.diagnostics) from None


@contextmanager
def locked(store: Store, options: Options, verb: str) -> Iterator[None]:
    """Hold the state's lock; raises LockedError naming the holder."""
    since = datetime.fromtimestamp(options.now(), UTC).isoformat(timespec="seconds")
    store.lock(Lock(os.urandom(6).hex(), owner(), since, f"{verb} -e {options.environment}"))
    try:
        yield
    finally:
        store.unlock()
