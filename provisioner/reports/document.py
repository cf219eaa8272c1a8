"""A plan, and what came instead of one, as report documents: what is hidden here is shown by no view."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from provisioner.diagnostics import Diagnostic
from provisioner.errors import gravity
from provisioner.plan.change import Action, Change
from provisioner.plan.plan import Plan
from provisioner.reports.difference import Names, difference_document, position_document
from provisioner.reports.resources import ignore_documents, resource_documents
from provisioner.reports.shape import (
    FORMAT_VERSION,
    ChangeDocument,
    DiagnosticDocument,
    FailureDocument,
    OutdatedDocument,
    PlanDocument,
    SeveralDocument,
    Single,
)


def plan_document(
    plan: Plan, errors: Iterable[Diagnostic] = (), exit_code: int = 0, file: str = "", whole: bool = False
) -> PlanDocument:
    """What apply would do; `errors` are the guards that refuse it, `file` is where the plan is saved.

    `whole` adds every resource, the unchanged ones too.
    """
    names = {change.address: change.name for change in plan.changes} if plan.shown else {}
    refused = [diagnostic_document(one) for one in errors]
    document: PlanDocument = {
        "format_version": FORMAT_VERSION,
        "report": "plan",
        "environment": plan.environment,
        "tenant": plan.tenant,
        "endpoint": plan.endpoint,
        "changes": [_change(change, names) for change in plan.shown],
        "counts": {_counted(action): plan.counts[action] for action in Action},
        "found_by_name": plan.found_by_name,
        "normalised": plan.normalised,
        "unmanaged": dict(plan.unmanaged),
        "orphaned": [str(address) for address in plan.orphaned],
        "ignored": ignore_documents(plan),
        "notices": [diagnostic_document(one) for one in plan.notices],
        "confirm": plan.confirm,
        "next": None if refused else _after_plan(plan, file),
        "errors": refused,
        "exit_code": exit_code,
    }
    if whole:
        document["resources"] = resource_documents(plan)
    return document


def outdated_document(
    saved: Plan, fresh: Plan, errors: Iterable[Diagnostic], exit_code: int, whole: bool = False
) -> OutdatedDocument:
    """A saved plan that no longer holds; neither of the two is to be applied.

    `whole` adds every resource of the fresh one.
    """
    return {
        "format_version": FORMAT_VERSION,
        "report": "outdated",
        "saved": {**plan_document(saved), "next": None},
        "fresh": {**plan_document(fresh, whole=whole), "next": None},
        "errors": [diagnostic_document(one) for one in errors],
        "exit_code": exit_code,
    }


def failure_document(
    errors: Iterable[Diagnostic], exit_code: int, environment: str | None = None
) -> FailureDocument:
    """A command that ended before it had a result; `environment` is the one it was about, if it was one."""
    document: FailureDocument = {
        "format_version": FORMAT_VERSION,
        "report": "failure",
        "errors": [diagnostic_document(one) for one in errors],
        "exit_code": exit_code,
    }
    if environment is not None:
        document["environment"] = environment
    return document


def several_document(documents: Iterable[Single]) -> SeveralDocument:
    """Reports on several environments as one."""
    documents = list(documents)
    codes = {one["exit_code"] for one in documents}
    return {
        "format_version": FORMAT_VERSION,
        "report": "several",
        "documents": documents,
        "errors": [],
        "exit_code": min(codes, key=gravity),
    }


def change_documents(changes: Iterable[Change]) -> list[ChangeDocument]:
    """Changes that belong to no plan document."""
    changes = list(changes)
    names = {change.address: change.name for change in changes}
    return [_change(change, names) for change in changes]


def diagnostic_document(diagnostic: Diagnostic) -> DiagnosticDocument:
    """One mistake or notice, without the line of source it points into."""
    return {
        "severity": diagnostic.severity.value,
        "summary": diagnostic.summary,
        "detail": diagnostic.detail,
        "hint": diagnostic.hint,
        "position": position_document(diagnostic.position),
    }


def _change(change: Change, names: Names) -> ChangeDocument:
    return {
        "address": str(change.address),
        "action": change.action.value,
        "reason": change.reason.value,
        "name": change.name,
        "id": change.id,
        "position": position_document(change.position),
        "previous": str(change.previous) if change.previous else None,
        "differences": [difference_document(one, names) for one in change.told],
        "released": list(change.released),
        "affects": [str(address) for address in change.affects],
        "warnings": list(change.warnings),
    }


def _counted(action: Action) -> str:
    return "unchanged" if action is Action.NO_OP else action.value


def _after_plan(plan: Plan, file: str) -> str | None:
    due = plan.found_by_name or plan.shown
    prune = " --prune" if plan.counts[Action.DELETE] else ""
    what = shlex.quote(file) if file else f"-e {plan.environment}{prune}"
    return f"provisioner apply {what}" if due else None
