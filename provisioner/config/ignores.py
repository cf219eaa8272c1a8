"""The rules about `ignore:`: each entry names one attribute that this environment declares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from provisioner.config.findings import Findings
from provisioner.model.address import Address
from provisioner.model.configuration import Definition
from provisioner.model.environment import Ignore
from provisioner.model.record import record
from provisioner.model.resource_type import ResourceType


@record
class Declared:
    """What an entry may name; `damaged` definitions have a mistake that is told already."""

    definitions: Mapping[Address, Definition]
    damaged: Collection[Address]
    types: Sequence[ResourceType]

    def attributes(self, address: Address) -> list[str]:
        """The attributes that a resource of this type can have."""
        return [one.name for type in self.types if type.name == address.type for one in type.attributes]


def check_ignores(ignores: Iterable[Ignore], declared: Declared, findings: Findings) -> None:
    """Tell every entry that names nothing, or the same as another."""
    first: dict[str, Ignore] = {}
    for one in ignores:
        other = first.setdefault(str(one), one)
        if other is not one:
            detail = f"{one} is ignored already at {other.position}"
            findings.error("Ignored twice", one.position, detail, "keep one of them")
        elif one.address not in declared.damaged:
            _check(one, declared, findings)


def _check(ignore: Ignore, declared: Declared, findings: Findings) -> None:
    address, definition = ignore.address, declared.definitions.get(ignore.address)
    known = declared.attributes(address)
    if definition is None:
        addresses = map(str, declared.definitions)
        hint = findings.suggest(str(address), addresses, "name a definition of this environment")
        findings.error("Nothing to ignore", ignore.position, f"{address} is not declared here", hint)
    elif ignore.attribute not in known:
        hint = findings.suggest(ignore.attribute, known, f"a {address.type} has {', '.join(known)}")
        detail = f'"{ignore.attribute}" is not an attribute of a {address.type}'
        findings.error("Nothing to ignore", ignore.position, detail, hint)
    elif ignore.attribute not in definition.attributes:
        detail = f"{address} does not say its {ignore.attribute}: it is not managed"
        findings.warning("Ignored in vain", ignore.position, detail, "remove this entry")
