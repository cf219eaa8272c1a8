"""One environment: a tenant, how it is reached, and what is allowed to happen to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from provisioner.diagnostics import Position
from provisioner.model.address import Address
from provisioner.model.record import record

DEFAULT_ENDPOINT = "https://api.8x8.com"
SIMULATOR = "simulator"


@record
class Credential:
    """Where a secret is found: the name of an environment variable or of a file, never its value."""

    env: str | None = None
    file: str | None = None

    def __str__(self) -> str:
        return f"environment variable {self.env}" if self.env else f"file {self.file}"


@record
class Statistics:
    """OAuth2 client credentials for the documented route to queue names."""

    client_id: Credential
    client_secret: Credential


@record
class Tenant:
    """One 8x8 tenant; `endpoint` is a base URL without a trailing slash, or the word `simulator`."""

    id: str
    endpoint: str = DEFAULT_ENDPOINT
    region: str = "us"
    api_key: Credential | None = None
    put: str = "whole"
    statistics: Statistics | None = None

    @property
    def simulated(self) -> bool:
        return self.endpoint == SIMULATOR


@record
class Limit:
    """At most `number` changes, or `number` percent of the bound and adopted resources."""

    number: int
    percent: bool = False

    def __str__(self) -> str:
        return f"{self.number}%" if self.percent else str(self.number)


@record
class Guards:
    """What an environment allows; None is no limit."""

    max_creates: Limit | None = None
    max_updates: Limit | None = None
    max_deletes: Limit | None = None
    max_changes: Limit | None = None
    deletes: bool = False
    allowed_hosts: tuple[str, ...] = ()
    require_https: bool = True
    adopt: str = "by-name"
    confirm: str = "yes"


@record
class QueueBinding:
    """What a queue key is in this tenant: exactly one of `id` and `name` is set."""

    id: str | None
    name: str | None
    position: Position


@record
class Ignore:
    """One attribute of one resource that is neither compared nor written; `until` is the last such day."""

    address: Address
    attribute: str
    reason: str
    until: date
    position: Position | None = None

    def __str__(self) -> str:
        return f"{self.address}.{self.attribute}"

    def expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return today > self.until


@record
class Environment:
    """One file in environments/; `path` is that file as diagnostics name it.

    `queues` and `ignores` are ordered as written. `include` names the folders of its definitions in order;
    `promotes_from` is the environment that must have had them before. `simulator` holds the section of that
    name as plain data.
    """

    name: str
    path: str
    tenant: Tenant
    guards: Guards = Guards()
    queues: Mapping[str, QueueBinding] = field(default_factory=dict)
    include: tuple[str, ...] = ()
    promotes_from: str | None = None
    simulator: Mapping[str, Any] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()
