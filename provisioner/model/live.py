"""What a tenant holds at one moment, as it answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from provisioner.model.record import record


@record
class LiveResource:
    """One listed resource: `body` is the answer as it came, the one dictionary in the model.

    `accepted` is False for what the type does not manage (a channel of another type). A body without a
    usable id or name is unreadable: `id` or `name` is then None, and it is never matched and never written.
    """

    type: str
    id: str | None
    name: str | None
    body: Mapping[str, Any] = field(repr=False)
    accepted: bool = True

    @property
    def readable(self) -> bool:
        return self.id is not None and self.name is not None


@record
class LiveQueue:
    """One queue of the tenant; `media` is None where the route does not tell (the OAuth one)."""

    id: str
    name: str
    media: str | None = None

    @property
    def usable(self) -> bool:
        """Whether a channel may route to it: a chat queue, or one whose medium is not known."""
        return self.media in (None, "chat")


@record
class Snapshot:
    """Everything one pass of reads brought.

    `queues` is None when they were not read; `queues_refused` then says why, if they were asked for, and
    `queues_forbidden` that it was for want of permission.
    `requests` counts the calls made.
    """

    resources: Mapping[str, tuple[LiveResource, ...]]
    queues: tuple[LiveQueue, ...] | None = None
    queues_refused: str = ""
    requests: int = 0
    queues_forbidden: bool = False

    def of(self, type_name: str) -> tuple[LiveResource, ...]:
        """The resources listed for one type, in id order."""
        return self.resources.get(type_name, ())
