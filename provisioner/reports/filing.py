"""The shape of the documents that tell of what is written down: in the files, and in the state."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from provisioner.reports.parts import DiagnosticDocument, Document, IdDocument


class RunDocument(TypedDict):
    """One apply or destroy; `counts` are changes by status, `result` is the exit code in words.

    `skipped` are the addresses that went ahead of the environment before.
    """

    time: str
    owner: str
    commit: str
    result: str
    exit_code: int
    counts: dict[str, int]
    skipped: list[str]


class HistoryDocument(Document):
    """The last runs that wrote, newest first."""

    report: Literal["history"]
    environment: str
    runs: list[RunDocument]


class OutputDocument(Document):
    """The ids a client application needs."""

    report: Literal["output"]
    environment: str
    resources: list[IdDocument]


class CheckedDocument(TypedDict):
    """One environment that was checked, and how many of each type it declares."""

    environment: str
    valid: bool
    counts: dict[str, int]


class ValidationDocument(Document):
    """What was checked; `warnings` refuse nothing unless asked to."""

    report: Literal["validation"]
    environments: list[CheckedDocument]
    warnings: list[DiagnosticDocument]


class RenderingDocument(Document):
    """The resolved configuration; `origins` says where each leaf of it comes from."""

    report: Literal["rendering"]
    environment: str
    configuration: dict[str, Any]
    origins: NotRequired[dict[str, str]]


class EditedDocument(TypedDict):
    """One attribute as a file said it and as it says it now; None where it does not.

    `attribute` is None for a whole definition. `note` says why it stands in this file.
    """

    address: str
    attribute: str | None
    before: str | None
    after: str | None
    file: str
    note: str


class FileDocument(TypedDict):
    """One edited file; `lines` is a unified diff."""

    file: str
    lines: list[str]


class StateDocument(Document):
    """The state as it is stored, secrets as templates."""

    report: Literal["state"]
    environment: str
    state: dict[str, Any]
