"""The keys of a tenant's queues: those that are bound, and new ones for the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from provisioner.model.environment import QueueBinding
from provisioner.model.key import free_keys, key_of
from provisioner.model.live import LiveQueue
from provisioner.resources.queue import QUEUE

Binding = Mapping[str, str | int]
_ID = re.compile("[0-9]{1,20}")
_LONGEST_NAME = 255
_LONGEST_NUMBER = 18
"""Digits that every reader of YAML takes for the same number."""


class QueueKeys:
    """Queue ids to keys. `queues` is None where they could not be read: ids are then taken as they are."""

    def __init__(self, bound: Mapping[str, QueueBinding], queues: tuple[LiveQueue, ...] | None) -> None:
        self._queues = {one.id: one for one in queues or ()}
        self._read = queues is not None
        self._spellings = Counter(one.name.casefold() for one in self._queues.values())
        self._taken = set(bound)
        self._keys: dict[str, str] = {}
        for key, binding in bound.items():
            for id in self._ids(binding):
                self._keys.setdefault(id, key)
        self._bound = frozenset(self._keys)
        in_order = sorted(self._queues.values(), key=lambda one: (one.name.casefold(), one.id))
        self._keys |= free_keys(
            ((one.id, key_of(one.name, QUEUE.name)) for one in in_order if one.id not in self._keys),
            self._taken,
        )

    def objection(self, id: str) -> str | None:
        """Why no channel can be declared to route to a queue, or None."""
        queue = self._queues.get(id)
        if self._read and queue is None:
            return f"its queue {id} is not in the tenant"
        if queue is not None and not queue.usable:
            return f"its queue {id} is a {queue.media} queue"
        if id not in self._bound and self._binding(id) is None:
            return f"its queue {id} has neither a number nor a name that a file can hold"
        return None

    def key(self, id: str) -> str:
        """The key of a queue there is no objection to."""
        return self._keys.get(id) or self._unlisted(id)

    def binding(self, id: str) -> Binding | None:
        """What is to be written under `queues:` for it; None where it is bound already."""
        return None if id in self._bound else self._binding(id)

    def _unlisted(self, id: str) -> str:
        taken = {*self._taken, *self._keys.values()}
        return self._keys.setdefault(id, free_keys([(id, key_of(id, QUEUE.name))], taken)[id])

    def _binding(self, id: str) -> Binding | None:
        """By name where one queue alone bears it, in whatever case; else by id."""
        queue = self._queues.get(id)
        if queue is not None and self._spellings[queue.name.casefold()] == 1 and _writable(queue.name):
            return {"name": queue.name}
        if not _ID.fullmatch(id):
            return None
        plain = str(int(id)) == id and len(id) <= _LONGEST_NUMBER
        return {"id": int(id) if plain else id}

    def _ids(self, binding: QueueBinding) -> list[str]:
        if binding.id is not None:
            return [binding.id]
        found = [one.id for one in self._queues.values() if one.name == binding.name and one.usable]
        return found if len(found) == 1 else []


def _writable(name: str) -> bool:
    """Whether a name can stand in a header, which has no placeholders to escape."""
    surrogate = any("\ud800" <= one <= "\udfff" for one in name)
    return 1 <= len(name) <= _LONGEST_NAME and "${" not in name and not surrogate
