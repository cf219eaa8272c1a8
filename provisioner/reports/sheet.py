"""What pictures and machine formats say of one environment, whichever report it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from provisioner.apply.result import Status
from provisioner.plan.change import Action
from provisioner.plan.drift import Word
from provisioner.reports.drift_text import ways
from provisioner.reports.shape import (
    AnyDocument,
    ChangeResultDocument,
    DiagnosticDocument,
    DriftDocument,
    FailureDocument,
    IgnoreDocument,
    OutdatedDocument,
    PlanDocument,
    ResourceDocument,
    ResultDocument,
    SeenDocument,
    SeveralDocument,
    Single,
)

Pictured = (
    PlanDocument | ResultDocument | DriftDocument | OutdatedDocument | FailureDocument | SeveralDocument
)
"""The reports that have a picture: those of commands that hold the files against a tenant."""


@dataclass(frozen=True)
class Sheet:
    """One environment: its resources, what became of them, and what is said beside.

    `environment` is None for a command that failed before one was chosen. `ways` are the commands to run
    next, each with what it does. `time` is when the tenant was read, empty where that is now.
    """

    report: str
    exit_code: int
    errors: Sequence[DiagnosticDocument]
    environment: str | None = None
    time: str = ""
    tenant: str = ""
    endpoint: str = ""
    resources: Sequence[ResourceDocument] = ()
    results: Mapping[str, ChangeResultDocument] = field(default_factory=dict)
    notices: Sequence[DiagnosticDocument] = ()
    unmanaged: int = 0
    coverage: int | None = None
    complete: bool = True
    ignored: Sequence[IgnoreDocument] = ()
    since: str | None = None
    resolved: Sequence[SeenDocument] = ()
    unverified: Sequence[SeenDocument] = ()
    ways: Sequence[tuple[str, str]] = ()

    @cached_property
    def words(self) -> Counter[str]:
        """How many resources have each word, the unmanaged ones among them."""
        return Counter(one["word"] for one in self.resources) + Counter({Word.UNMANAGED: self.unmanaged})

    @cached_property
    def actions(self) -> Counter[str]:
        """How many changes of each action a plan has; an adoption without a difference is none."""
        return Counter(
            one["action"]
            for one in self.resources
            if one["action"] != Action.NO_OP and (one["differences"] or one["action"] != Action.ADOPT)
        )

    @cached_property
    def settled(self) -> tuple[ResourceDocument, ...]:
        """The resources as an apply left them: what is done is in sync, what was deleted is gone."""
        done = {address for address, one in self.results.items() if one["status"] == Status.DONE}
        deleted = {one for one in done if self.results[one]["action"] == Action.DELETE}
        return tuple(
            _in_sync(one) if one["address"] in done else one
            for one in self.resources
            if one["address"] not in deleted
        )


def sheets(document: AnyDocument) -> list[Sheet]:
    """One for each environment; a report without a picture has none."""
    singles = document["documents"] if document["report"] == "several" else [document]
    return [sheet for one in singles if (sheet := _sheet(one))]


def _sheet(document: Single) -> Sheet | None:
    match document["report"]:
        case "plan":
            return _plan_sheet(document)
        case "result":
            return _result_sheet(document)
        case "drift":
            return _drift_sheet(document)
        case "outdated":
            fresh = _plan_sheet(document["fresh"])
            return Sheet(
                "outdated",
                document["exit_code"],
                document["errors"],
                fresh.environment,
                "",
                fresh.tenant,
                fresh.endpoint,
                fresh.resources,
                notices=fresh.notices,
                unmanaged=fresh.unmanaged,
            )
        case "failure":
            return Sheet("failure", document["exit_code"], document["errors"], document.get("environment"))
        case _:
            return None


def _plan_sheet(document: PlanDocument) -> Sheet:
    return Sheet(
        "plan",
        document["exit_code"],
        document["errors"],
        document["environment"],
        "",
        document["tenant"],
        document["endpoint"],
        document.get("resources", ()),
        notices=document["notices"],
        unmanaged=sum(document["unmanaged"].values()),
        ignored=document["ignored"],
        ways=_next("Carry the plan out", document["next"]),
    )


def _result_sheet(document: ResultDocument) -> Sheet:
    return Sheet(
        "result",
        document["exit_code"],
        document["errors"],
        document["environment"],
        "",
        document["tenant"],
        document["endpoint"],
        document.get("resources", ()),
        {one["address"]: one for one in document["results"]},
        document["notices"],
        ignored=document["ignored"],
        ways=_next("Go on with", document["next"]),
    )


def _drift_sheet(document: DriftDocument) -> Sheet:
    return Sheet(
        "drift",
        document["exit_code"],
        document["errors"],
        document["environment"],
        document["time"],
        document["tenant"],
        document["endpoint"],
        document["resources"],
        notices=document["notices"],
        unmanaged=document["counts"].get(Word.UNMANAGED, 0),
        coverage=document["coverage"],
        complete=document["complete"],
        ignored=document["ignored"],
        since=document["since"],
        resolved=document["resolved"],
        unverified=document["unverified"],
        ways=tuple(ways(document)),
    )


def _next(what: str, command: str | None) -> tuple[tuple[str, str], ...]:
    return ((what, command),) if command else ()


def _in_sync(resource: ResourceDocument) -> ResourceDocument:
    links = [{**one, "live": one["desired"], "word": Word.IN_SYNC.value} for one in resource["links"]]
    return {**resource, "word": Word.IN_SYNC.value, "links": links}  # type: ignore[typeddict-item]
