"""The saved plan that a command is handed as a file."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import Any

import click

from provisioner.cli.console import Console
from provisioner.cli.options import Body, with_flags

plan_file = click.Path(path_type=Path, dir_okay=False)
prune_flag = click.option("--prune", is_flag=True, help="Delete what is bound and no longer declared.")


def planned(body: Body) -> Body:
    """Give a command the plan that FILE holds, if any: it names the environment when no flag does."""

    @wraps(body)
    def load(console: Console, *, file: Path | None, environments: tuple[str, ...], **rest: Any) -> int:
        from provisioner.workflow.saved_plan import load_plan

        saved = load_plan(file) if file else None
        named = environments or ((saved.plan.environment,) if saved else ())
        return body(console, environments=named, saved=saved, **rest)

    return with_flags(load, click.argument("file", required=False, type=plan_file))
