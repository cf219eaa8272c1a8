"""The flags that allow a run more than the guards of its environment do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import click

from provisioner.cli import values
from provisioner.cli.complete import complete_address
from provisioner.cli.options import Body, with_flags
from provisioner.model.address import Address
from provisioner.model.environment import Limit
from provisioner.workflow.options import Options

Allow = Callable[[Options], Options]


def limited(body: Body) -> Body:
    """Give a command `allow`, which puts what the flags allow into its Options."""

    @wraps(body)
    def limit(
        *args: Any,
        max_creates: Limit | None,
        max_updates: Limit | None,
        max_deletes: Limit | None,
        max_changes: Limit | None,
        allow_protected: tuple[Address, ...],
        allow_host: tuple[str, ...],
        adopt: bool,
        allow_empty: bool,
        allow_missing: bool,
        allow_skip: tuple[Address, ...],
        **rest: Any,
    ) -> int:
        def allow(options: Options) -> Options:
            allowances = replace(
                options.allowances,
                max_creates=max_creates,
                max_updates=max_updates,
                max_deletes=max_deletes,
                max_changes=max_changes,
                protected=frozenset(allow_protected),
                hosts=allow_host,
                adopt=adopt,
                empty=allow_empty,
                missing=allow_missing,
                skipped=frozenset(allow_skip),
            )
            return replace(options, allowances=allowances)

        return body(*args, allow=allow, **rest)

    return with_flags(limit, *_FLAGS)


_FLAGS = (
    click.option("--max-creates", metavar="N", type=values.number, help="At most N creates."),
    click.option("--max-updates", metavar="N[%]", type=values.limit, help="At most N updates."),
    click.option("--max-deletes", metavar="N[%]", type=values.limit, help="At most N deletes."),
    click.option("--max-changes", metavar="N[%]", type=values.limit, help="At most N changes in all."),
    click.option(
        "--allow-protected",
        metavar="ADDRESS",
        type=values.address,
        multiple=True,
        shell_complete=complete_address,
        help="Re-point or delete this protected resource.",
    ),
    click.option("--allow-host", metavar="HOST", multiple=True, help="Let webhooks point to HOST."),
    click.option("--adopt", is_flag=True, help="Change what is found by name without being asked."),
    click.option("--allow-empty", is_flag=True, help="Accept that the files declare nothing."),
    click.option("--allow-missing", is_flag=True, help="Accept that most bound resources are gone."),
    click.option(
        "--allow-skip",
        metavar="ADDRESS",
        type=values.address,
        multiple=True,
        shell_complete=complete_address,
        help="Go ahead of the environment this one promotes from.",
    ),
)
