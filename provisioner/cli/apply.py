"""`apply`: carry out what plan shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from provisioner.cli.carry_out import carry_out, finish
from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.each import Told, one_after_the_other
from provisioner.cli.limits import Allow, limited
from provisioner.cli.options import reported, several
from provisioner.cli.saved import planned, prune_flag
from provisioner.cli.values import seconds
from provisioner.diagnostics import Diagnostic
from provisioner.errors import UsageError
from provisioner.workflow.options import Options

if TYPE_CHECKING:
    from provisioner.workflow.saved_plan import PlanFile


@click.command("apply", cls=Command)
@reported
@planned
@several
@prune_flag
@click.option("--auto-approve", is_flag=True, help="Apply without asking.")
@click.option("--no-input", is_flag=True, help="Ask nothing; fail where an answer is needed.")
@click.option("--settle", type=seconds, metavar="SECONDS", default="10", help="How far listings may lag.")
@limited
def command(
    console: Console,
    options: Sequence[Options],
    saved: PlanFile | None,
    prune: bool,
    auto_approve: bool,
    no_input: bool,
    settle: float,
    allow: Allow,
) -> int:
    """Bring the tenant to what the files say.

    The plan is shown first and must be confirmed; what was written is read back. The plan saved in FILE was
    looked at already: it is applied without a question if it is still the same, else refused. Of several
    environments none is tried after one that failed.
    """
    if saved and prune:
        raise UsageError(Diagnostic("--prune belongs to the plan", hint="make it with `plan --prune --out`"))
    if saved and len(options) > 1:
        raise UsageError(Diagnostic("A file holds one plan", hint="apply FILE without --all and -e"))
    asks = not (auto_approve or saved)
    if asks and (no_input or not console.interactive):
        raise UsageError(_nobody_to_ask())

    from provisioner.workflow.apply import apply

    def applied(one: Options) -> Told:
        allowed = allow(one)
        allowances = replace(allowed.allowances, unattended=auto_approve and not saved)
        ready = replace(allowed, settle=settle, prune=prune, allowances=allowances)
        return carry_out(console, lambda approve, tell: apply(ready, approve, tell, saved), asks)

    if len(options) > 1:
        return one_after_the_other(console, options, applied)
    return finish(console, applied(options[0]))


def _nobody_to_ask() -> Diagnostic:
    return Diagnostic(
        "Nobody can be asked",
        "apply shows its plan and asks, and there is no terminal to ask on",
        "look at `provisioner plan`, then pass --auto-approve",
    )
