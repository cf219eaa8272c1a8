"""The queues of a tenant by either of the vendor's two statistics APIs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Any

from provisioner.client.call import Answer, Call
from provisioner.client.pages import PAGE_SIZE, Page, complete, identity
from provisioner.client.reader import Document, Reader
from provisioner.client.token import Token
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.model.environment import Tenant
from provisioner.model.live import LiveQueue

SAME_KEY_PATH = "/cc/v1/stats/rt/queues"
OAUTH_PATH = "/analytics/cc/v5/realtime-metrics/queues"

Tell = Callable[[Diagnostic], None]


class SameKey:
    """The route that needs no credential but the tenant's API key; it tells chat queues from others."""

    def __init__(self, reader: Reader, tell: Tell) -> None:
        self._reader = reader
        self._tell = tell

    def queues(self) -> tuple[LiveQueue, ...]:
        """One request; a single queue may come as an object instead of a list."""
        call = Call("GET", SAME_KEY_PATH)
        body = self._reader.read(call).body
        items = body.get("queue") if isinstance(body, dict) else None
        if isinstance(items, dict):
            items = [items]
        if not isinstance(items, list):
            raise self._reader.unusable(call, "the answer has no list of queues")
        renamed = [_with_plain_names(item) for item in items if isinstance(item, dict)]
        return _readable(items, renamed, self._tell)


class OAuth:
    """The documented route, with client credentials of its own; it does not tell the medium."""

    def __init__(
        self, reader: Reader, token: Token, tenant: Tenant, side_by_side: Executor, tell: Tell
    ) -> None:
        self._reader = reader
        self._token = token
        self._tenant = tenant
        self._side_by_side = side_by_side
        self._tell = tell

    def queues(self) -> tuple[LiveQueue, ...]:
        """As many pages as it takes; the token is renewed once when it is refused."""
        items = complete(self._page, self._side_by_side, "queues")
        return _readable(items, items, self._tell)

    def _page(self, number: int) -> Page:
        """Source: the real-time metrics guide says an array, its OpenAPI document one object."""
        path = f"{_region(self._tenant)}{OAUTH_PATH}?summary=true&page={number}&size={PAGE_SIZE}"
        body, headers = self._read(path)
        items = [body] if isinstance(body, dict) and "id" in body else body
        if not isinstance(items, list):
            raise self._reader.unusable(Call("GET", path), "the answer has no list of queues")
        stated = headers.get("X-Total-Elements", "")
        if stated.isascii() and stated.isdigit():
            return Page(items, int(stated))
        return Page(items, len(items) if len(items) < PAGE_SIZE else None)

    def _read(self, path: str) -> Document:
        headers = self._token.headers(self._tenant.id)
        call = Call("GET", path, headers=headers)
        result = self._reader.send(call)
        if isinstance(result, Answer) and result.status == 401:
            self._token.renew(headers)
            call = Call("GET", path, headers=self._token.headers(self._tenant.id))
            result = self._reader.send(call)
        return self._reader.parsed(call, result)


def _region(tenant: Tenant) -> str:
    """Source: the servers of the real-time metrics document; the United States have no prefix."""
    return "" if tenant.region == "us" else f"/{tenant.region}"


def _with_plain_names(item: dict[str, Any]) -> dict[str, Any]:
    return {"id": item.get("queue-id"), "name": item.get("queue-name"), "media": item.get("media-type")}


def _readable(items: Sequence[Any], named: Sequence[Any], tell: Tell) -> tuple[LiveQueue, ...]:
    """The queues that have an id and a name; the others are counted aloud, never dropped in silence."""
    queues = tuple(queue for queue in map(_queue, named) if queue)
    if len(queues) < len(items):
        detail = f"{len(items) - len(queues)} of {len(items)} have no usable id or name"
        tell(Diagnostic("Some queues cannot be read", detail, severity=Severity.WARNING))
    return queues


def _queue(item: Any) -> LiveQueue | None:
    id = identity(item)
    name = item.get("name") if isinstance(item, dict) else None
    media = item.get("media") if isinstance(item, dict) else None
    if id is None or not isinstance(name, str):
        return None
    return LiveQueue(id, name, media if isinstance(media, str) else None)
