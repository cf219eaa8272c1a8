"""What all report documents are made of."""

from __future__ import annotations

from typing import Literal, TypedDict, final

FORMAT_VERSION: Literal[1] = 1


@final
class ReferenceDocument(TypedDict):
    """A resource named by another one."""

    key: str | None
    id: str | None
    name: str | None


@final
class SecretDocument(TypedDict):
    """What is shown in a secret's place."""

    sensitive: Literal[True]
    shown: str


ValueDocument = str | ReferenceDocument | SecretDocument | None


class PositionDocument(TypedDict):
    """A place in a file; line and column count from 1."""

    file: str
    line: int
    column: int


class DiagnosticDocument(TypedDict):
    """One mistake or notice."""

    severity: str
    summary: str
    detail: str
    hint: str
    position: PositionDocument | None


class Document(TypedDict):
    """What every document begins with; `errors` is empty unless the command failed."""

    format_version: Literal[1]
    exit_code: int
    errors: list[DiagnosticDocument]


class IdDocument(TypedDict):
    """The id of one managed resource."""

    address: str
    id: str
    name: str
