"""`promote --to-shared`: what all environments say of a resource is said once, in the folder they share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from provisioner.config.content import ASSIGNMENTS
from provisioner.config.edit import REMOVED
from provisioner.config.files import FOLDER, included_files, label
from provisioner.config.findings import conceal
from provisioner.config.reader import Reader
from provisioner.diagnostics import Diagnostic, Position, Severity
from provisioner.errors import RefusedError, UsageError
from provisioner.model.address import Address
from provisioner.model.record import record
from provisioner.resources import RESOURCE_TYPES
from provisioner.resources.queue import QUEUE
from provisioner.workflow.revision import Edited, Edits, Revision, Step
from provisioner.workflow.survey import Survey, altered, configuration_of, survey
from provisioner.workflow.written import Layers, Written, in_order, shown, type_of


@record
class Lifted:
    """What was lifted into which folder."""

    folder: str
    edits: Edits


def lift(
    folder: Path, environments: Collection[str] = (), named: Collection[Address] = (), writes: bool = True
) -> Lifted:
    """Lift what the files of these environments, or of all, overlay alike; no plan changes by it.

    Whatever is lifted, all environments that include the folder must agree on it. Reads no tenant. Raises
    RefusedError when there is no such folder, UsageError for a name that no environment declares.
    """
    reader = Reader(folder, RESOURCE_TYPES)
    before = survey(reader)
    lifting = _Lifting(_shared_folder(before), before, folder, reader)
    lifting.lift(environments or before.keys(), named)
    if lifting.edited:
        lifting.prove()
    written = writes and bool(lifting.edited)
    edits = Edits(tuple(lifting.edited), lifting.revision.differences(), tuple(lifting.notices), written)
    if written:
        lifting.revision.write()
    return Lifted(f"{FOLDER}/{lifting.name}", edits)


def _shared_folder(before: Survey) -> str:
    """The first folder that every environment includes which includes any."""
    includes = [one for reading in before.values() if (one := configuration_of(reading).environment.include)]
    common = [one for one in includes[0] if all(one in other for other in includes)] if includes else []
    if not common:
        detail = "what all environments agree on can only be said where all of them read it"
        raise RefusedError(Diagnostic("No folder is included by all", detail, "add one to each `include:`"))
    return common[0]


class _Home(NamedTuple):
    """Where the shared folder says an attribute, or would say it, and what it says."""

    file: str
    steps: Step
    value: Written | None


@dataclass
class _Lifting:
    """What is lifted into the folder `name`."""

    name: str
    before: Survey
    folder: Path
    reader: Reader
    edited: list[Edited] = field(default_factory=list)
    notices: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.revision = Revision(self.folder)
        self.layers = {
            name: Layers(reading)
            for name, reading in self.before.items()
            if self.name in configuration_of(reading).environment.include
        }
        paths = included_files(self.folder, self.name, Position("", 1, 1))
        self.roots = {label(self.folder, path): self.reader.root(path) for path in paths}

    def lift(self, environments: Collection[str], named: Collection[Address]) -> None:
        """Lift the named resources, or all that the files of these environments say something of."""
        overlaid = {
            address: None
            for name, layers in self.layers.items()
            if name in environments
            for address in layers.overlaid()
        }
        for address in named:
            if address not in overlaid:
                raise UsageError(
                    Diagnostic(f"{address} is overlaid in no environment", "there is nothing to lift")
                )
        for address in named or overlaid:
            self._lift(address)

    def prove(self) -> None:
        """No environment may see a difference; raises RefusedError."""
        after = survey(self.revision.reader)
        for name, reading in self.before.items():
            if altered(configuration_of(reading), configuration_of(after[name])):
                raise RefusedError(Diagnostic(f"Lifting would change {name}", "nothing was written"))
        for reading in self.before.values():
            environment = configuration_of(reading).environment
            if environment.promotes_from:
                summary = f"{environment.name} waits until {environment.promotes_from} has had what moved"
                hint = f"first: provisioner apply -e {environment.promotes_from}, which has nothing to write"
                self.notices.append(Diagnostic(summary, hint=hint, severity=Severity.NOTICE))

    def _lift(self, address: Address) -> None:
        standing = {
            name: whole
            for name, layers in self.layers.items()
            if (whole := layers.whole(address)) is not None
        }
        if any(self._elsewhere(layers, address) for layers in self.layers.values()):
            self._leave(address, "another included folder has a say in it")
        elif not standing:
            self._remove(address)
        elif len(standing) < len(self.layers) and not self._is_shared(address):
            missing = ", ".join(name for name in self.layers if name not in standing)
            self._leave(address, f"not in {missing}")
        else:
            for name in in_order(address, {*self._attributes(address, standing)}):
                values = {whole.get(name) for whole in standing.values()}
                if len(values) == 1:
                    self._agree(address, name, values.pop(), standing)

    def _attributes(self, address: Address, standing: Mapping[str, object]) -> Iterator[str]:
        for name in standing:
            yield from self.layers[name].own(address)

    def _agree(self, address: Address, name: str, value: Written | None, standing: Iterable[str]) -> None:
        """All say the same: so does the folder, and those that said it themselves no longer do."""
        home = self._home(address, name)
        if home.value != value:
            self.revision.put(home.file, home.steps, REMOVED if value is None else value)
        owners = [one for one in standing if name in self.layers[one].own(address)]
        for one in owners:
            self.revision.put(self.layers[one].path, self.layers[one].steps(address, name), REMOVED)
        before, after = (None if text is None else conceal(text) for text in map(shown, (home.value, value)))
        self.edited.append(Edited(address, name, before, after, home.file, f"was in {', '.join(owners)}"))

    def _remove(self, address: Address) -> None:
        """All remove it: it need not be there."""
        path = (type_of(address).plural, address.key)
        for file, root in self.roots.items():
            for steps in (path, (ASSIGNMENTS, address.key)):
                if root.find(steps) is not None and (address.type == "channel" or steps is path):
                    self.revision.put(file, steps, REMOVED)
                    home = file
        for layers in self.layers.values():
            self.revision.put(layers.path, path, REMOVED)
        self.edited.append(
            Edited(address, "", "declared", None, home, f"removed in {', '.join(self.layers)}")
        )

    def _home(self, address: Address, name: str) -> _Home:
        definition: Step = (type_of(address).plural, address.key)
        places = [(*definition, name)]
        if address.type == "channel" and name == QUEUE.name:
            places.append((ASSIGNMENTS, address.key))
        for steps in places:
            for file, root in self.roots.items():
                node = root.find(steps)
                if node is not None:
                    return _Home(file, steps, node.value if isinstance(node.value, str | bool) else None)
        return _Home(self._file(definition), (*definition, name), None)

    def _file(self, definition: Step) -> str:
        """The file that holds the definition, else one with that section, else the first."""
        for steps in (definition, definition[:1]):
            for file, root in self.roots.items():
                if root.find(steps) is not None:
                    return file
        return next(iter(self.roots))

    def _is_shared(self, address: Address) -> bool:
        return any(root.find((type_of(address).plural, address.key)) for root in self.roots.values())

    def _elsewhere(self, layers: Layers, address: Address) -> bool:
        node = layers.reading.shared[type_of(address).plural].get(address.key)
        return node is not None and any(one.file not in self.roots for one in (node, *node.leaves()))

    def _leave(self, address: Address, why: str) -> None:
        self.notices.append(Diagnostic(f"{address} is not lifted", why, severity=Severity.NOTICE))
