"""`adopt`: bind an address to a live resource by hand."""

from __future__ import annotations

import re

import click

from provisioner.cli import values
from provisioner.cli.command import Command
from provisioner.cli.complete import complete_address
from provisioner.cli.console import Console
from provisioner.cli.options import spoken, tenant
from provisioner.model.address import Address
from provisioner.reports.escape import plain, quoted
from provisioner.workflow.options import Options

_DASHED_ID = re.compile(r"-[A-Za-z0-9_-]{21}")
"""Ids are 22 characters of base64url, so one in 64 begins like a flag. No flag of adopt looks like this."""


class AdoptCommand(Command):
    """Takes an id that begins with a dash for what it is."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        dashed = [word for word in args if _DASHED_ID.fullmatch(word)] if "--" not in args else []
        rest = [word for word in args if word not in dashed]
        return super().parse_args(ctx, [*rest, "--", *dashed] if dashed else args)


@click.command("adopt", cls=AdoptCommand)
@spoken
@tenant
@click.argument("address", type=values.address, shell_complete=complete_address)
@click.argument("id")
def command(console: Console, options: Options, address: Address, id: str) -> int:
    """Bind ADDRESS to the live resource ID.

    The next plan shows how the two differ.
    """
    from provisioner.workflow.binding import adopt

    bound = adopt(options, address, id)
    console.result(
        f"{bound.address} is bound to {quoted(bound.name)} ({plain(bound.id)})\n"
        f"Next: provisioner plan -e {plain(options.environment)}\n",
        spare=True,
    )
    return 0
