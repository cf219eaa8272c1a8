"""`export`: a live tenant as files, everything in them bound at once; the tenant is only read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from provisioner.config.files import environment_files, label
from provisioner.config.load import load
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ConfigurationError, ProvisionerError, RefusedError
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration
from provisioner.model.environment import Environment
from provisioner.model.live import Snapshot
from provisioner.model.record import record
from provisioner.model.seal import Seal
from provisioner.model.state import State
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow import schema
from provisioner.workflow.draft import Drafts
from provisioner.workflow.draft_binding import bound
from provisioner.workflow.draft_choice import chosen
from provisioner.workflow.draft_text import added, file_text
from provisioner.workflow.drafting import drafts
from provisioner.workflow.export_files import (
    environment_file,
    refuse_a_file,
    refuse_files_in,
    tentative,
    write_secrets,
)
from provisioner.workflow.export_notices import export_notices
from provisioner.workflow.known import Known, known
from provisioner.workflow.memory import locked, remembered, save, store_of
from provisioner.workflow.options import Options
from provisioner.workflow.tenant import Tenancy, reached
from provisioner.workflow.unlisted import with_unlisted


@record
class Request:
    """What is exported, and where to: `out` is the folder that holds `environments/`, or will hold it.

    `only` are addresses and names of types; none stands for everything. `merge` adds to what is there,
    `force` writes the environment's file anew. The values of credentials go to `secrets_to` and nowhere else.
    """

    out: Path
    only: tuple[Address | str, ...] = ()
    merge: bool = False
    force: bool = False
    secrets_to: Path | None = None


@record
class Exported:
    """What was written and bound; `files` are relative to `folder`. `notices` are for a person to act on."""

    environment: Environment
    folder: Path
    files: tuple[str, ...]
    drafts: Drafts
    secrets_to: Path | None
    notices: tuple[Diagnostic, ...]


def export(options: Options, request: Request) -> Exported:
    """Write what lives in the tenant, and bind it.

    Raises ProvisionerError when files are in the way, UsageError for an address that nothing would get; then
    nothing is written.
    """
    if not (request.merge or request.force):
        refuse_files_in(request.out)
    if not request.force:
        refuse_a_file(request.secrets_to)
    target = replace(options, folder=request.out)
    about = known(options, whole=False)
    merges = request.merge and environment_file(target).exists()
    if merges:
        about = _same_tenant(known(target, whole=True), about)
    with reached(options, about.environment) as tenancy:
        snapshot = tenancy.connection.snapshot(RESOURCE_TYPES, read_queues=True)
        request.out.mkdir(parents=True, exist_ok=True)
        with locked(store_of(target), target, "export"):
            return _Export(options, target, request, tenancy, merges).carry_out(about, snapshot)


@record
class _Export:
    """One export while the state of the target is locked; it `merges` into a file that is there."""

    source: Options
    target: Options
    request: Request
    tenancy: Tenancy
    merges: bool

    def carry_out(self, about: Known, snapshot: Snapshot) -> Exported:
        """Draft, write, load and bind; a first export has the keys of its source."""
        state = _settled(self.target, about.environment)
        named = state if state.bindings else _settled(self.source, about.environment)
        snapshot = with_unlisted(snapshot, named, self.tenancy, self.source.parallelism)
        about = about.beside(snapshot, named.bindings)
        found = chosen(drafts(about, snapshot), self.request.only)
        if about.environment.tenant.simulated:
            from provisioner.workflow.embedded import take_along  # a real tenant does not load the simulator

            take_along(about.environment, self.source.folder, self.target.folder)
        files = self._written(about, found, state) if found.drafts or not self.merges else ()
        secrets_to = self.request.secrets_to if found.lifted else None
        notices = export_notices(found, snapshot, secrets_to)
        return Exported(about.environment, self.request.out, files, found, secrets_to, tuple(notices))

    def _written(self, about: Known, found: Drafts, state: State) -> tuple[str, ...]:
        """Write everything and bind it; what the loader does not take, or no state, is taken back."""
        path = environment_file(self.target)
        schemas = () if path.parent.is_dir() else schema.write(self.target.folder)
        with tentative(path, self._content(path, about, found)):
            configuration = _loaded(self.target)
            if self.request.secrets_to and found.lifted:
                write_secrets(self.request.secrets_to, found.lifted)
            seal = Seal.opening(self.tenancy.key, state.lineage, state.key_check)
            save(store_of(self.target), bound(state, found.drafts, configuration, seal))
        return path.relative_to(self.target.folder).as_posix(), *schemas

    def _content(self, path: Path, about: Known, found: Drafts) -> bytes:
        if self.merges:
            return added(path.read_bytes(), label(self.target.folder, path), found)
        return file_text(about, found, environment_files(self.target.folder)).encode()


def _same_tenant(present: Known, exported: Known) -> Known:
    """What is known of the file that is added to; raises RefusedError when it is another tenant's."""
    one, other = present.environment.tenant, exported.environment.tenant
    if (one.id, one.endpoint) != (other.id, other.endpoint):
        detail = f"it is tenant {one.id} at {one.endpoint}, not {other.id} at {other.endpoint}"
        raise RefusedError(Diagnostic(f"{present.environment.path} is about another tenant", detail))
    return present


def _settled(options: Options, environment: Environment) -> State:
    """The state, in which no write may be pending: what it made could be bound twice."""
    state = remembered(store_of(options), environment)
    if state.pending:
        hint = f"run `provisioner apply -e {options.environment}` first: it looks for what was sent"
        raise RefusedError(Diagnostic("The outcome of an earlier write is not known yet", hint=hint))
    return state


def _loaded(target: Options) -> Configuration:
    try:
        return load(target.folder, target.environment, None, RESOURCE_TYPES)
    except ConfigurationError as error:
        raise ProvisionerError(Diagnostic("The export cannot be read back"), *error.diagnostics) from None
