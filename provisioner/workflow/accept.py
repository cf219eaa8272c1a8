"""`accept`: take what changed outside into the files that define it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from provisioner.config.content import ASSIGNMENTS
from provisioner.config.findings import conceal
from provisioner.config.interpolate import Surroundings
from provisioner.config.load import load
from provisioner.config.node import Node
from provisioner.config.outline import outline
from provisioner.config.reader import Reader
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import ConfigurationError, RefusedError, UsageError
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration
from provisioner.plan.acceptance import Drifted, drifted, undecided
from provisioner.plan.build import Inputs, build
from provisioner.plan.plan import Plan
from provisioner.resources import RESOURCE_TYPES
from provisioner.workflow.memory import remembered, store_of
from provisioner.workflow.options import Options
from provisioner.workflow.prepare import Prepared, configured, prepare
from provisioner.workflow.revision import Edited, Edits, Revision, Step
from provisioner.workflow.survey import Altered, Survey, altered, configuration_of, root_of, survey
from provisioner.workflow.taking import Setting
from provisioner.workflow.tenant import reached


def accept(options: Options, named: Collection[Address] = (), dry_run: bool = False) -> Edits:
    """Write the drift of the named resources, or of all, into the files; the tenant is only read.

    All or nothing: raises RefusedError with everything that stands against it, UsageError for an address no
    file declares.
    """
    configuration = configured(options)
    for address in named:
        if address not in configuration.definitions:
            path = configuration.environment.path
            raise UsageError(Diagnostic(f"{address} is not declared in {path} or what it includes"))
    reader = Reader(options.folder, RESOURCE_TYPES)
    before = survey(reader)
    with reached(options, configuration.environment) as tenancy:
        load_state = partial(remembered, store_of(options), configuration.environment)
        prepared = prepare(options, configuration, load_state, tenancy)
    acceptance = _Acceptance(options, configuration, prepared, reader, before)
    edited = acceptance.take(named)
    if edited:
        acceptance.prove()
    revision = acceptance.revision
    if edited and not dry_run:
        revision.write()
    return Edits(edited, revision.differences(), prepared.plan.notices, written=bool(edited) and not dry_run)


@dataclass
class _Acceptance:
    """What is taken over into which file, and the proof that nothing else changes by it."""

    options: Options
    configuration: Configuration
    prepared: Prepared
    reader: Reader
    before: Survey
    taken: set[Altered] = field(default_factory=set)

    def __post_init__(self) -> None:
        environment, queues = self.configuration.environment, self.prepared.snapshot.queues
        about = outline(root_of(self.before[environment.name]))
        around = Surroundings(about.vars, self.options.environ, about.reserved, environment.path)
        self.setting = Setting(environment, around, queues)
        self.revision = Revision(self.options.folder)

    def take(self, named: Collection[Address]) -> tuple[Edited, ...]:
        """Collect the edits; raises RefusedError with all that cannot be taken over."""
        plan = self.prepared.plan
        found = [(one, self._edited(one)) for one in drifted(plan, named)]
        refused = [*undecided(plan, named), *(text for _, text in found if isinstance(text, Diagnostic))]
        if refused:
            bad = {one.address for one, text in found if isinstance(text, Diagnostic)}
            others = dict.fromkeys(str(one.address) for one, _ in found if one.address not in bad)
            raise RefusedError(*refused, *_alone(self.options.environment, others))
        self.taken = {(one.address, one.attribute) for one, _ in found}
        return tuple(edited for _, edited in found if isinstance(edited, Edited))

    def prove(self) -> None:
        """Load every environment as it would be, and plan this one again; raises RefusedError."""
        try:
            after = survey(self.revision.reader)
            left = {*_differing(self.prepared.plan)} - self.taken
            fair = set(_differing(self._planned())) == left
        except ConfigurationError as error:
            told = (replace(one, position=None, source="") for one in error.diagnostics)
            raise RefusedError(*(self._unfit(one) for one in told)) from None
        except RefusedError as error:
            told = (replace(one, hint=self.revision.pasted()) for one in error.diagnostics)
            raise RefusedError(*told) from None
        for name, reading in self.before.items():
            moved = altered(configuration_of(reading), configuration_of(after[name]))
            fair = fair and moved <= (self.taken if name == self.options.environment else set())
        if not fair:
            summary = "The edit would change more than what is accepted"
            raise RefusedError(Diagnostic(summary, "nothing was written", self.revision.pasted()))

    def _edited(self, one: Drifted) -> Edited | Diagnostic:
        environment, plural = self.options.environment, _plural(one.address)
        former = _written(self.before, environment, one)
        assert former is not None
        text = self.setting.text_of(one, former)
        if isinstance(text, Diagnostic):
            return text
        own = self.configuration.environment.path
        others = [
            name for name in self.before if name != environment and _written(self.before, name, one) == former
        ]
        file, path, note = former.file, self._path(one, former), ""
        if others and former.file != own:
            file, path = own, (plural, one.address.key, one.attribute)
            note = f"an overlay: {former.file}:{former.line} also stands for {', '.join(others)}"
        self.revision.put(file, path, text)
        return Edited(one.address, one.attribute, conceal(str(former.value)), text, file, note)

    def _path(self, one: Drifted, former: Node) -> Step:
        """Where the value stands in its file: in the definition, or among the queue assignments."""
        path = (_plural(one.address), one.address.key, one.attribute)
        root = root_of(self.before[self.options.environment])
        if former.file != root.file:
            root = self.reader.root(self.options.folder / former.file)
        return path if root.find(path) == former else (ASSIGNMENTS, one.address.key)

    def _planned(self) -> Plan:
        """The plan of the files as they would be, from what was read already."""
        options, prepared = self.options, self.prepared
        configuration = load(
            options.folder, options.environment, options.environ, RESOURCE_TYPES, self.revision.reader
        )
        inputs = Inputs(
            configuration, prepared.state, prepared.snapshot, RESOURCE_TYPES, prepared.seal, options.today
        )
        return build(inputs)

    def _unfit(self, mistake: Diagnostic) -> Diagnostic:
        summary = f"What lives cannot stand in the files: {mistake.summary[:1].lower()}{mistake.summary[1:]}"
        return replace(mistake, summary=summary)


def _written(survey: Survey, environment: str, one: Drifted) -> Node | None:
    """The value as it is written for an environment, wherever that is."""
    definition = survey[environment].sections[_plural(one.address)].get(one.address.key)
    return definition.members.get(one.attribute) if definition else None


def _differing(plan: Plan) -> Iterator[Altered]:
    for change in plan.changes:
        for one in change.differences:
            yield change.address, one.attribute


def _plural(address: Address) -> str:
    return next(type.plural for type in RESOURCE_TYPES if type.name == address.type)


def _alone(environment: str, addresses: Collection[str]) -> Iterator[Diagnostic]:
    if addresses:
        summary = "Nothing was written; the rest can be accepted by itself"
        command = f"provisioner accept -e {environment} {' '.join(addresses)}"
        yield Diagnostic(summary, hint=command, severity=Severity.NOTICE)
