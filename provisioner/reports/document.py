"""Plan and result as report documents: what is hidden here is shown by no view."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable
from signal import Signals

from provisioner.apply.result import ChangeResult, Result, Status
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import gravity
from provisioner.plan.change import Action, Change
from provisioner.plan.plan import Plan
from provisioner.reports.difference import Names, difference_document, position_document
from provisioner.reports.resources import ignore_documents, resource_documents
from provisioner.reports.shape import (
    FORMAT_VERSION,
    ChangeDocument,
    ChangeResultDocument,
    DiagnosticDocument,
    FailureDocument,
    OutdatedDocument,
    PlanDocument,
    ResultDocument,
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


def result_document(result: Result, whole: bool = False) -> ResultDocument:
    """What apply did, with every id it learned; `whole` adds every resource of its plan."""
    told = result_diagnostics(result)
    statuses = Counter(one.status for one in result.results)
    document: ResultDocument = {
        "format_version": FORMAT_VERSION,
        "report": "result",
        "environment": result.plan.environment,
        "tenant": result.plan.tenant,
        "endpoint": result.plan.endpoint,
        "results": [change_result_document(one) for one in result.results],
        "counts": {status.value: statuses[status] for status in Status},
        "unchanged": max(0, result.plan.counts[Action.NO_OP] - result.bound),
        "bound": result.bound,
        "stopped_by": Signals(result.stopped_by).name if result.stopped_by else None,
        "ignored": ignore_documents(result.plan),
        "notices": [
            diagnostic_document(one)
            for one in (*result.plan.notices, *told)
            if one.severity is not Severity.ERROR
        ],
        "next": _after_apply(result),
        "errors": [diagnostic_document(one) for one in told if one.severity is Severity.ERROR],
        "exit_code": result.exit_code,
    }
    if whole:
        document["resources"] = resource_documents(result.plan)
    return document


def result_diagnostics(result: Result) -> tuple[Diagnostic, ...]:
    """What there is to say about an apply, beside what its plan said."""
    failures = tuple(one.diagnostic for one in result.results if one.diagnostic)
    late = tuple(one for one in (result.unchecked, result.unsaved) if one)
    return (*failures, *result.notices, *late)


def change_result_document(result: ChangeResult) -> ChangeResultDocument:
    """How one change ended."""
    change = result.change
    return {
        "address": str(change.address),
        "action": change.action.value,
        "name": change.name,
        "status": result.status.value,
        "id": result.id or change.id,
        "because": str(result.because) if result.because else None,
        "diagnostic": diagnostic_document(result.diagnostic) if result.diagnostic else None,
    }


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


def _after_apply(result: Result) -> str | None:
    """A state that could not be saved comes first: its diagnostic says what to do."""
    if result.unsaved:
        return None
    if result.exit_code == 0:
        lives = any(one.change.action is not Action.DELETE for one in result.results)
        return f"provisioner output -e {result.plan.environment}" if lives else None
    looks_first = result.of(Status.MOVED) or result.of(Status.DIFFERS)
    return f"provisioner {'plan' if looks_first else 'apply'} -e {result.plan.environment}"
