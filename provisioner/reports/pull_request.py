"""Plan, result and drift for a pull request: counts and deletes first, every change below a fold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provisioner.apply.result import Status
from provisioner.plan.change import Action
from provisioner.reports.comment import Comment, marker
from provisioner.reports.compare_comment import compare_comment
from provisioner.reports.drift_text import attribute_lines, departing, drift_summary, earlier_lines, ways
from provisioner.reports.escape import code
from provisioner.reports.markdown import diagnostic_block, diagnostic_lines, place
from provisioner.reports.shape import (
    ChangeDocument,
    ChangeResultDocument,
    DiagnosticDocument,
    DriftDocument,
    FailureDocument,
    IgnoreDocument,
    PlanDocument,
    ResourceDocument,
    ResultDocument,
    Single,
)
from provisioner.reports.style import action_words, word_words
from provisioner.reports.text import difference_line, plan_summary, result_summary

_FIRST = 10
"""So many deletes stand above the fold."""


def comments(document: Single) -> list[Comment]:
    """One comment, two for a saved plan that no longer holds; none for what no pipeline posts."""
    match document["report"]:
        case "plan":
            return [_plan(document, "Plan")]
        case "result":
            return [_result(document)]
        case "drift":
            return [_drift(document)]
        case "outdated":
            saved = _plan(document["saved"], "As it was saved: plan")
            fresh = _plan(document["fresh"], "As it would be made now: plan", document["errors"])
            return [saved, fresh]
        case "compare":
            return [compare_comment(document)]
        case "failure":
            return [_failure(document)]
        case _:
            return []


def overview_comment(table: str) -> Comment:
    """What stands before the comments on several environments."""
    return Comment(f"{marker()}\n{table.rstrip()}")


def _plan(document: PlanDocument, title: str, errors: Iterable[DiagnosticDocument] = ()) -> Comment:
    deletes = [one for one in document["changes"] if one["action"] == Action.DELETE]
    above = [*_diagnostics(document["errors"]), *_diagnostics(errors), *map(_named, deletes[:_FIRST])]
    if len(deletes) > _FIRST:
        above.append(f"- {len(deletes) - _FIRST} more deletes below")
    above += [*_diagnostics(document["notices"]), *map(_left_alone, document["ignored"])]
    changes = ["\n".join(_change(one)) for one in document["changes"]]
    orphans = [f"- orphaned, not deleted: {code(address)}" for address in document["orphaned"]]
    return Comment(
        _head(title, document, plan_summary({**document, "ignored": [], "orphaned": []}, code)),
        above,
        _next("Next", document["next"]),
        "resource" if orphans else "change",
        changes + orphans,
    )


def _result(document: ResultDocument) -> Comment:
    failed = [one for one in document["results"] if one["status"] != Status.DONE]
    told = [one["diagnostic"] for one in failed]
    errors = [one for one in document["errors"] if one not in told]
    return Comment(
        _head("Apply", document, result_summary({**document, "ignored": []}, code)),
        [
            *("\n".join(_failed(one)) for one in failed),
            *_diagnostics(errors),
            *_diagnostics(document["notices"]),
            *map(_left_alone, document["ignored"]),
        ],
        _next("Next", document["next"]),
        "change",
        [_ended(one) for one in document["results"]],
    )


def _drift(document: DriftDocument) -> Comment:
    return Comment(
        _head("Drift", document, drift_summary({**document, "ignored": []}, code)),
        [
            *_diagnostics(document["errors"]),
            *_diagnostics(document["notices"]),
            *(f"- {code(line)}" for line in earlier_lines(document)),
            *map(_left_alone, document["ignored"]),
        ],
        "  \n".join(_next(way, command) for way, command in ways(document)),
        "resource",
        ["\n".join(_resource(one, document["time"])) for one in departing(document)],
    )


def _failure(document: FailureDocument) -> Comment:
    environment = document.get("environment")
    title = f"### {code(environment)} failed" if environment else "### The command failed"
    return Comment(f"{marker(environment or '')}\n{title}", _diagnostics(document["errors"]))


def _head(title: str, document: PlanDocument | ResultDocument | DriftDocument, lines: Iterable[str]) -> str:
    environment, tenant, endpoint = document["environment"], document["tenant"], document["endpoint"]
    heading = f"{marker(environment)}\n### {title} for {code(environment)}"
    return "\n\n".join((heading, "  \n".join(lines), f"Tenant {code(tenant)}, {code(endpoint)}"))


def _diagnostics(diagnostics: Iterable[DiagnosticDocument]) -> list[str]:
    return [diagnostic_block(one) for one in diagnostics]


def _named(change: ChangeDocument) -> str:
    id = f" {code(change['id'])}" if change["id"] else ""
    return f"- **{action_words(change['action'])}** {code(change['address'])} {code(change['name'])}{id}"


def _change(change: ChangeDocument) -> Iterator[str]:
    yield f"{_named(change)}: {change['reason']}{place(change['position'])}"
    if change["previous"]:
        yield f"  - was {code(change['previous'])}"
    yield from (
        f"  - {one['attribute']}: {code(difference_line(one, change))}" for one in change["differences"]
    )
    yield from (f"  - {name}: no longer managed" for name in change["released"])
    if change["affects"]:
        yield f"  - affects {', '.join(map(code, change['affects']))}"
    yield from (f"  - **warning**: {code(text)}" for text in change["warnings"])


def _resource(resource: ResourceDocument, now: str) -> Iterator[str]:
    id = f" {code(resource['id'])}" if resource["id"] else ""
    what = f"**{word_words(resource['word'])}** {code(resource['address'])} {code(resource['name'])}{id}"
    seen = resource["first_seen"]
    since = ", new" if seen == now else f", first seen {code(seen)}" if seen else ""
    yield f"- {what}: {resource['reason']}{place(resource['position'])}{since}"
    yield from (f"  - {name}: {code(sides)}" for name, sides in attribute_lines(resource))
    if resource["affects"]:
        yield f"  - affects {', '.join(map(code, resource['affects']))}"
    yield from (f"  - **warning**: {code(text)}" for text in resource["warnings"])


def _ended(result: ChangeResultDocument) -> str:
    id = f" {code(result['id'])}" if result["id"] else ""
    what = f"{action_words(result['action'])} {code(result['address'])} {code(result['name'])}{id}"
    because = f", waits for {code(result['because'])}" if result["because"] else ""
    summary = f", {code(result['diagnostic']['summary'])}" if result["diagnostic"] else ""
    return f"- **{result['status']}** {what}{because}{summary}"


def _failed(result: ChangeResultDocument) -> Iterator[str]:
    yield _ended(result)
    if diagnostic := result["diagnostic"]:
        yield from diagnostic_lines(diagnostic)


def _left_alone(ignored: IgnoreDocument) -> str:
    differs = ", differs" if ignored["differs"] else ""
    word = "no longer ignored since" if ignored["expired"] else "ignored until"
    return f"- {code(ignored['attribute'])} {word} {ignored['until']}{differs}: {code(ignored['reason'])}"


def _next(way: str, command: str | None) -> str:
    return f"{way}: {code(command)}" if command else ""
