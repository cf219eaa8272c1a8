"""`destroy`: delete every managed resource of one environment."""

from __future__ import annotations

from dataclasses import replace

import click

from provisioner.cli.carry_out import carry_out, finish
from provisioner.cli.command import Command
from provisioner.cli.console import Console
from provisioner.cli.limits import Allow, limited
from provisioner.cli.options import reported, tenant
from provisioner.cli.values import seconds
from provisioner.diagnostics import Diagnostic
from provisioner.errors import UsageError
from provisioner.workflow.options import Options


@click.command("destroy", cls=Command)
@reported
@tenant
@click.option("--confirm", metavar="NAME", help="The environment's name, in place of the question.")
@click.option("--no-input", is_flag=True, help="Ask nothing; fail where an answer is needed.")
@click.option("--settle", type=seconds, metavar="SECONDS", default="10", help="How far listings may lag.")
@limited
def command(
    console: Console, options: Options, confirm: str | None, no_input: bool, settle: float, allow: Allow
) -> int:
    """Delete every managed resource of one environment.

    The plan is shown first and the environment's name must be typed; what nobody declared stays.
    """
    if confirm is None and (no_input or not console.interactive):
        raise UsageError(_nobody_to_ask(options.environment))
    if confirm not in (None, options.environment):
        raise UsageError(f"--confirm says {confirm!r}, the environment is {options.environment!r}")

    from provisioner.workflow.destroy import destroy

    options = replace(allow(options), settle=settle)
    return finish(
        console,
        carry_out(console, lambda approve, tell: destroy(options, approve, tell), asks=confirm is None),
    )


def _nobody_to_ask(environment: str) -> Diagnostic:
    return Diagnostic(
        "Nobody can be asked",
        "destroy wants the environment's name typed, and there is no terminal to ask on",
        f"look at what `provisioner state show` lists, then pass --confirm {environment}",
    )
