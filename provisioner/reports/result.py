"""How an apply ended, as a report document."""

from __future__ import annotations

from collections import Counter
from signal import Signals

from provisioner.apply.result import ChangeResult, Result, Status
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.plan.change import Action
from provisioner.reports.document import diagnostic_document
from provisioner.reports.resources import ignore_documents, resource_documents
from provisioner.reports.shape import FORMAT_VERSION, ChangeResultDocument, ResultDocument


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


def _after_apply(result: Result) -> str | None:
    """A state that could not be saved comes first: its diagnostic says what to do."""
    if result.unsaved:
        return None
    if result.exit_code == 0:
        lives = any(one.change.action is not Action.DELETE for one in result.results)
        return f"provisioner output -e {result.plan.environment}" if lives else None
    looks_first = result.of(Status.MOVED) or result.of(Status.DIFFERS)
    return f"provisioner {'plan' if looks_first else 'apply'} -e {result.plan.environment}"
