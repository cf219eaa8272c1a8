"""What every writing command does on the console: show the plan, ask, tell of the progress and of the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioner.cli.console import Console
from provisioner.cli.each import Told
from provisioner.cli.progress import ProgressLine
from provisioner.cli.question import confirmed
from provisioner.diagnostics import Diagnostic
from provisioner.reports.document import outdated_document, plan_document
from provisioner.reports.result import result_diagnostics, result_document
from provisioner.reports.shape import PlanDocument

if TYPE_CHECKING:
    from provisioner.workflow.apply import Verb


def carry_out(console: Console, verb: Verb, asks: bool) -> Told:
    """Run the verb; a plan that is refused, or no longer the saved one, is what there is to report."""
    from provisioner.workflow.plan import PlanRefused
    from provisioner.workflow.saved_plan import PlanOutdated

    def approved(plan: PlanDocument, notices: tuple[Diagnostic, ...]) -> bool:
        """Show the plan beside the result, to a log or to whoever is asked."""
        console.preview({**plan, "next": None})
        console.tell(*notices)
        return not asks or confirmed(console, plan)

    whole = console.pictures
    try:
        result = verb(lambda plan: approved(plan_document(plan), plan.notices), ProgressLine(console).tell)
    except PlanRefused as refused:
        document = plan_document(refused.plan, refused.diagnostics, refused.exit_code, whole=whole)
        return document, (*refused.plan.notices, *refused.diagnostics)
    except PlanOutdated as outdated:
        plans = outdated.saved, outdated.fresh
        told = outdated.diagnostics
        return outdated_document(*plans, told, outdated.exit_code, whole), told
    before = () if result.results else result.plan.notices
    return result_document(result, whole), (*before, *result_diagnostics(result))


def finish(console: Console, told: Told) -> int:
    """Say how it ended: what went wrong in a run before its counts, a refusal after what it refuses."""
    document, diagnostics = told
    if document["report"] == "result":
        console.tell(*diagnostics)
    console.report(document, spare=True)
    if document["report"] != "result":
        console.tell(*diagnostics)
    return document["exit_code"]
