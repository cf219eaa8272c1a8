"""`promote`: carry definitions from one environment's file into another's."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial

from provisioner.config.load import load
from provisioner.config.reader import Reader
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import ConfigurationError, RefusedError, UsageError
from provisioner.model.address import Address
from provisioner.model.record import record
from provisioner.plan.build import Inputs, build
from provisioner.plan.change import Change
from provisioner.plan.hosts import known_host
from provisioner.plan.plan import Plan
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow import blockers, queue_traps
from provisioner.workflow.blockers import Side
from provisioner.workflow.carrying import Carrying, routes
from provisioner.workflow.memory import remembered, store_of
from provisioner.workflow.options import Options
from provisioner.workflow.prepare import Prepared, configured, prepare
from provisioner.workflow.revision import Edits, Revision
from provisioner.workflow.survey import Survey, altered, configuration_of, survey
from provisioner.workflow.tenant import reached
from provisioner.workflow.written import PROTECT, Layers, Written, type_of

TOLD_BETTER = ("Unbound queue", "Undefined webhook")
"""Mistakes of the edited files that the blockers tell with more to go by."""


@record
class Errand:
    """From which environment definitions are carried: the named ones, or all that its own file says."""

    source: str
    named: tuple[Address, ...] = ()
    offline: bool = False
    writes: bool = True


@dataclass(frozen=True)
class Promotion:
    """What was carried, what a plan of the target then shows of it, and what nobody looked at."""

    edits: Edits
    changes: tuple[Change, ...] = ()
    unchecked: tuple[str, ...] = ()


def promote(options: Options, errand: Errand) -> Promotion:
    """Carry definitions into the file of the environment that `options` name; both tenants are only read.

    Raises RefusedError with everything that stands against it, UsageError for what the source does not
    declare, and what reading raises.
    """
    if errand.source == options.environment:
        raise UsageError(f"{errand.source} cannot be promoted to itself")
    before = survey(Reader(options.folder, RESOURCE_TYPES))
    for name in (errand.source, options.environment):
        if name not in before:
            load(options.folder, name, None, RESOURCE_TYPES)
    source, target = Layers(before[errand.source]), Layers(before[options.environment])
    carrying = Carrying(source, target, Revision(options.folder))
    carrying.carry(errand.named)
    run = _Run(options, errand, before, carrying)
    if carrying.edited or carrying.blockers:
        run.look()
    promotion = run.promotion()
    if promotion.edits.written:
        carrying.revision.write()
    return promotion


class _Run:
    """One promotion between reading the files and writing one of them."""

    def __init__(self, options: Options, errand: Errand, before: Survey, carrying: Carrying) -> None:
        self.options = options
        self.errand = errand
        self.before = before
        self.carrying = carrying
        self.sides: tuple[_Looked, _Looked] | None = None
        self.changes: tuple[Change, ...] = ()
        self.notices = list(carrying.notices)

    @property
    def names(self) -> tuple[str, str]:
        """The source and the target."""
        return self.errand.source, self.options.environment

    @cached_property
    def after(self) -> Survey:
        """All environments as they would be; raises ConfigurationError."""
        return survey(self.carrying.revision.reader)

    def look(self) -> None:
        """Look for everything that stands against it; raises RefusedError with all of that."""
        if not self.errand.offline:
            with ThreadPoolExecutor(2, "promote") as pool:
                source, target = pool.map(self._looked, self.names)
            self.sides = source, target
        found = dict.fromkeys((*self._of_files(), *self._of_tenants()))
        if not found:
            found = dict.fromkeys(self._of_plan())
        if found:
            raise RefusedError(*found)
        self._prove()

    def promotion(self) -> Promotion:
        """What is carried, once nothing stands against it."""
        carrying, writes = self.carrying, bool(self.carrying.edited) and self.errand.writes
        differences = carrying.revision.differences()
        edits = Edits(tuple(carrying.edited), differences, tuple(self.notices), written=writes)
        return Promotion(edits, self.changes, tuple(self._unchecked()))

    def _of_files(self) -> Iterator[Diagnostic]:
        source, target = (configuration_of(self.before[name]) for name in self.names)
        yield from blockers.skipped(source.environment, target.environment)
        yield from self.carrying.blockers
        yield from blockers.undeclared(self.carrying, self.names)
        sides = (self.sides[0].side, self.sides[1].side) if self.sides else None
        yield from queue_traps.unbound(self.carrying, target.environment, sides)
        try:
            after = configuration_of(self.after[self.names[1]])
        except ConfigurationError as error:
            told = (one for one in error.diagnostics if one.summary not in TOLD_BETTER)
            yield from (replace(one, position=None, source="") for one in told)
        else:
            yield from blockers.unreachable(self.carrying, after)

    def _of_tenants(self) -> Iterator[Diagnostic]:
        if self.sides is None:
            return
        source, target = self.sides
        yield from (*source.trouble, *target.trouble)
        if source.prepared:
            yield from blockers.untried(source.prepared.plan, self.carrying.addresses)
        if target.prepared:
            yield from blockers.drifted(target.prepared.plan, self.carrying)
        yield from queue_traps.misbound(self.carrying, (source.side, target.side))

    def _of_plan(self) -> Iterator[Diagnostic]:
        """The plan that the edited file makes of what was read: what it shows of this is promised."""
        if self.sides is None:
            return
        try:
            plan = self._planned(self.sides[1])
        except ConfigurationError as error:
            yield from (replace(one, position=None, source="") for one in error.diagnostics)
            return
        carried = [one for one in plan.changes if one.address in self.carrying.addresses]
        self.changes = tuple(one for one in carried if one.shown)
        others = len([one for one in plan.changes if one.shown]) - len(self.changes)
        if others:
            summary = f"A plan of {plan.environment} also shows {others} that were pending before"
            self.notices.append(Diagnostic(summary, severity=Severity.NOTICE))
        yield from blockers.ambiguous(carried)

    def _planned(self, target: _Looked) -> Plan:
        prepared, options = target.prepared, self.options
        assert prepared is not None
        revised = self.carrying.revision.reader
        configuration = load(options.folder, options.environment, options.environ, RESOURCE_TYPES, revised)
        snapshot = replace(prepared.snapshot, queues=target.side.queues)
        return build(
            Inputs(configuration, prepared.state, snapshot, RESOURCE_TYPES, prepared.seal, options.today)
        )

    def _prove(self) -> None:
        """The target says what the source says, and nothing else changes in any environment."""
        carrying, target, after = self.carrying, self.options.environment, self.after
        fair = all(
            _but_protect(Layers(after[target]).whole(address)) == _but_protect(carrying.source.whole(address))
            for address in carrying.addresses
        )
        for name, reading in self.before.items():
            moved = {one for one, _ in altered(configuration_of(reading), configuration_of(after[name]))}
            fair = fair and moved <= (carrying.addresses if name == target else frozenset())
        if not fair:
            summary = "The edit would change more than what is promoted"
            raise RefusedError(Diagnostic(summary, "nothing was written"))

    def _looked(self, name: str) -> _Looked:
        """Read one tenant; what its files and its queues do not agree on is no reason to stop looking."""
        options = replace(self.options, environment=name)
        configuration = configured(options)
        environment = configuration.environment
        prepared: Prepared | None = None
        trouble: tuple[Diagnostic, ...] = ()
        with reached(options, environment) as tenancy:
            try:
                load_state = partial(remembered, store_of(options), environment)
                prepared = prepare(options, configuration, load_state, tenancy)
            except ConfigurationError as error:
                trouble = error.diagnostics
            queues = prepared.snapshot.queues if prepared else None
            if queues is None and routes(self.carrying):
                queues = tenancy.connection.snapshot((), read_queues=True).queues
        return _Looked(Side(environment, queues), prepared, trouble)

    def _unchecked(self) -> Iterator[str]:
        source, target = self.names
        if self.sides is None and self.carrying.edited:
            yield f"whether {source} has drift or pending changes"
            yield f"whether {target} drifted on what would change"
            yield f"whether the queues that {target} binds are in its tenant"
            yield from self._hidden_hosts()
        for side in self.sides or ():
            if side.side.queues is None and routes(self.carrying):
                yield f"the queues of {side.side.name}: its key may not read them"

    def _hidden_hosts(self) -> Iterator[str]:
        configuration = configuration_of(self.after[self.options.environment])
        for address in sorted(self.carrying.addresses & configuration.definitions.keys()):
            for attribute in (one.name for one in type_of(address).attributes if one.sensitive):
                if known_host(configuration.definitions[address], attribute) is None:
                    yield f"where {address} points: that stands in a secret"


@record
class _Looked:
    """One tenant as it was read; without `prepared`, `trouble` says why there is no plan."""

    side: Side
    prepared: Prepared | None
    trouble: tuple[Diagnostic, ...]


def _but_protect(definition: dict[str, Written] | None) -> dict[str, Written]:
    return {name: value for name, value in (definition or {}).items() if name != PROTECT}
