"""Which live resources a create may have made whose answer was lost."""

from __future__ import annotations

from collections.abc import Sequence

from provisioner.model.live import LiveResource
from provisioner.model.state import PendingWrite


def candidates_of(
    write: PendingWrite, live: Sequence[LiveResource], taken: frozenset[str]
) -> tuple[LiveResource, ...]:
    """What could be made by a pending create: of its exact name, new since, bound to nothing."""
    excluded = taken.union(write.known)
    named = (one for one in live if one.accepted and one.name == write.name and one.id is not None)
    return tuple(one for one in named if one.id not in excluded)
