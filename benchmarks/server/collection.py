"""One collection of the tenant, kept as encoded JSON so that an answer costs a join of bytes."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

_NUMBERS = count(1)


class Collection:
    """Webhooks or channels in the order they were made, which is the order of their ids."""

    def __init__(self, plural: str) -> None:
        self.plural = plural
        self.path = f"/chat-gateway/v1/{plural}"
        self._bodies: dict[str, bytes] = {}
        self._kept: dict[str, bytes] = {}
        self._ordered: list[bytes] | None = None

    def page(self, number: int, size: int) -> bytes:
        """One page of the listing."""
        if self._ordered is None:
            self._ordered = list(self._bodies.values())
        bodies = self._ordered[number * size : (number + 1) * size]
        total = len(self._ordered)
        told = {"size": size, "number": number, "totalElements": total, "totalPages": -(-total // size)}
        return b'{"_embedded":{"%s":[%s]},"_links":{"self":{"href":"%s"}},"page":%s}' % (
            self.plural.encode(),
            b",".join(bodies),
            self.path.encode(),
            json.dumps(told).encode(),
        )

    def create(self, sent: dict[str, Any]) -> bytes:
        """Make a resource; names may repeat."""
        return self._store(f"b{next(_NUMBERS):021d}", sent)

    def read(self, id: str) -> bytes | None:
        """One resource, None when there is none."""
        return self._bodies.get(id)

    def replace(self, id: str, sent: dict[str, Any]) -> bytes | None:
        """Put a resource in the place of the one with this id; None when there is none."""
        return self._store(id, sent) if id in self._bodies else None

    def keep(self) -> None:
        """Remember the content of this moment."""
        self._kept = dict(self._bodies)

    def begin(self, *, empty: bool) -> None:
        """Hold nothing, or what was kept."""
        self._bodies = {} if empty else dict(self._kept)
        self._ordered = None

    @property
    def size(self) -> int:
        return len(self._bodies)

    @property
    def duplicates(self) -> int:
        """How many resources bear a name that another one bears already."""
        return len(self._bodies) - len({json.loads(body)["name"] for body in self._bodies.values()})

    def _store(self, id: str, sent: dict[str, Any]) -> bytes:
        links = {"self": {"href": f"{self.path}/{id}"}}
        body = json.dumps({"id": id, **sent, "_links": links}, separators=(",", ":")).encode()
        self._bodies[id] = body
        self._ordered = None
        return body
