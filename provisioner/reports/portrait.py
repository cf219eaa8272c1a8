"""The shape of the documents that tell of tenants as they live."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from provisioner.reports.parts import DiagnosticDocument, Document, IdDocument, ValueDocument


class RowDocument(TypedDict):
    """One live resource and what it is to the configuration."""

    status: str
    type: str
    id: str | None
    name: str | None
    address: str | None
    detail: str


class ListingDocument(Document):
    """The live resources of one tenant, and how many of them have each status."""

    report: Literal["listing"]
    environment: str
    resources: list[RowDocument]
    coverage: int
    counts: dict[str, int]


class QueueDocument(TypedDict):
    """One queue; `keys` are the keys it is bound to in the environment."""

    id: str
    name: str
    media: str | None
    keys: list[str]


class QueuesDocument(Document):
    """The queues of one tenant."""

    report: Literal["queues"]
    environment: str
    queues: list[QueueDocument]


class LeftOutDocument(TypedDict):
    """A live resource that no file can declare, and why."""

    type: str
    id: str | None
    name: str | None
    reason: str


class VariableDocument(TypedDict):
    """An environment variable for a credential of a live URI; nothing tells its value."""

    variable: str
    address: str


class ExportDocument(Document):
    """What was written of a tenant: files relative to the folder, and the ids that are bound now."""

    report: Literal["export"]
    environment: str
    tenant: str
    folder: str
    files: list[str]
    resources: list[IdDocument]
    queues: list[str]
    variables: list[VariableDocument]
    secrets_to: str | None
    left_out: list[LeftOutDocument]
    notices: list[DiagnosticDocument]
    next: str


class UnmanagedDocument(Document):
    """Live resources that no file declares, as sections to be pasted, and the commands that bind them."""

    report: Literal["unmanaged"]
    environment: str
    tenant: str
    sections: dict[str, dict[str, Any]]
    resources: list[IdDocument]
    commands: list[str]
    variables: list[VariableDocument]
    left_out: list[LeftOutDocument]


class ComparedEnvironmentDocument(TypedDict):
    """One environment of a comparison."""

    environment: str
    tenant: str
    endpoint: str


class DivergenceDocument(TypedDict):
    """One attribute that is not the same everywhere; references are told without ids.

    `values` holds those environments in which it is there and can be read, `cause` says why it is meant to
    differ, None when it really does.
    """

    attribute: str
    cause: str | None
    values: dict[str, ValueDocument]


class ComparedDocument(TypedDict):
    """One resource that is not the same everywhere; `address` is None for what no file declares.

    `word` is `different`, or `on purpose` where the files mean all of it. `presence` is told of every
    environment, `cause` says why it is meant not to be everywhere. `groups` gives those a common letter that
    have the same resource, None where it is not there.
    """

    address: str | None
    type: str
    name: str
    word: str
    presence: dict[str, str]
    cause: str | None
    groups: dict[str, str | None]
    differences: list[DivergenceDocument]


class CompareDocument(Document):
    """How environments differ: in what lives (`both`, `live`) or in what the files say (`config`)."""

    report: Literal["compare"]
    basis: str
    environments: list[ComparedEnvironmentDocument]
    resources: list[ComparedDocument]
    counts: dict[str, int]
    notices: list[DiagnosticDocument]
