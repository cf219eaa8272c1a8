"""What is bound and not listed: asked for by its id before it is called missing, for a listing may lag."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from provisioner.model.live import LiveResource, Snapshot
from provisioner.model.resource_type import ResourceType
from provisioner.model.state import State
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.tenant import Tenancy

MOST = 200
"""More than this are not asked for one by one: that is no lag but another tenant or an outage."""

Unlisted = tuple[ResourceType, str]


def with_unlisted(snapshot: Snapshot, state: State, tenancy: Tenancy, parallelism: int) -> Snapshot:
    """The snapshot, completed by bound resources that only a read by id shows; raises TenantError.

    Without this a second apply on the heels of the first could create again what no listing shows yet.
    """
    unlisted = _unlisted(snapshot, state)
    if not 0 < len(unlisted) <= MOST:
        return snapshot
    with ThreadPoolExecutor(min(parallelism, len(unlisted)), "unlisted") as pool:
        found = [one for one in pool.map(lambda one: tenancy.connection.writer.read(*one), unlisted) if one]
    return replace(snapshot, resources=_joined(snapshot, found), requests=snapshot.requests + len(unlisted))


def _unlisted(snapshot: Snapshot, state: State) -> list[Unlisted]:
    types = {type.name: type for type in RESOURCE_TYPES}
    listed = {type: {one.id for one in snapshot.of(type)} for type in types}
    return [
        (types[address.type], binding.id)
        for address, binding in state.bindings.items()
        if address.type in types and binding.id not in listed[address.type]
    ]


def _joined(snapshot: Snapshot, found: list[LiveResource]) -> dict[str, tuple[LiveResource, ...]]:
    joined = {type: list(listed) for type, listed in snapshot.resources.items()}
    for one in found:
        joined[one.type].append(one)
    return {type: tuple(sorted(listed, key=_place)) for type, listed in joined.items()}


def _place(live: LiveResource) -> tuple[bool, str]:
    """In id order, those without one last."""
    return live.id is None, live.id or ""
