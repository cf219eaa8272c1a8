"""Reports as Markdown for a pull request: every text of a file or a tenant stands in a code span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from provisioner.reports.drift_text import (
    attribute_lines,
    departing,
    drift_summary,
    earlier_lines,
    seen_words,
    ways,
)
from provisioner.reports.escape import cell, code
from provisioner.reports.history import counts_text
from provisioner.reports.several import COLUMNS, overview
from provisioner.reports.shape import (
    ChangeDocument,
    ChangeResultDocument,
    DiagnosticDocument,
    DriftDocument,
    HistoryDocument,
    ListingDocument,
    OutdatedDocument,
    OutputDocument,
    PlanDocument,
    PositionDocument,
    QueuesDocument,
    ResourceDocument,
    ResultDocument,
    SeveralDocument,
    ValidationDocument,
)
from provisioner.reports.style import action_words, word_words
from provisioner.reports.text import difference_line, plan_summary, result_summary


def plan_markdown(document: PlanDocument) -> str:
    """A heading, a list of changes with their differences, the counts."""
    parts = [_heading("Plan", document)]
    parts.append(_lines(line for change in document["changes"] for line in _change(change)))
    parts.append(_lines(f"{line}  " for line in plan_summary(document, code)))
    parts += [_diagnostics(document["notices"]), _next(document["next"])]
    return _document(parts)


def result_markdown(document: ResultDocument) -> str:
    """A heading, a list of changes with how each ended, the counts."""
    parts = [_heading("Apply", document), _lines(_result(one) for one in document["results"])]
    parts.append("  \n".join(result_summary(document, code)))
    parts += [_diagnostics(document["notices"]), _next(document["next"])]
    return _document(parts)


def outdated_markdown(document: OutdatedDocument) -> str:
    """Both plans, the saved one first."""
    saved, fresh = plan_markdown(document["saved"]), plan_markdown(document["fresh"])
    return f"## As it was saved\n\n{saved}\n## As it would be made now\n\n{fresh}"


def drift_markdown(document: DriftDocument) -> str:
    """A heading, a list of what is not in sync with both sides of it, the counts, the two ways back."""
    parts = [_heading("Drift", document)]
    parts.append(_lines(line for one in departing(document) for line in _resource(one, document)))
    parts.append(_lines(f"- {code(line)}" for line in earlier_lines(document)))
    parts += ["  \n".join(drift_summary(document, code)), _diagnostics(document["notices"])]
    parts.append("  \n".join(f"{way}: {code(command)}" for way, command in ways(document)))
    return _document(parts)


def several_markdown(document: SeveralDocument) -> str:
    """A table with one row an environment."""
    return _document([f"### {len(document['documents'])} environments", _table(COLUMNS, overview(document))])


def history_markdown(document: HistoryDocument) -> str:
    """A table of the runs."""
    rows = [
        (one["result"], one["time"], counts_text(one), one["owner"], one["commit"])
        for one in document["runs"]
    ]
    heading = f"### Runs of {code(document['environment'])}"
    return _document([heading, _table(("result", "time", "counts", "owner", "commit"), rows)])


def listing_markdown(document: ListingDocument) -> str:
    """A table of the live resources."""
    rows = [
        (one["status"], one["type"], one["address"], one["id"], one["name"], one["detail"])
        for one in document["resources"]
    ]
    heading = f"### Live resources of {code(document['environment'])}"
    return _document([heading, _table(("status", "type", "address", "id", "name", ""), rows)])


def queues_markdown(document: QueuesDocument) -> str:
    """A table of the queues."""
    rows = [(one["id"], one["name"], one["media"], ", ".join(one["keys"])) for one in document["queues"]]
    heading = f"### Queues of {code(document['environment'])}"
    return _document([heading, _table(("id", "name", "media", "keys"), rows)])


def output_markdown(document: OutputDocument) -> str:
    """A table of the ids."""
    rows = [(one["address"], one["id"], one["name"]) for one in document["resources"]]
    heading = f"### Ids of {code(document['environment'])}"
    return _document([heading, _table(("address", "id", "name"), rows)])


def validation_markdown(document: ValidationDocument) -> str:
    """A list of the environments that were checked, and the warnings."""
    environments = (
        f"- {code(one['environment'])}: {'valid' if one['valid'] else '**invalid**'}"
        for one in document["environments"]
    )
    return _document(["### Configuration", _lines(environments), _diagnostics(document["warnings"])])


def fenced(heading: str, environment: str, content: str) -> str:
    """A heading and a block of YAML that no backtick in it can end."""
    longest = max((len(run) for run in re.findall("`+", content)), default=0)
    fence = "`" * max(3, longest + 1)
    return _document([f"### {heading} of {code(environment)}", f"{fence}yaml\n{content}{fence}"])


def errors_markdown(errors: Sequence[DiagnosticDocument]) -> str:
    """What went wrong, to stand below whatever a command could report."""
    return _document([_diagnostics(errors)]) if errors else ""


def _heading(what: str, document: PlanDocument | ResultDocument | DriftDocument) -> str:
    environment, tenant, endpoint = document["environment"], document["tenant"], document["endpoint"]
    return f"### {what} for {code(environment)}\n\nTenant {code(tenant)}, {code(endpoint)}"


def _change(change: ChangeDocument) -> Iterator[str]:
    id = f" {code(change['id'])}" if change["id"] else ""
    what = f"{code(change['address'])} {code(change['name'])}{id}"
    yield f"- **{action_words(change['action'])}** {what}: {change['reason']}{_place(change['position'])}"
    if change["previous"]:
        yield f"  - was {code(change['previous'])}"
    yield from (
        f"  - {one['attribute']}: {code(difference_line(one, change))}" for one in change["differences"]
    )
    yield from (f"  - {name}: no longer managed" for name in change["released"])
    if change["affects"]:
        yield f"  - affects {', '.join(map(code, change['affects']))}"
    yield from (f"  - **warning**: {code(text)}" for text in change["warnings"])


def _resource(resource: ResourceDocument, document: DriftDocument) -> Iterator[str]:
    id = f" {code(resource['id'])}" if resource["id"] else ""
    what = f"**{word_words(resource['word'])}** {code(resource['address'])} {code(resource['name'])}{id}"
    why = f"{resource['reason']}{_place(resource['position'])}{seen_words(resource, document)}"
    yield f"- {what}: {why}"
    yield from (f"  - {name}: {code(told)}" for name, told in attribute_lines(resource))
    if resource["affects"]:
        yield f"  - affects {', '.join(map(code, resource['affects']))}"
    yield from (f"  - **warning**: {code(text)}" for text in resource["warnings"])


def _result(result: ChangeResultDocument) -> str:
    id = f" {code(result['id'])}" if result["id"] else ""
    what = f"{action_words(result['action'])} {code(result['address'])} {code(result['name'])}{id}"
    because = f", waits for {code(result['because'])}" if result["because"] else ""
    summary = f", {code(result['diagnostic']['summary'])}" if result["diagnostic"] else ""
    return f"- **{result['status']}** {what}{because}{summary}"


def _diagnostics(diagnostics: Iterable[DiagnosticDocument]) -> str:
    return _lines(line for diagnostic in diagnostics for line in _diagnostic(diagnostic))


def _diagnostic(diagnostic: DiagnosticDocument) -> Iterator[str]:
    yield f"- **{diagnostic['severity']}** {code(diagnostic['summary'])}{_place(diagnostic['position'])}"
    yield from (f"  - {code(line)}" for line in diagnostic["detail"].splitlines())
    yield from (f"  - hint: {code(line)}" for line in diagnostic["hint"].splitlines())


def _place(position: PositionDocument | None) -> str:
    return f", {code('{file}:{line}:{column}'.format(**position))}" if position else ""


def _next(command: str | None) -> str:
    return f"Next: {code(command)}" if command else ""


def _table(names: Sequence[str], rows: Iterable[Sequence[str | None]]) -> str:
    lines = [names, ["---"] * len(names), *([cell(one) if one else "" for one in row] for row in rows)]
    return _lines(f"| {' | '.join(line)} |" for line in lines)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _document(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
