"""The rules across resources: what is required, what refers to what, names, and where webhooks point."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field

from provisioner.config.findings import Findings
from provisioner.config.names import looks
from provisioner.config.objection import name_complaint, text_complaint
from provisioner.config.uri import Destination, complaints, literal_credential, unresolved
from provisioner.diagnostics import Position
from provisioner.model.address import Address
from provisioner.model.attribute import Attribute
from provisioner.model.configuration import Definition
from provisioner.model.record import record
from provisioner.model.resource_type import ResourceType
from provisioner.model.value import Secret

Definitions = Mapping[Address, Definition]


@record
class Setting:
    """What the rules need to know about an environment.

    `damaged` definitions have a mistake that is told already; `removed` says where a layer removed one.
    """

    path: str
    queues: Collection[str]
    destination: Destination
    damaged: Collection[Address] = ()
    removed: Mapping[Address, Position] = field(default_factory=dict)


def check(
    definitions: Definitions, types: Sequence[ResourceType], setting: Setting, findings: Findings
) -> None:
    """Tell every rule that is broken."""
    rules = _Rules(definitions, setting, findings)
    for type in types:
        of_type = [one for address, one in definitions.items() if address.type == type.name]
        for definition in of_type:
            rules.check(definition, type)
        rules.check_twins(of_type)


@record
class _Rules:
    """The rules about one definition, and about the names of all of one type."""

    definitions: Definitions
    setting: Setting
    findings: Findings

    def check(self, definition: Definition, type: ResourceType) -> None:
        """A value that stands is checked for what it is, one that does not for being required."""
        whole, attributes = definition.address not in self.setting.damaged, definition.attributes
        for attribute in type.attributes:
            value = attributes.get(attribute.name)
            if value is None:
                if whole and attribute.required:
                    self._tell_missing(definition, attribute)
            elif attribute.reference:
                self._check_reference(definition, attribute, str(value))
            elif whole and attribute.sensitive:
                self._check_uri(definition, attribute, value)
            elif whole:
                self._check_text(definition, attribute, value)

    def check_twins(self, definitions: Iterable[Definition]) -> None:
        """A name used twice is rarely meant; names that only look the same are told apart by nobody."""
        first: dict[str, Definition] = {}
        for one in definitions:
            if not isinstance(one.attributes.get("name"), str):
                continue
            other = first.setdefault(looks(one.name), one)
            if other is not one:
                self._tell_twins(one, other)

    def _tell_twins(self, one: Definition, other: Definition) -> None:
        place, where = one.places["name"], f"{other.address} at {other.places['name']}"
        hint = "give one of them another name"
        if other.name == one.name:
            detail = f"{one.address} is called like {where}"
            hint += ": without state a plan cannot tell them apart"
            self.findings.warning("Name used twice", place, detail, hint)
        else:
            detail = f"{one.address} cannot be told from {where}"
            self.findings.error("Names look the same", place, detail, hint)

    def _tell_missing(self, definition: Definition, attribute: Attribute) -> None:
        hint = f"add `{attribute.name}:`"
        if attribute.name in definition.released:
            hint = f"a {definition.address.type} cannot be without: remove the `null`"
        detail = f'{definition.address} has no "{attribute.name}"'
        self.findings.error("Missing attribute", definition.position, detail, hint)

    def _check_reference(self, definition: Definition, attribute: Attribute, key: str) -> None:
        if attribute.reference == "queue":
            if key not in self.setting.queues:
                self._tell_unbound(definition.address, key, definition.places[attribute.name])
            return
        named = Address(str(attribute.reference), key)
        if named not in self.definitions and named not in self.setting.damaged:
            self._tell_undefined(definition.address, named, definition.places[attribute.name])

    def _tell_unbound(self, address: Address, key: str, place: Position) -> None:
        bound = self.setting.queues
        way_out = f"add `{key}` under `queues:` there (bound now: {', '.join(bound) or 'none'})"
        near = self.findings.suggest(key, bound)
        detail = f'{address}: "{key}" is not bound in {self.setting.path}'
        self.findings.error("Unbound queue", place, detail, f"{near} Else {way_out}" if near else way_out)

    def _tell_undefined(self, address: Address, named: Address, place: Position) -> None:
        type, key = named
        if named in self.setting.removed:
            detail = f'{address}: "{key}" is removed at {self.setting.removed[named]}'
            hint = f"remove {address} there as well, or keep the {type}"
        else:
            detail = f'{address}: "{key}" is not a {type} of {self.setting.path}'
            known = (one.key for one in self.definitions if one.type == type)
            otherwise = f"define `{key}` under `{type}s:`, or name one that is defined"
            hint = self.findings.suggest(key, known, otherwise)
        self.findings.error(f"Undefined {type}", place, detail, hint)

    def _check_text(self, definition: Definition, attribute: Attribute, value: str | Secret) -> None:
        complaint = name_complaint(value) if attribute.name == "name" else text_complaint(value)
        if complaint is not None:
            place, what = definition.places[attribute.name], f"{definition.address}: `{attribute.name}`"
            self.findings.error(complaint.summary, place, f"{what} {complaint.detail}", complaint.hint)

    def _check_uri(self, definition: Definition, attribute: Attribute, value: str | Secret) -> None:
        place = definition.places[attribute.name]
        template = value.shown if isinstance(value, Secret) else value
        known = value.value if isinstance(value, Secret) else value
        uri = known if known is not None else unresolved(template)
        for complaint in complaints(uri, self.setting.destination) if uri is not None else ():
            detail = f"{definition.address}: {complaint.detail}"
            if complaint.warning:
                self.findings.warning("Doubtful URI", place, detail, complaint.hint)
            else:
                self.findings.error("URI refused", place, detail, complaint.hint)
        name = literal_credential(template)
        if name is not None:
            detail = f'{definition.address}: "{name}" is written out and looks like a secret'
            hint = "a secret belongs in ${env.PROVISIONER_...}"
            self.findings.warning("Secret in a file", place, detail, hint)
