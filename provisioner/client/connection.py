"""One tenant, connected: what a run reads from it and, when it may, writes to it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import Self

from provisioner.client.access import Access, Audience, unlogged
from provisioner.client.chat_gateway import ChatGateway
from provisioner.client.diagnosis import Diagnosis
from provisioner.client.mask import Mask
from provisioner.client.patience import Patience
from provisioner.client.reader import Reader
from provisioner.client.retry import Retry
from provisioner.client.session import Session
from provisioner.client.snapshot import snapshot
from provisioner.client.statistics import OAuth, SameKey
from provisioner.client.token import Token
from provisioner.diagnostics import Diagnostic
from provisioner.model.environment import Tenant
from provisioner.model.live import LiveQueue, Snapshot
from provisioner.model.resource_type import ResourceType


class Connection:
    """Made by `connect`; `writer` lists, reads and writes single resources. Closing it ends every wait."""

    def __init__(self, tenant: Tenant, access: Access, patience: Patience, audience: Audience) -> None:
        self._mask = Mask([access.api_key, *access.secrets], audience.hide)
        self._session = Session(tenant, access, audience.log)
        self._retry = Retry(self._session, patience, audience.tell)
        self._pages = ThreadPoolExecutor(access.parallelism, "page")
        reader = Reader(self._retry, Diagnosis.of_api_key(tenant, self._mask))
        self.writer = ChatGateway(reader, self._pages)
        self._statistics: SameKey | OAuth = SameKey(reader, audience.tell)
        if access.statistics is not None:
            reader = Reader(self._retry, Diagnosis.of_client(tenant, self._mask))
            token = Token(reader, access.statistics, self._mask)
            self._statistics = OAuth(reader, token, tenant, self._pages, audience.tell)

    def snapshot(self, types: Sequence[ResourceType], *, read_queues: bool) -> Snapshot:
        """One pass of reads; raises TenantError or CredentialError when a collection is not complete."""
        before = self._session.calls
        listings = ThreadPoolExecutor(len(types) + 1, "listing")
        try:
            found = snapshot(types, self.writer.list, self.queues if read_queues else None, listings)
        finally:
            listings.shutdown(wait=False, cancel_futures=True)
        return replace(found, requests=self._session.calls - before)

    def queues(self) -> tuple[LiveQueue, ...]:
        """All queues of the tenant; raises CredentialError or TenantError when they cannot be read."""
        return self._statistics.queues()

    def close(self) -> None:
        """End all waits and drop all connections."""
        self._retry.leave()
        self._pages.shutdown(wait=False, cancel_futures=True)
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def connect(
    tenant: Tenant,
    *,
    endpoint: str,
    api_key: str,
    statistics: tuple[str, str] | None = None,
    secrets: Iterable[str] = (),
    writable: bool = False,
    parallelism: int = 8,
    timeout: float = 30.0,
    tell: Callable[[Diagnostic], None],
    clock: Callable[[], float] = time.monotonic,
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
    log: Callable[[str], None] = unlogged,
    hide: Callable[[str], None] = unlogged,
) -> Connection:
    """A connection that has sent nothing yet; the parameters are those of Access, Patience and Audience.

    Raises TenantError for an endpoint that is no address and for certificates that do not exist.
    """
    access = Access(endpoint, api_key, statistics, writable, parallelism, tuple(secrets))
    return Connection(tenant, access, Patience(timeout, clock, now, sleep), Audience(tell, log, hide))
