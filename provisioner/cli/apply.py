"""`apply`: carry out what plan shows."""

from __future__ import annotations

from dataclasses import replace

import click

from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.limits import Allow, limited
from provisioner.cli.options import formatted, tenant
from provisioner.cli.progress import ProgressLine
from provisioner.cli.question import confirmed
from provisioner.cli.values import seconds
from provisioner.diagnostics import Diagnostic
from provisioner.errors import UsageError
from provisioner.reports.document import plan_document, result_diagnostics, result_document
from provisioner.reports.shape import PlanDocument
from provisioner.workflow.options import Options


@click.command("apply", cls=Command)
@formatted
@tenant
@click.option("--auto-approve", is_flag=True, help="Apply without asking.")
@click.option("--no-input", is_flag=True, help="Ask nothing; fail where an answer is needed.")
@click.option("--settle", type=seconds, metavar="SECONDS", default="10", help="How far listings may lag.")
@limited
def command(
    console: Console, options: Options, auto_approve: bool, no_input: bool, settle: float, allow: Allow
) -> int:
    """Bring the tenant to what the files say.

    The plan is shown first and must be confirmed; what was written is read back.
    """
    if not auto_approve and (no_input or not console.interactive):
        raise UsageError(_nobody_to_ask())
    options = replace(allow(options), settle=settle)
    allowances = replace(options.allowances, unattended=auto_approve)
    return _apply(console, replace(options, allowances=allowances))


def _apply(console: Console, options: Options) -> int:
    from provisioner.workflow.apply import apply
    from provisioner.workflow.plan import PlanRefused

    progress = ProgressLine(console, options.clock)
    asks = not options.allowances.unattended
    try:
        result = apply(
            options, lambda plan: _approved(console, plan_document(plan), plan.notices, asks), progress.tell
        )
    except PlanRefused as refused:
        console.report(plan_document(refused.plan, refused.diagnostics, refused.exit_code), spare=True)
        console.tell(*refused.plan.notices, *refused.diagnostics)
        return refused.exit_code
    before = () if result.results else result.plan.notices
    console.tell(*before, *result_diagnostics(result))
    console.report(result_document(result), spare=True)
    return result.exit_code


def _approved(console: Console, plan: PlanDocument, notices: tuple[Diagnostic, ...], asks: bool) -> bool:
    """Show the plan beside the result, to a log or to whoever is asked."""
    console.preview({**plan, "next": None})
    console.tell(*notices)
    return not asks or confirmed(console, plan)


def _nobody_to_ask() -> Diagnostic:
    return Diagnostic(
        "Nobody can be asked",
        "apply shows its plan and asks, and there is no terminal to ask on",
        "look at `provisioner plan`, then pass --auto-approve",
    )
