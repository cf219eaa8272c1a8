"""Drift as text: which side holds what, since when, and the two ways to end it."""

from __future__ import annotations

from collections.abc import Iterator

from provisioner.plan.change import Reason
from provisioner.plan.drift import GRAVE, OF_RESOURCES, Word
from provisioner.reports.escape import plain, quoted
from provisioner.reports.shape import DifferenceDocument, DriftDocument, ResourceDocument
from provisioner.reports.style import PLAIN, Style, word_words
from provisioner.reports.text import Escape, ignored_lines
from provisioner.reports.values import value_text

_BY_THE_WAY = (Word.IN_SYNC, Word.UNMANAGED)


def drift_text(document: DriftDocument, style: Style = PLAIN) -> str:
    """Where, each resource that is not in sync, what an earlier report told, the counts, the ways out."""
    environment, tenant, endpoint = document["environment"], document["tenant"], document["endpoint"]
    blocks = [f"Environment {plain(environment)}, tenant {plain(tenant)}, {plain(endpoint)}"]
    blocks += ["\n".join(_resource(one, document, style)) for one in departing(document)]
    blocks += ["\n".join(earlier_lines(document))] if document["resolved"] or document["unverified"] else []
    commands = (f"{way}: {command}" for way, command in ways(document))
    blocks.append("\n".join([*drift_summary(document), *commands]))
    return "\n\n".join(blocks) + "\n"


def departing(document: DriftDocument) -> list[ResourceDocument]:
    """The resources that are not in sync."""
    return [one for one in document["resources"] if one["word"] != Word.IN_SYNC]


def drift_summary(document: DriftDocument, escape: Escape = plain) -> Iterator[str]:
    """The last lines, but for the commands; `escape` disarms what files say."""
    yield drift_line(document)
    if document["coverage"] is not None:
        unmanaged = document["counts"][Word.UNMANAGED]
        rest = f", {unmanaged} unmanaged" if unmanaged else ""
        yield f"{document['coverage']}% of what lives is declared{rest}."
    yield from ignored_lines(document["ignored"], escape)


def drift_line(document: DriftDocument) -> str:
    """`Drift: 1 conflict, 2 drift. 40 in sync.`; nothing is claimed of a tenant that could not be read."""
    if not document["complete"]:
        return "Incomplete: the tenant could not be read, so nobody knows whether it drifted."
    counts = document["counts"]
    apart = [f"{counts[one]} {one.value}" for one in OF_RESOURCES if counts[one] and one not in _BY_THE_WAY]
    first = "Drift" if _drifted(document) else "No drift"
    rest = f" {counts[Word.IN_SYNC]} in sync." if counts[Word.IN_SYNC] else ""
    return f"{first}: {', '.join(apart)}.{rest}" if apart else f"{first}.{rest}"


def earlier_lines(document: DriftDocument) -> Iterator[str]:
    """What an earlier report told and is no more, or could not be looked at."""
    for word, seen in (("= resolved", document["resolved"]), ("? unverified", document["unverified"])):
        for one in seen:
            what = f"{one['address']} {one['attribute']}" if one["attribute"] else one["address"]
            yield f"{word}  {plain(what)}: was {plain(one['word'])}, first seen {plain(one['first_seen'])}"


def ways(document: DriftDocument) -> Iterator[tuple[str, str]]:
    """The commands that end it, each with what it does."""
    if document["next"]:
        what = "Put the tenant back" if _drifted(document) else "Apply what is pending"
        yield what, plain(document["next"])
    if document["accept"]:
        yield "Take it into the files", plain(document["accept"])


def attribute_lines(resource: ResourceDocument) -> list[tuple[str, str]]:
    """Each attribute that departs, and both sides of it; of what lives nowhere there is one side only."""
    if resource["id"] is None:
        return []
    return [
        (one["attribute"], sides(one) + ("" if one["word"] == resource["word"] else f" ({one['word']})"))
        for one in resource["differences"]
    ]


def sides(difference: DifferenceDocument) -> str:
    """What lives and what the files say; in a conflict also what both came from, if that is known."""
    text = f"live {value_text(difference['before'])}, files {value_text(difference['after'])}"
    if difference["reason"] == Reason.CHANGED_IN_BOTH:
        text += f", last applied {value_text(difference['applied'])}"
    return f"{text} ({Reason.ORIGIN_UNKNOWN})" if difference["reason"] == Reason.ORIGIN_UNKNOWN else text


def seen_words(resource: ResourceDocument, document: DriftDocument) -> str:
    """`, new` or `, first seen ...` beside an earlier report; nothing without one."""
    if resource["first_seen"] is None:
        return ""
    return ", new" if resource["first_seen"] == document["time"] else f", first seen {resource['first_seen']}"


def _drifted(document: DriftDocument) -> bool:
    return any(document["counts"][one] for one in GRAVE)


def _resource(resource: ResourceDocument, document: DriftDocument, style: Style) -> Iterator[str]:
    id = f" ({plain(resource['id'])})" if resource["id"] else ""
    word = style.paint(resource["word"], word_words(resource["word"]))
    yield f"{word}  {resource['address']} {quoted(resource['name'])}{id}"
    position = resource["position"]
    place = f", {plain(position['file'])}:{position['line']}:{position['column']}" if position else ""
    yield f"    {resource['reason']}{place}{plain(seen_words(resource, document))}"
    attributes = attribute_lines(resource)
    columns = max((len(name) for name, _ in attributes), default=0) + 1
    yield from (f"    {name + ':':<{columns}} {told}" for name, told in attributes)
    if resource["affects"]:
        yield f"    affects {', '.join(resource['affects'])}"
    yield from (f"    {style.paint('warning', 'warning')}: {plain(text)}" for text in resource["warnings"])
