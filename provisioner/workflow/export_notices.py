"""What a person should know of an export before the next plan."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from provisioner.diagnostics import Diagnostic, Severity
from provisioner.model.live import Snapshot
from provisioner.model.visible import between_quotes
from provisioner.workflow.draft import Draft, Drafts


def export_notices(drafts: Drafts, snapshot: Snapshot, secrets_to: Path | None) -> Iterator[Diagnostic]:
    """Names that several resources bear, queues without names, and variables that have to be set."""
    yield from _twins(drafts.drafts)
    if snapshot.queues_refused:
        yield Diagnostic(
            "The queues were not read: they are bound by id",
            snapshot.queues_refused,
            "give the key the product Analytics for Contact Center, and export again",
            severity=Severity.WARNING,
        )
    if drafts.lifted:
        yield _variables(drafts, secrets_to)


def _twins(drafts: Iterable[Draft]) -> Iterator[Diagnostic]:
    by_name: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for one in drafts:
        if one.twins > 1:
            by_name[one.address.type, one.name].append(one)
    for (type, name), twins in by_name.items():
        yield Diagnostic(
            f"{twins[0].twins} live {type}s are called {between_quotes(name)}",
            ", ".join(str(one.address) for one in twins),
            "give each a name of its own: without the state a plan cannot tell them apart",
            severity=Severity.WARNING,
        )


def _variables(drafts: Drafts, secrets_to: Path | None) -> Diagnostic:
    names = ", ".join(one.variable for one in drafts.lifted)
    hint = (
        f"`set -a; . {_sourced(secrets_to)}; set +a` takes them from the file; keep it out of version control"
        if secrets_to
        else ("their values stand in the tenant; --secrets-to FILE writes them down for you alone")
    )
    return Diagnostic("Set these variables before the next plan", names, hint, severity=Severity.NOTICE)


def _sourced(path: Path) -> str:
    """The path as a shell takes it: a bare name would be looked for elsewhere."""
    return shlex.quote(str(path) if "/" in str(path) else f"./{path}")
