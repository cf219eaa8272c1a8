"""The shape of the report documents: plain, masked, versioned dictionaries, the source of every view."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from provisioner.reports.parts import FORMAT_VERSION as FORMAT_VERSION
from provisioner.reports.parts import DiagnosticDocument as DiagnosticDocument
from provisioner.reports.parts import Document as Document
from provisioner.reports.parts import IdDocument as IdDocument
from provisioner.reports.parts import PositionDocument as PositionDocument
from provisioner.reports.parts import ReferenceDocument as ReferenceDocument
from provisioner.reports.parts import SecretDocument as SecretDocument
from provisioner.reports.parts import ValueDocument as ValueDocument
from provisioner.reports.portrait import ComparedDocument as ComparedDocument
from provisioner.reports.portrait import CompareDocument as CompareDocument
from provisioner.reports.portrait import DivergenceDocument as DivergenceDocument
from provisioner.reports.portrait import ExportDocument as ExportDocument
from provisioner.reports.portrait import LeftOutDocument as LeftOutDocument
from provisioner.reports.portrait import UnmanagedDocument as UnmanagedDocument
from provisioner.reports.portrait import VariableDocument as VariableDocument


class DifferenceDocument(TypedDict):
    """One attribute of a change; `applied` is what the last apply left.

    `word` says which side moved. `first_seen` is the time an earlier report told of it, or the time of this
    one; it stands only where an earlier report was given.
    """

    attribute: str
    before: ValueDocument
    after: ValueDocument
    reason: str
    applied: ValueDocument
    word: str
    first_seen: NotRequired[str]


class ChangeDocument(TypedDict):
    """One shown change of a plan."""

    address: str
    action: str
    reason: str
    name: str
    id: str | None
    position: PositionDocument | None
    previous: str | None
    differences: list[DifferenceDocument]
    released: list[str]
    affects: list[str]
    warnings: list[str]


class ChangeResultDocument(TypedDict):
    """How one change of an apply ended."""

    address: str
    action: str
    name: str
    status: str
    id: str | None
    because: str | None
    diagnostic: DiagnosticDocument | None


class LinkDocument(TypedDict):
    """One arrow of the routing map: which resource an attribute names.

    `desired` is None for what no file declares, `live` for what does not live or names nothing.
    """

    attribute: str
    desired: ReferenceDocument | None
    live: ReferenceDocument | None
    word: str


class ResourceDocument(TypedDict):
    """One declared, orphaned or forgotten resource, whatever is to be said of it.

    `word` is what it is, `action` what the plan would do. `ignored` names the attributes that are not
    compared. `first_seen` is the earliest of its differences, or its own where it has none.
    """

    address: str
    type: str
    name: str
    id: str | None
    word: str
    reason: str
    action: str
    position: PositionDocument | None
    differences: list[DifferenceDocument]
    links: list[LinkDocument]
    ignored: list[str]
    affects: list[str]
    warnings: list[str]
    first_seen: str | None


class IgnoreDocument(TypedDict):
    """One attribute that is not compared and not written; `until` is the last day (ISO).

    `expired` says that this day is over and the attribute is compared again; `differs` that it hides a
    difference now.
    """

    attribute: str
    reason: str
    until: str
    expired: bool
    differs: bool


class PlanDocument(Document):
    """What apply would do; `confirm` is what it asks for, `yes` or the environment's `name`.

    `resources` is the whole picture, unchanged ones included, for the views that need it.
    """

    report: Literal["plan"]
    environment: str
    tenant: str
    endpoint: str
    changes: list[ChangeDocument]
    counts: dict[str, int]
    found_by_name: int
    normalised: int
    unmanaged: dict[str, int]
    orphaned: list[str]
    ignored: list[IgnoreDocument]
    notices: list[DiagnosticDocument]
    confirm: str
    next: str | None
    resources: NotRequired[list[ResourceDocument]]


class ResultDocument(Document):
    """What apply did; `resources` is the whole picture of its plan, for the views that need it."""

    report: Literal["result"]
    environment: str
    tenant: str
    endpoint: str
    results: list[ChangeResultDocument]
    counts: dict[str, int]
    unchanged: int
    bound: int
    stopped_by: str | None
    ignored: list[IgnoreDocument]
    notices: list[DiagnosticDocument]
    next: str | None
    resources: NotRequired[list[ResourceDocument]]


class OutdatedDocument(Document):
    """A saved plan that no longer holds, and the plan as it would be made now."""

    report: Literal["outdated"]
    saved: PlanDocument
    fresh: PlanDocument


class SeenDocument(TypedDict):
    """Something that an earlier drift report told: of one attribute, or of a whole resource."""

    address: str
    attribute: str | None
    word: str
    first_seen: str


class DriftDocument(Document):
    """How the tenant departs from the files and from what was last applied.

    `complete` is False when the tenant could not be read: then nothing is known, `errors` say why, and
    `coverage` is None. `resources` stand in order of work, the orphaned last; `counts` has every word. What
    differs by itself says which side moved: `before` lives, `after` stands in the files.
    `fail_on` are the words that make the exit code 2. With an earlier report `since` is its time, `resolved`
    what it told and is no more; an incomplete one carries what it told along as `unverified`.
    `next` puts the tenant back, `accept` takes what changed outside into the files.
    """

    report: Literal["drift"]
    environment: str
    tenant: str
    endpoint: str
    time: str
    complete: bool
    resources: list[ResourceDocument]
    counts: dict[str, int]
    coverage: int | None
    ignored: list[IgnoreDocument]
    fail_on: list[str]
    since: str | None
    resolved: list[SeenDocument]
    unverified: list[SeenDocument]
    notices: list[DiagnosticDocument]
    next: str | None
    accept: str | None


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


class EditDocument(Document):
    """What a verb did to the files below `environments/`; without `written`, what it would do.

    `source` is the environment that definitions are carried from. `changes` is what a plan of the edited
    environment then shows of them, `unchecked` what nobody looked at.
    """

    report: Literal["edit"]
    verb: str
    environment: str
    source: str | None
    written: bool
    edits: list[EditedDocument]
    files: list[FileDocument]
    changes: list[ChangeDocument]
    unchecked: list[str]
    notices: list[DiagnosticDocument]
    next: str | None


class StateDocument(Document):
    """The state as it is stored, secrets as templates."""

    report: Literal["state"]
    environment: str
    state: dict[str, Any]


class FailureDocument(Document):
    """A command that has nothing else to report; `environment` stands where it was about one."""

    report: Literal["failure"]
    environment: NotRequired[str]


Planned = PlanDocument | ResultDocument | DriftDocument | OutdatedDocument
"""What is said of one plan or two."""

Filed = ValidationDocument | RenderingDocument | EditDocument
"""What is said of the files."""

Portrayed = ListingDocument | QueuesDocument | ExportDocument | UnmanagedDocument
"""What is said of a tenant as it lives."""

Single = (
    Planned
    | Portrayed
    | CompareDocument
    | HistoryDocument
    | OutputDocument
    | Filed
    | StateDocument
    | FailureDocument
)


class SeveralDocument(Document):
    """One document an environment, in the order asked for; the gravest exit code stands for all."""

    report: Literal["several"]
    documents: list[Single]


AnyDocument = Single | SeveralDocument
