"""Every GET of a run, in one pass: all collections and the queues side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import NamedTuple

from provisioner.client.diagnosis import ForbiddenError
from provisioner.errors import CredentialError, TenantError
from provisioner.model.live import LiveQueue, LiveResource, Snapshot
from provisioner.model.resource_type import ResourceType

ListType = Callable[[ResourceType], tuple[LiveResource, ...]]
ReadQueues = Callable[[], tuple[LiveQueue, ...]]


class _Queues(NamedTuple):
    """The queues as far as they could be read."""

    found: tuple[LiveQueue, ...] | None = None
    refused: str = ""
    forbidden: bool = False


def snapshot(
    types: Sequence[ResourceType], list_type: ListType, read_queues: ReadQueues | None, side_by_side: Executor
) -> Snapshot:
    """Raises TenantError when a collection is not complete; unreadable queues are only noted.

    `side_by_side` must not be the executor that the pages run on: the listings wait for those.
    """
    queues = side_by_side.submit(_tolerant, read_queues) if read_queues else None
    listings = [(type.name, side_by_side.submit(list_type, type)) for type in types]
    resources = {name: listing.result() for name, listing in listings}
    read = queues.result() if queues else _Queues()
    return Snapshot(resources, read.found, read.refused, queues_forbidden=read.forbidden)


def _tolerant(read_queues: ReadQueues) -> _Queues:
    """A plan may not need the queues; a refused key needs no second look."""
    try:
        return _Queues(read_queues())
    except ForbiddenError as error:
        return _Queues(refused=_reason(error), forbidden=True)
    except CredentialError:
        raise
    except TenantError as error:
        return _Queues(refused=_reason(error))


def _reason(error: TenantError) -> str:
    return "; ".join(f"{one.summary} ({one.detail})" for one in error.diagnostics)
