"""The live resources of one tenant: their document, and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from provisioner.model.address import Address
from provisioner.reports.escape import plain, quoted
from provisioner.reports.shape import FORMAT_VERSION, ListingDocument
from provisioner.reports.width import table

ABSENT = "-"


class Row(Protocol):
    """One live resource, and what it is to the configuration."""

    @property
    def status(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def id(self) -> str | None: ...
    @property
    def name(self) -> str | None: ...
    @property
    def address(self) -> Address | None: ...
    @property
    def detail(self) -> str: ...


def listing_document(environment: str, rows: Iterable[Row]) -> ListingDocument:
    """Every live resource, in the order given."""
    rows = tuple(rows)
    return {
        "format_version": FORMAT_VERSION,
        "report": "listing",
        "environment": environment,
        "resources": [
            {
                "status": row.status,
                "type": row.type,
                "id": row.id,
                "name": row.name,
                "address": str(row.address) if row.address else None,
                "detail": row.detail,
            }
            for row in rows
        ],
        "counts": dict(Counter(row.status for row in rows)),
        "errors": [],
        "exit_code": 0,
    }


def listing_text(document: ListingDocument) -> str:
    """One aligned line a resource, then how many have each status."""
    lines = table(
        [
            (
                one["status"],
                one["type"],
                one["address"] or ABSENT,
                _id(one["id"]),
                _name(one["name"]),
                plain(one["detail"]),
            )
            for one in document["resources"]
        ]
    )
    counts = ", ".join(f"{number} {status}" for status, number in document["counts"].items())
    return (
        "\n".join([*lines, "", f"{counts}."] if lines else ["The tenant has no webhook and no channel."])
        + "\n"
    )


def _id(id: str | None) -> str:
    return ABSENT if id is None else plain(id)


def _name(name: str | None) -> str:
    return ABSENT if name is None else quoted(name)
