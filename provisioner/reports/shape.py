"""The shape of the report documents: plain, masked, versioned dictionaries, the source of every view."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from provisioner.reports.filing import CheckedDocument as CheckedDocument
from provisioner.reports.filing import EditedDocument as EditedDocument
from provisioner.reports.filing import FileDocument as FileDocument
from provisioner.reports.filing import HistoryDocument as HistoryDocument
from provisioner.reports.filing import OutputDocument as OutputDocument
from provisioner.reports.filing import RenderingDocument as RenderingDocument
from provisioner.reports.filing import RunDocument as RunDocument
from provisioner.reports.filing import StateDocument as StateDocument
from provisioner.reports.filing import ValidationDocument as ValidationDocument
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
from provisioner.reports.portrait import ListingDocument as ListingDocument
from provisioner.reports.portrait import QueueDocument as QueueDocument
from provisioner.reports.portrait import QueuesDocument as QueuesDocument
from provisioner.reports.portrait import RowDocument as RowDocument
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
