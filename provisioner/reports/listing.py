"""The live resources of one tenant: their document, and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from provisioner.model.address import Address
from provisioner.reports.escape import plain, quoted
from provisioner.reports.shape import FORMAT_VERSION, ListingDocument, RowDocument
from provisioner.reports.width import table

ABSENT = "-"
NOTHING = "The tenant has no webhook and no channel."


class Row(Protocol):
    """One live resource, and what it is to the configuration; an id or name that cannot be read is empty."""

    @property
    def status(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def address(self) -> Address | None: ...
    @property
    def detail(self) -> str: ...


class Listing(Protocol):
    """All live resources; `coverage` is the managed part of what could be managed, in percent."""

    @property
    def rows(self) -> Sequence[Row]: ...
    @property
    def coverage(self) -> int: ...


def listing_document(environment: str, listing: Listing) -> ListingDocument:
    """Every live resource, in the order given."""
    rows = listing.rows
    return {
        "format_version": FORMAT_VERSION,
        "report": "listing",
        "environment": environment,
        "resources": [
            {
                "status": row.status,
                "type": row.type,
                "id": row.id or None,
                "name": row.name or None,
                "address": str(row.address) if row.address else None,
                "detail": row.detail,
            }
            for row in rows
        ],
        "coverage": listing.coverage,
        "counts": dict(sorted(Counter(row.status for row in rows).items())),
        "errors": [],
        "exit_code": 0,
    }


def listing_text(document: ListingDocument) -> str:
    """One aligned line a resource, then how many have each status."""
    if not document["resources"]:
        return f"{NOTHING}\n"
    lines = table([_cells(one) for one in document["resources"]])
    return "\n".join([*lines, "", listing_line(document)]) + "\n"


def listing_line(document: ListingDocument) -> str:
    """`2 managed, 1 unmanaged. 66% managed.`"""
    counts = ", ".join(f"{number} {status}" for status, number in document["counts"].items())
    return f"{counts}. {document['coverage']}% managed." if counts else NOTHING


def _cells(row: RowDocument) -> tuple[str, ...]:
    named = row["address"] or ABSENT, _id(row["id"]), _name(row["name"])
    return row["status"], row["type"], *named, plain(row["detail"])


def _id(id: str | None) -> str:
    return ABSENT if id is None else plain(id)


def _name(name: str | None) -> str:
    return ABSENT if name is None else quoted(name)
