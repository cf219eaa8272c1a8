"""`compare`: how environments differ, and what of it their files mean; the tenants are only read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from enum import StrEnum
from functools import partial

from provisioner.config.load import load_environment
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.diff.across import Comparison, compare_sides
from provisioner.diff.side import Side
from provisioner.errors import ProvisionerError, gravity
from provisioner.model.record import record
from provisioner.plan.side import declared_side, live_side, whole_side
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.memory import remembered, store_of
from provisioner.workflow.options import Options
from provisioner.workflow.prepare import configured, declared, prepare, sharing_files, with_queues
from provisioner.workflow.tenant import reached

_TYPES = [type.name for type in RESOURCE_TYPES]


class Basis(StrEnum):
    """What is compared: what lives in the words of the files, what lives by its names, the files alone."""

    BOTH = "both"
    LIVE = "live"
    CONFIG = "config"


@record
class Compared:
    """A comparison, and what of the tenants could not be read for it."""

    comparison: Comparison
    basis: Basis
    notices: tuple[Diagnostic, ...] = ()


def compare(options: Sequence[Options], basis: Basis, *, every: bool = False, jobs: int = 4) -> Compared:
    """Compare environments, read side by side; with `every` also the attributes that no file manages.

    Raises what reading one of them raises, with the mistakes of all.
    """
    view = {Basis.BOTH: _whole, Basis.LIVE: _live, Basis.CONFIG: _declared}[basis]
    with ThreadPoolExecutor(min(jobs, len(options)), "environment") as pool:
        attempts = list(pool.map(partial(_attempt, view), sharing_files(options)))
    failures = [one for one in attempts if isinstance(one, ProvisionerError)]
    if failures:
        gravest = min(failures, key=lambda one: gravity(one.exit_code))
        raise type(gravest)(*(told for one in failures for told in one.diagnostics))
    sides = [one for one in attempts if isinstance(one, Side)]
    notices = tuple(_unnamed(side) for side in sides if side.nameless)
    return Compared(compare_sides(sides, _TYPES, every=every), basis, notices)


def _attempt(view: Callable[[Options], Side], options: Options) -> Side | ProvisionerError:
    try:
        return view(options)
    except ProvisionerError as error:
        told = (replace(one, summary=f"{options.environment}: {one.summary}") for one in error.diagnostics)
        return type(error)(*told)


def _declared(options: Options) -> Side:
    return declared_side(declared(options), RESOURCE_TYPES)


def _live(options: Options) -> Side:
    environment = load_environment(options.folder, options.environment, RESOURCE_TYPES)
    with reached(options, environment) as tenancy:
        snapshot = tenancy.connection.snapshot(RESOURCE_TYPES, read_queues=True)
    return live_side(environment, snapshot, RESOURCE_TYPES)


def _whole(options: Options) -> Side:
    """The queues are read for their names alone: whether a file binds them rightly is for the plan to say."""
    configuration = configured(options)
    environment = configuration.environment
    with reached(options, environment) as tenancy:
        load_state = partial(remembered, store_of(options), environment)
        prepared = prepare(options, configuration, load_state, tenancy)
        snapshot = prepared.snapshot
        if snapshot.queues is None:
            snapshot = with_queues(snapshot, tenancy)
    return whole_side(configuration, prepared.plan, snapshot, RESOURCE_TYPES)


def _unnamed(side: Side) -> Diagnostic:
    return Diagnostic(
        f"{side.environment.name}: some queues have no name here",
        "where no file binds them, they are not compared",
        "give the key the product Analytics for Contact Center",
        severity=Severity.WARNING,
    )
