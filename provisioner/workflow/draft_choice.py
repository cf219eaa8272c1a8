"""Some of the drafts: those of a type or an address, with what they refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from provisioner.diagnostics import Diagnostic
from provisioner.errors import UsageError
from provisioner.model.address import Address
from provisioner.resources import RESOURCE_TYPES
from provisioner.resources.queue import QUEUE
from provisioner.workflow.draft import Draft, Drafts

_MOST_NAMED = 10


def chosen(drafts: Drafts, only: Collection[Address | str]) -> Drafts:
    """The drafts whose address or type is named, and what these refer to; all of them if none is named.

    Raises UsageError for an address that no draft has.
    """
    if not only:
        return drafts
    known = {one.address for one in drafts.drafts}
    unknown = [one for one in only if isinstance(one, Address) and one not in known]
    if unknown:
        raise UsageError(*(_unknown(one, sorted(known)) for one in unknown))
    kept = {address for address in known if address in only or address.type in only}
    # What a type refers to is drafted before it, so one pass from the end finds everything.
    for one in reversed(drafts.drafts):
        if one.address in kept:
            kept.update(_named_by(one))
    found = tuple(one for one in drafts.drafts if one.address in kept)
    queues = {one.attributes.get(QUEUE.name) for one in found}
    texts = [text for one in found for text in one.attributes.values()]
    return Drafts(
        found,
        {key: binding for key, binding in drafts.queues.items() if key in queues},
        tuple(one for one in drafts.lifted if any(f"${{env.{one.variable}}}" in text for text in texts)),
        tuple(one for one in drafts.left_out if one.type in only),
    )


def _named_by(draft: Draft) -> Iterator[Address]:
    type = next(one for one in RESOURCE_TYPES if one.name == draft.address.type)
    for attribute in type.references:
        if attribute.name in draft.attributes:
            yield Address(str(attribute.reference), draft.attributes[attribute.name])


def _unknown(address: Address, known: list[Address]) -> Diagnostic:
    shown = ", ".join(map(str, known[:_MOST_NAMED]))
    more = f" and {len(known) - _MOST_NAMED} more" if len(known) > _MOST_NAMED else ""
    return Diagnostic(
        f"No live resource would be {address}", f"there would be {shown}{more}" if known else "there is none"
    )
