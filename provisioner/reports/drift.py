"""How a tenant departs from the files: the document, and as text that says which side holds what."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from provisioner.plan.change import Reason
from provisioner.plan.drift import GRAVE, OF_RESOURCES, Drift, Word
from provisioner.reports.document import diagnostic_document
from provisioner.reports.escape import plain, quoted
from provisioner.reports.resources import ignore_documents, resource_documents
from provisioner.reports.shape import (
    FORMAT_VERSION,
    DifferenceDocument,
    DriftDocument,
    ResourceDocument,
)
from provisioner.reports.style import PLAIN, Style, word_words
from provisioner.reports.text import ignored_lines
from provisioner.reports.values import value_text

ACCEPTABLE = (Word.DRIFT, Word.CONFLICT)
"""The words of what `accept` takes into the files."""


def drift_document(drift: Drift, time: str, fail_on: Collection[Word], exit_code: int) -> DriftDocument:
    """Every resource with its word; `fail_on` are the words that count as a failure."""
    plan = drift.plan
    return {
        "format_version": FORMAT_VERSION,
        "report": "drift",
        "environment": plan.environment,
        "tenant": plan.tenant,
        "endpoint": plan.endpoint,
        "time": time,
        "complete": True,
        "resources": resource_documents(plan),
        "counts": {word.value: drift.counts[word] for word in OF_RESOURCES},
        "coverage": drift.coverage,
        "ignored": ignore_documents(plan),
        "fail_on": [word.value for word in OF_RESOURCES if word in fail_on],
        "since": None,
        "resolved": [],
        "unverified": [],
        "notices": [diagnostic_document(one) for one in plan.notices],
        "next": _next(drift),
        "accept": _accept(drift),
        "errors": [],
        "exit_code": exit_code,
    }


def drift_text(document: DriftDocument, style: Style = PLAIN) -> str:
    """Where, each resource that is not in sync with both sides of it, the counts, the two ways back."""
    environment, tenant, endpoint = document["environment"], document["tenant"], document["endpoint"]
    blocks = [f"Environment {plain(environment)}, tenant {plain(tenant)}, {plain(endpoint)}"]
    blocks += ["\n".join(_resource(one, style)) for one in told(document)]
    blocks.append(
        "\n".join([*drift_summary(document), *(f"{way}: {command}" for way, command in ways(document))])
    )
    return "\n\n".join(blocks) + "\n"


def told(document: DriftDocument) -> list[ResourceDocument]:
    """The resources that are not in sync."""
    return [one for one in document["resources"] if one["word"] != Word.IN_SYNC]


def drift_summary(document: DriftDocument) -> Iterator[str]:
    """The last lines, but for the commands."""
    yield counts_line(document)
    if unmanaged := document["counts"].get(Word.UNMANAGED):
        yield f"{unmanaged} unmanaged."
    if document["coverage"] is not None:
        yield f"{document['coverage']}% of the tenant is declared."
    yield from ignored_lines(document["ignored"])


def counts_line(document: DriftDocument) -> str:
    """`Drift: 1 conflict, 2 drift. 40 in sync.`; nothing is claimed of a tenant that could not be read."""
    if not document["complete"]:
        return "Incomplete: the tenant could not be read, and nothing is known."
    counts = document["counts"]
    apart = [f"{counts[one]} {one.value}" for one in OF_RESOURCES if counts[one] and one not in _BY_THE_WAY]
    first = "Drift" if any(counts[one] for one in GRAVE) else "No drift"
    rest = f" {counts[Word.IN_SYNC]} in sync." if counts[Word.IN_SYNC] else ""
    return f"{first}: {', '.join(apart)}.{rest}" if apart else f"{first}.{rest}"


def ways(document: DriftDocument) -> Iterator[tuple[str, str]]:
    """The commands that end it, each with what it does."""
    if document["next"]:
        yield "Put the tenant back", plain(document["next"])
    if document["accept"]:
        yield "Take it into the files", plain(document["accept"])


def sides(difference: DifferenceDocument) -> str:
    """What lives and what the files say; in a conflict also what both came from."""
    text = f"live {value_text(difference['before'])}, files {value_text(difference['after'])}"
    if difference["reason"] == Reason.CHANGED_IN_BOTH:
        text += f", last applied {value_text(difference['applied'])}"
    return text


_BY_THE_WAY = (Word.IN_SYNC, Word.UNMANAGED)


def _next(drift: Drift) -> str | None:
    return f"provisioner apply -e {drift.plan.environment}" if drift.plan.writes else None


def _accept(drift: Drift) -> str | None:
    acceptable = any(drift.counts[one] for one in ACCEPTABLE)
    return f"provisioner accept -e {drift.plan.environment}" if acceptable else None


def _resource(resource: ResourceDocument, style: Style) -> Iterator[str]:
    id = f" ({plain(resource['id'])})" if resource["id"] else ""
    word = style.paint(resource["word"], word_words(resource["word"]))
    yield f"{word}  {resource['address']} {quoted(resource['name'])}{id}"
    position = resource["position"]
    place = f", {plain(position['file'])}:{position['line']}:{position['column']}" if position else ""
    yield f"    {resource['reason']}{place}"
    columns = max((len(one["attribute"]) for one in resource["differences"]), default=0) + 1
    for one in resource["differences"]:
        yield f"    {one['attribute'] + ':':<{columns}} {sides(one)}"
    yield from (f"    {style.paint('warning', 'warning')}: {plain(text)}" for text in resource["warnings"])
