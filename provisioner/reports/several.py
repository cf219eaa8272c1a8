"""Several environments in one table: each in one line, before each is told in full."""

from __future__ import annotations

from typing import assert_never

from provisioner.reports.drift_text import drift_line
from provisioner.reports.escape import plain
from provisioner.reports.listing import listing_line
from provisioner.reports.shape import SeveralDocument, Single
from provisioner.reports.style import PLAIN, Style
from provisioner.reports.text import counts_line, result_line
from provisioner.reports.unmanaged import unmanaged_line
from provisioner.reports.width import table

COLUMNS = ("exit", "environment", "summary")
"""The exit code comes first: no line begins with the name of a file."""
UNNAMED = "-"


def several_text(document: SeveralDocument, style: Style = PLAIN) -> str:
    """The table; how each environment ended is coloured by its exit code."""
    first, *lines = table([COLUMNS, *overview(document)])
    painted = (
        style.paint("failed" if one["exit_code"] else "done", line)
        for one, line in zip(document["documents"], lines, strict=True)
    )
    return "".join(f"{line}\n" for line in (first, *painted))


def overview(document: SeveralDocument) -> list[tuple[str, str, str]]:
    """One row an environment: the exit code it alone would give, its name, what is to be said in one line."""
    return [
        (str(one["exit_code"]), plain(str(one.get("environment", UNNAMED))), headline(one))
        for one in document["documents"]
    ]


def headline(document: Single) -> str:
    """The one line that says most."""
    match document["report"]:
        case "plan":
            return counts_line(document) + (" Refused." if document["errors"] else "")
        case "result":
            return result_line(document)
        case "drift":
            return drift_line(document)
        case "listing":
            return listing_line(document)
        case "failure" | "outdated":
            return plain("; ".join(one["summary"] for one in document["errors"]))
        case "unmanaged":
            return unmanaged_line(document)
        case "history" | "queues" | "export" | "compare" | "output":
            return document["report"]
        case "validation" | "rendering" | "edit" | "state":
            return document["report"]
        case _:
            assert_never(document)
