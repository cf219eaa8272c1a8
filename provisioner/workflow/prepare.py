"""From the files and the tenant to a plan and what speaks against it: the part all verbs share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from provisioner.config.load import load
from provisioner.config.reader import Reader
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import CredentialError, TenantError
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration
from provisioner.model.live import Snapshot
from provisioner.model.seal import Seal
from provisioner.model.state import State
from provisioner.plan.build import Inputs, build
from provisioner.plan.guards import Review, refusals
from provisioner.plan.ignored import expiries
from provisioner.plan.plan import Plan
from provisioner.plan.promotion import Predecessor, ahead, exempt
from provisioner.plan.queues import names_needed
from provisioner.resources import RESOURCE_TYPES
from provisioner.resources.queue import QUEUE
from provisioner.workflow.options import Options
from provisioner.workflow.pending import settle_pending
from provisioner.workflow.predecessor import predecessor_of
from provisioner.workflow.tenant import Tenancy
from provisioner.workflow.unlisted import with_unlisted


@dataclass(frozen=True)
class Prepared:
    """A plan with everything it was made from; `refusals` is empty when it may be applied.

    `skipped` are the resources that go ahead of the environment before because the person allowed it.
    """

    plan: Plan
    state: State
    snapshot: Snapshot
    seal: Seal
    refusals: tuple[Diagnostic, ...]
    skipped: tuple[Address, ...] = ()


def sharing_files(options: Iterable[Options]) -> list[Options]:
    """The same, each file read once however many environments include it."""
    options = list(options)
    readers = {one.folder: Reader(one.folder, RESOURCE_TYPES) for one in options}
    return [replace(one, reader=readers[one.folder]) for one in options]


def configured(options: Options) -> Configuration:
    """The environment's configuration with its secrets; raises ConfigurationError with all mistakes."""
    return load(options.folder, options.environment, options.environ, RESOURCE_TYPES, options.reader)


def declared(options: Options) -> Configuration:
    """The environment's configuration without any secret, for verbs that read no tenant."""
    return load(options.folder, options.environment, None, RESOURCE_TYPES, options.reader)


def prepare(
    options: Options, configuration: Configuration, load_state: Callable[[], State], tenancy: Tenancy
) -> Prepared:
    """Read the tenant once, plan, and ask the guards; files and states are read while the tenant answers.

    What is bound and not listed is asked for by its id.
    Queues are read with everything else when a name is bound, and once more only when the plan writes an
    assignment that has not been checked.
    """
    connection = tenancy.connection
    by_name = names_needed(configuration)
    with ThreadPoolExecutor(1, "snapshot") as aside:
        reading = aside.submit(connection.snapshot, RESOURCE_TYPES, read_queues=by_name)
        state = load_state()
        predecessor = predecessor_of(options, configuration)
        snapshot = reading.result()
    if by_name and snapshot.queues is None:
        raise _queues_unreadable(snapshot)
    snapshot = with_unlisted(snapshot, state, tenancy, options.parallelism)
    settled = settle_pending(state, snapshot, options.environment)
    seal = Seal.opening(tenancy.key, state.lineage, state.key_check)
    today = options.today
    inputs = Inputs(configuration, settled.state, snapshot, RESOURCE_TYPES, seal, today, options.prune)
    plan = build(inputs)
    if snapshot.queues is None and _assigns(plan):
        inputs = replace(inputs, snapshot=with_queues(snapshot, tenancy))
        plan = build(inputs)
    prepared = Prepared(plan, settled.state, inputs.snapshot, seal, ())
    return _reviewed(prepared, options, inputs, settled.notices, predecessor)


def _reviewed(
    prepared: Prepared,
    options: Options,
    inputs: Inputs,
    settled: tuple[Diagnostic, ...],
    predecessor: Predecessor | None,
) -> Prepared:
    """The same with all that is to be said beside the plan, and what speaks against it."""
    configuration, allowed = inputs.configuration, options.allowances
    ended = expiries(configuration.environment.ignores, inputs.today)
    told = (*configuration.warnings, *ended, *settled, *_notices(inputs.snapshot))
    plan = replace(prepared.plan, notices=(*told, *exempt(configuration, predecessor)))
    review = Review(plan, configuration, inputs.state, inputs.snapshot, RESOURCE_TYPES, allowed, predecessor)
    early = (one.address for one in ahead(configuration, predecessor))
    skipped = tuple(one for one in early if one in allowed.skipped)
    return replace(prepared, plan=plan, refusals=refusals(review), skipped=skipped)


def with_queues(snapshot: Snapshot, tenancy: Tenancy) -> Snapshot:
    """The snapshot with the queues beside it, or with the reason why they cannot be read."""
    queues = tenancy.connection.snapshot((), read_queues=True)
    return replace(
        snapshot,
        queues=queues.queues,
        queues_refused=queues.queues_refused,
        queues_forbidden=queues.queues_forbidden,
        requests=snapshot.requests + queues.requests,
    )


def _assigns(plan: Plan) -> bool:
    """Whether a write names a queue."""
    return any(one.attribute == QUEUE.name for change in plan.writes for one in change.differences)


def _queues_unreadable(snapshot: Snapshot) -> TenantError:
    diagnostic = Diagnostic(
        "The queues cannot be read, and a queue is bound by name",
        snapshot.queues_refused,
        "give the key the product Analytics for Contact Center, or bind every queue by id",
    )
    return CredentialError(diagnostic) if snapshot.queues_forbidden else TenantError(diagnostic)


def _notices(snapshot: Snapshot) -> tuple[Diagnostic, ...]:
    if not snapshot.queues_refused:
        return ()
    detail = f"{snapshot.queues_refused}; all queues in use are bound by id"
    return (
        Diagnostic("The queues were not read: their ids are not checked", detail, severity=Severity.NOTICE),
    )
