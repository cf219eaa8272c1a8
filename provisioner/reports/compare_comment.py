"""A comparison for a pull request: what really differs, and below a fold what is meant to."""

from __future__ import annotations

from collections.abc import Iterator

from provisioner.reports.comment import Comment, marker
from provisioner.reports.compare import DIFFERENT, ON_PURPOSE
from provisioner.reports.compare_text import BASES, compare_line, label, matrix, of_word, told
from provisioner.reports.escape import cell, code
from provisioner.reports.markdown import diagnostic_block, table
from provisioner.reports.shape import ComparedDocument, CompareDocument

_ROWS = 300
"""A matrix of more would leave no room for what differs."""


def compare_comment(document: CompareDocument) -> Comment:
    """A matrix of more than two environments comes first, unless it would be too long."""
    return Comment(
        _head(document),
        [
            *_matrix(document),
            *map(diagnostic_block, document["notices"]),
            *map(_entry, of_word(document, DIFFERENT)),
        ],
        what="intended difference",
        folded=[*map(_entry, of_word(document, ON_PURPOSE))],
    )


def _head(document: CompareDocument) -> str:
    names = [one["environment"] for one in document["environments"]]
    tenants = ", ".join(code(one["tenant"]) for one in document["environments"])
    heading = f"{marker(*names)}\n### Comparison of {', '.join(map(code, names))}"
    return "\n\n".join((heading, compare_line(document), f"Tenants {tenants}: {BASES[document['basis']]}"))


def _matrix(document: CompareDocument) -> Iterator[str]:
    number = len(document["resources"])
    if len(document["environments"]) < 3 or not number:
        return
    if number > _ROWS:
        yield f"- **matrix of {number} resources left out: too long for a comment**"
    else:
        (_, *names, _), *rows = matrix(document)
        # The line break parts the table from the list that follows.
        yield table(["", *map(cell, names), ""], rows) + "\n"


def _entry(compared: ComparedDocument) -> str:
    name = f" {code(compared['name'])}" if compared["address"] else ""
    first = f"- **{compared['word']}** {code(label(compared))}{name}"
    return "\n".join((first, *(f"  - {code(line)}" for line in told(compared))))
