"""What is remembered between runs: which id an address is bound to, and what was last applied there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from provisioner.model.address import Address
from provisioner.model.record import record


@record
class Sealed:
    """A secret as it is remembered: its template, and a keyed digest that only tells whether it changed."""

    template: str
    digest: str


Remembered = str | Sealed | None


@record
class Binding:
    """One address bound to one id.

    `applied` holds the managed attributes as last applied, references as ids; `read_back` holds the values
    the tenant stored in another form; `unreadable` names attributes it accepted and did not return.
    `definition` is the digest of the definition before the environment's overlay, `protect` what the files
    said last; `commit` and `time` say when it was last written. Here and below, `extra` keeps members of the
    file that this version does not know.
    """

    id: str
    applied: Mapping[str, Remembered] = field(default_factory=dict)
    read_back: Mapping[str, Remembered] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    definition: str = ""
    protect: bool = False
    commit: str = ""
    time: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@record
class PendingWrite:
    """A write that was begun and whose outcome nobody wrote down yet.

    `id` is the resource written to, None for a create; `known` are the ids that bore the name before it.
    `binding` is what holds once the write is known to be done, its id empty for a create. `time` is epoch
    seconds.
    """

    address: Address
    action: str
    name: str
    time: float
    binding: Binding
    id: str | None = None
    known: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@record
class Run:
    """One apply that changed something: when it ended, who ran it, from which commit, and how it ended.

    `skipped` are the resources that went ahead of the environment before because the person allowed it.
    """

    time: str
    owner: str
    commit: str
    counts: Mapping[str, int]
    exit_code: int
    skipped: tuple[Address, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@record
class State:
    """The memory of one environment.

    `serial` grows by one with every save; `lineage` names this memory for ever. `key_check` tells whether
    sealed secrets can still be compared: it changes when the tenant's key does.
    """

    lineage: str
    tenant: str
    endpoint: str
    serial: int = 0
    key_check: str = ""
    bindings: Mapping[Address, Binding] = field(default_factory=dict)
    pending: tuple[PendingWrite, ...] = ()
    runs: tuple[Run, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
