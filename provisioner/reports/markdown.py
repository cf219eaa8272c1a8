"""Reports as Markdown: every text of a file or a tenant stands in a code span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from provisioner.reports.escape import cell, code
from provisioner.reports.export import written_paths, written_words
from provisioner.reports.history import counts_text, skipped_text
from provisioner.reports.several import COLUMNS, overview
from provisioner.reports.shape import (
    DiagnosticDocument,
    ExportDocument,
    HistoryDocument,
    ListingDocument,
    OutputDocument,
    PositionDocument,
    QueuesDocument,
    SeveralDocument,
    ValidationDocument,
)


def several_markdown(document: SeveralDocument) -> str:
    """A table with one row an environment."""
    return _document([f"### {len(document['documents'])} environments", table(COLUMNS, overview(document))])


def history_markdown(document: HistoryDocument) -> str:
    """A table of the runs."""
    rows = [
        (one["result"], one["time"], counts_text(one), one["owner"], one["commit"], skipped_text(one))
        for one in document["runs"]
    ]
    heading = f"### Runs of {code(document['environment'])}"
    return _document([heading, table(("result", "time", "counts", "owner", "commit", ""), rows)])


def listing_markdown(document: ListingDocument) -> str:
    """A table of the live resources."""
    rows = [
        (one["status"], one["type"], one["address"], one["id"], one["name"], one["detail"])
        for one in document["resources"]
    ]
    heading = f"### Live resources of {code(document['environment'])}"
    return _document([heading, table(("status", "type", "address", "id", "name", ""), rows)])


def queues_markdown(document: QueuesDocument) -> str:
    """A table of the queues."""
    rows = [(one["id"], one["name"], one["media"], ", ".join(one["keys"])) for one in document["queues"]]
    heading = f"### Queues of {code(document['environment'])}"
    return _document([heading, table(("id", "name", "media", "keys"), rows)])


def output_markdown(document: OutputDocument) -> str:
    """A table of the ids."""
    rows = [(one["address"], one["id"], one["name"]) for one in document["resources"]]
    heading = f"### Ids of {code(document['environment'])}"
    return _document([heading, table(("address", "id", "name"), rows)])


def validation_markdown(document: ValidationDocument) -> str:
    """A list of the environments that were checked, and the warnings."""
    environments = (
        f"- {code(one['environment'])}: {'valid' if one['valid'] else '**invalid**'}"
        for one in document["environments"]
    )
    return _document(["### Configuration", _lines(environments), _diagnostics(document["warnings"])])


def export_markdown(document: ExportDocument) -> str:
    """What was written, and a table of what was not."""
    rows = [(one["type"], one["id"], one["name"], one["reason"]) for one in document["left_out"]]
    variables = [(one["variable"], one["address"]) for one in document["variables"]]
    parts = [
        f"### Export of {code(document['environment'])}\n\nTenant {code(document['tenant'])}",
        _lines(f"- wrote {code(path)}" for path in written_paths(document)),
        written_words(document),
        table(("not declared", "id", "name", "why"), rows) if rows else "",
        table(("variable", "for"), variables) if variables else "",
        _diagnostics(document["notices"]),
        f"Next: {code(document['next'])}",
    ]
    return _document(parts)


def fenced(heading: str, environment: str, content: str) -> str:
    """A heading and a block of YAML that no backtick in it can end."""
    longest = max((len(run) for run in re.findall("`+", content)), default=0)
    fence = "`" * max(3, longest + 1)
    return _document([f"### {heading} of {code(environment)}", f"{fence}yaml\n{content}{fence}"])


def errors_markdown(errors: Sequence[DiagnosticDocument]) -> str:
    """What went wrong, to stand below whatever a command could report."""
    return _document([_diagnostics(errors)]) if errors else ""


def diagnostic_block(diagnostic: DiagnosticDocument) -> str:
    """One mistake or notice with its detail and its way out, as an entry of a list."""
    first = f"- **{diagnostic['severity']}** {code(diagnostic['summary'])}{place(diagnostic['position'])}"
    return _lines((first, *diagnostic_lines(diagnostic)))


def diagnostic_lines(diagnostic: DiagnosticDocument) -> Iterator[str]:
    """Its detail and its way out, to stand below an entry."""
    yield from (f"  - {code(line)}" for line in diagnostic["detail"].splitlines())
    yield from (f"  - hint: {code(line)}" for line in diagnostic["hint"].splitlines())


def place(position: PositionDocument | None) -> str:
    """A place in a file, to stand behind what is said of it."""
    return f", {code('{file}:{line}:{column}'.format(**position))}" if position else ""


def _diagnostics(diagnostics: Iterable[DiagnosticDocument]) -> str:
    return _lines(map(diagnostic_block, diagnostics))


def table(names: Sequence[str], rows: Iterable[Sequence[str | None]]) -> str:
    """Rows of cells in code spans; names stand as they are."""
    lines = [names, ["---"] * len(names), *([cell(one) if one else "" for one in row] for row in rows)]
    return _lines(f"| {' | '.join(line)} |" for line in lines)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _document(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
