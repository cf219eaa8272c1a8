"""How a tenant departs from the files: the document, with or without an earlier one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from provisioner.diagnostics import Diagnostic
from provisioner.model.environment import Environment
from provisioner.model.record import record
from provisioner.plan.drift import GRAVE, OF_RESOURCES, Drift, Word
from provisioner.plan.sightings import Earlier, Sighting, Since
from provisioner.reports.document import diagnostic_document
from provisioner.reports.resources import ignore_documents, resource_documents
from provisioner.reports.shape import FORMAT_VERSION, DriftDocument, ResourceDocument, SeenDocument

__all__ = ["GRAVE", "OF_RESOURCES", "Verdict", "Word", "drift_document", "unknown_document"]

DIFFERENCES = 2
ACCEPTABLE = (Word.DRIFT, Word.CONFLICT)
"""The words of what `accept` takes into the files."""


@record
class Verdict:
    """The words that count as a failure, and whether the command ends with 0 all the same."""

    fail_on: Collection[Word]
    exit_zero: bool = False

    def exit_code(self, drift: Drift) -> int:
        """What the command ends with."""
        fails = any(drift.counts[word] for word in self.fail_on)
        return DIFFERENCES if fails and not self.exit_zero else 0


class Unknown(Protocol):
    """Why a tenant could not be read completely, and what was known before."""

    @property
    def environment(self) -> Environment: ...
    @property
    def time(self) -> str: ...
    @property
    def earlier(self) -> Earlier | None: ...
    @property
    def diagnostics(self) -> Iterable[Diagnostic]: ...
    @property
    def code(self) -> int: ...


def drift_document(
    drift: Drift, time: str, since: Since | None, verdict: Verdict, whole: bool = True
) -> DriftDocument:
    """Every resource with its word, and since when it departs where an earlier report tells.

    Without `whole` what is in sync is only counted.
    """
    plan = drift.plan
    resources = resource_documents(plan, whole)
    if since is not None:
        _date(resources, since.sightings)
    return {
        "format_version": FORMAT_VERSION,
        "report": "drift",
        "environment": plan.environment,
        "tenant": plan.tenant,
        "endpoint": plan.endpoint,
        "time": time,
        "complete": True,
        "resources": resources,
        "counts": {word.value: drift.counts[word] for word in OF_RESOURCES},
        "coverage": drift.coverage,
        "ignored": ignore_documents(plan),
        "fail_on": _words(verdict.fail_on),
        "since": since.time if since else None,
        "resolved": [_seen(one) for one in since.resolved] if since else [],
        "unverified": [],
        "notices": [diagnostic_document(one) for one in plan.notices],
        "next": f"provisioner apply -e {plan.environment}" if plan.writes else None,
        "accept": f"provisioner accept -e {plan.environment}" if _acceptable(drift) else None,
        "errors": [],
        "exit_code": verdict.exit_code(drift),
    }


def unknown_document(unknown: Unknown, verdict: Verdict) -> DriftDocument:
    """A tenant that could not be read completely: nothing is known, least of all that nothing departs."""
    environment, earlier = unknown.environment, unknown.earlier
    return {
        "format_version": FORMAT_VERSION,
        "report": "drift",
        "environment": environment.name,
        "tenant": environment.tenant.id,
        "endpoint": environment.tenant.endpoint,
        "time": unknown.time,
        "complete": False,
        "resources": [],
        "counts": {word.value: 0 for word in OF_RESOURCES},
        "coverage": None,
        "ignored": [],
        "fail_on": _words(verdict.fail_on),
        "since": earlier.time if earlier else None,
        "resolved": [],
        "unverified": [_seen(one) for one in earlier.sightings] if earlier else [],
        "notices": [],
        "next": None,
        "accept": None,
        "errors": [diagnostic_document(one) for one in unknown.diagnostics],
        "exit_code": unknown.code,
    }


def _acceptable(drift: Drift) -> bool:
    return any(drift.counts[one] for one in ACCEPTABLE)


def _words(words: Collection[Word]) -> list[str]:
    return [one.value for one in OF_RESOURCES if one in words]


def _seen(sighting: Sighting) -> SeenDocument:
    return {
        "address": str(sighting.address),
        "attribute": sighting.attribute,
        "word": sighting.word.value,
        "first_seen": sighting.first_seen,
    }


def _date(resources: Iterable[ResourceDocument], sightings: Iterable[Sighting]) -> None:
    """Write beside each difference, and beside its resource, since when it is known."""
    known = {(str(one.address), one.attribute): one.first_seen for one in sightings}
    for resource in resources:
        times = [known[resource["address"], None]] if (resource["address"], None) in known else []
        for one in resource["differences"]:
            if time := known.get((resource["address"], one["attribute"])):
                one["first_seen"] = time
                times.append(time)
        resource["first_seen"] = min(times, default=None)
