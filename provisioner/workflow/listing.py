"""`list` and `queues`: what lives in the tenant, and which of it the files declare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from provisioner.config.load import load_environment
from provisioner.model.address import Address
from provisioner.model.environment import Environment, QueueBinding
from provisioner.model.live import LiveQueue, LiveResource
from provisioner.model.record import record
from provisioner.model.resource_type import ResourceType
from provisioner.plan.change import Change
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.draft import Drafts
from provisioner.workflow.draft_text import QUEUES, sections
from provisioner.workflow.drafting import UNREADABLE, drafts
from provisioner.workflow.known import known
from provisioner.workflow.memory import remembered, store_of
from provisioner.workflow.options import Options
from provisioner.workflow.prepare import configured, prepare
from provisioner.workflow.tenant import reached
from provisioner.workflow.unlisted import with_unlisted


@record
class Row:
    """One live resource: managed, found by name, unmanaged, orphaned, of another type, or unreadable."""

    type: str
    id: str
    name: str
    status: str
    address: Address | None = None
    detail: str = ""


@record
class Listing:
    """All live resources, by type and id."""

    rows: tuple[Row, ...]

    @property
    def managed(self) -> int:
        return sum(row.status in ("managed", "found by name") for row in self.rows)

    @property
    def manageable(self) -> int:
        """How many could be managed: what is readable and of a type the tool creates."""
        return sum(row.status not in ("other type", "unreadable") for row in self.rows)

    @property
    def coverage(self) -> int:
        """The managed part of what could be managed, in percent, rounded down."""
        return 100 * self.managed // self.manageable if self.manageable else 100


@record
class Unmanaged:
    """Drafts of what no file declares; `bound` are the addresses in the state."""

    environment: Environment
    drafts: Drafts
    bound: frozenset[Address]

    @property
    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """What is to be pasted."""
        return {QUEUES: self.drafts.queues, **sections(self.drafts)}


@record
class QueueRow:
    """One queue; `keys` are the queue keys bound to it in this environment."""

    id: str
    name: str
    media: str | None
    keys: tuple[str, ...]


def list_live(options: Options) -> Listing:
    """Every live webhook and channel with its status."""
    configuration = configured(options)
    environment = configuration.environment
    with reached(options, environment) as tenancy:
        load_state = partial(remembered, store_of(options), environment)
        prepared = prepare(options, configuration, load_state, tenancy)
    by_id = {(one.address.type, one.id): one for one in prepared.plan.changes if one.desired and one.id}
    bound = {(address.type, one.id): address for address, one in prepared.state.bindings.items()}
    return Listing(
        tuple(
            _row(type, live, by_id.get((type.name, live.id or "")), bound)
            for type in RESOURCE_TYPES
            for live in prepared.snapshot.of(type.name)
        )
    )


def list_unmanaged(options: Options) -> Unmanaged:
    """What lives and is in no file, in the words of files; no secret is needed."""
    about = known(options, whole=True)
    with reached(options, about.environment) as tenancy:
        snapshot = tenancy.connection.snapshot(RESOURCE_TYPES, read_queues=True)
        state = remembered(store_of(options), about.environment)
        snapshot = with_unlisted(snapshot, state, tenancy, options.parallelism)
    found = drafts(about.beside(snapshot, state.bindings), snapshot)
    return Unmanaged(about.environment, found, frozenset(state.bindings))


def list_queues(options: Options) -> tuple[QueueRow, ...]:
    """Every queue of the tenant by name; raises CredentialError or TenantError when they cannot be read."""
    environment = load_environment(options.folder, options.environment, RESOURCE_TYPES)
    bindings = environment.queues
    with reached(options, environment) as tenancy:
        queues = tenancy.connection.queues()
    rows = (QueueRow(one.id, one.name, one.media, tuple(_keys(one, bindings))) for one in queues)
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.id)))


def _row(
    type: ResourceType,
    live: LiveResource,
    change: Change | None,
    bound: Mapping[tuple[str, str], Address],
) -> Row:
    id, name = live.id or "", live.name or ""
    if not live.readable:
        return Row(type.name, id, name, "unreadable", detail=UNREADABLE)
    if not live.accepted:
        return Row(type.name, id, name, "other type", detail=str(live.body.get("type")))
    address = bound.get((type.name, id))
    if change is not None:
        return Row(type.name, id, name, "managed" if address else "found by name", change.address)
    if address is not None:
        return Row(type.name, id, name, "orphaned", address, "bound and no longer declared")
    return Row(type.name, id, name, "unmanaged")


def _keys(queue: LiveQueue, bindings: Mapping[str, QueueBinding]) -> Iterator[str]:
    for key, binding in bindings.items():
        if binding.id == queue.id or (binding.name == queue.name and queue.usable):
            yield key
