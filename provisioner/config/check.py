"""The rules across resources: what is required, what refers to what, names, and where webhooks point."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from provisioner.config.findings import Findings
from provisioner.config.names import LONGEST, control_character, hidden_character, looks
from provisioner.config.uri import Destination, complaints, literal_credential, unresolved
from provisioner.diagnostics import Position
from provisioner.model.address import Address
from provisioner.model.attribute import Attribute
from provisioner.model.configuration import Definition
from provisioner.model.resource_type import ResourceType
from provisioner.model.value import Secret

Definitions = Mapping[Address, Definition]


@dataclass(frozen=True, slots=True)
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
    by_name = {type.name: type for type in types}
    for definition in definitions.values():
        for attribute in by_name[definition.address.type].attributes:
            if attribute.name in definition.attributes:
                _check_value(definition, attribute, definitions, setting, findings)
            elif attribute.required and definition.address not in setting.damaged:
                _missing(definition, attribute, findings)
    for type in types:
        _check_twins([one for one in definitions.values() if one.address.type == type.name], findings)


def _check_value(
    definition: Definition,
    attribute: Attribute,
    definitions: Definitions,
    setting: Setting,
    findings: Findings,
) -> None:
    if attribute.reference == "queue":
        _check_queue(definition, attribute, setting, findings)
    elif attribute.reference:
        _check_reference(definition, attribute, definitions, setting, findings)
    elif definition.address not in setting.damaged:
        if attribute.sensitive:
            _check_uri(definition, attribute, setting.destination, findings)
        else:
            _check_text(definition, attribute, findings)


def _missing(definition: Definition, attribute: Attribute, findings: Findings) -> None:
    hint = f"add `{attribute.name}:`"
    if attribute.name in definition.released:
        hint = f"a {definition.address.type} cannot be without: remove the `null`"
    detail = f'{definition.address} has no "{attribute.name}"'
    findings.error("Missing attribute", definition.position, detail, hint)


def _check_queue(definition: Definition, attribute: Attribute, setting: Setting, findings: Findings) -> None:
    key = str(definition.attributes[attribute.name])
    if key in setting.queues:
        return
    bound = ", ".join(setting.queues) or "none"
    hint = findings.suggest(key, setting.queues, f"add `{key}` under `queues:` there (bound now: {bound})")
    detail = f'{definition.address}: "{key}" is not bound in {setting.path}'
    findings.error("Unbound queue", definition.places[attribute.name], detail, hint)


def _check_reference(
    definition: Definition,
    attribute: Attribute,
    definitions: Definitions,
    setting: Setting,
    findings: Findings,
) -> None:
    key, type = str(definition.attributes[attribute.name]), str(attribute.reference)
    address = Address(type, key)
    if address in definitions or address in setting.damaged:
        return
    if address in setting.removed:
        detail = f'{definition.address}: "{key}" is removed at {setting.removed[address]}'
        hint = f"remove {definition.address} there as well, or keep the {type}"
    else:
        known = (one.key for one in definitions if one.type == type)
        hint = findings.suggest(key, known, f"define `{key}` under `{type}s:`, or name one that is defined")
        detail = f'{definition.address}: "{key}" is not a {type} of {setting.path}'
    findings.error(f"Undefined {type}", definition.places[attribute.name], detail, hint)


def _check_text(definition: Definition, attribute: Attribute, findings: Findings) -> None:
    value = definition.attributes[attribute.name]
    text = value.value if isinstance(value, Secret) else value
    if text is None:
        return
    place, what = definition.places[attribute.name], f"{definition.address}: `{attribute.name}`"
    if attribute.name == "name" and not 1 <= len(text) <= LONGEST:
        detail = f"{what} has {len(text):,} characters"
        findings.error("Value not possible", place, detail, f"a name has 1 to {LONGEST} characters")
    hidden = hidden_character(text) if attribute.name == "name" else control_character(text)
    if hidden is not None:
        blank = "begins or ends with a blank" if hidden == " " else f"holds U+{ord(hidden):04X}"
        findings.error("Invisible character", place, f"{what} {blank}", "remove it")


def _check_uri(
    definition: Definition, attribute: Attribute, allowed: Destination, findings: Findings
) -> None:
    value, place = definition.attributes[attribute.name], definition.places[attribute.name]
    template = value.shown if isinstance(value, Secret) else value
    known = value.value if isinstance(value, Secret) else value
    uri = known if known is not None else unresolved(template)
    for complaint in complaints(uri, allowed) if uri is not None else ():
        tell, summary = (
            (findings.warning, "Doubtful URI") if complaint.warning else (findings.error, "URI refused")
        )
        tell(summary, place, f"{definition.address}: {complaint.detail}", complaint.hint)
    name = literal_credential(template)
    if name is not None:
        detail = f'{definition.address}: "{name}" is written out and looks like a secret'
        hint = "a secret belongs in ${env.PROVISIONER_...}"
        findings.warning("Secret in a file", place, detail, hint)


def _check_twins(definitions: Iterable[Definition], findings: Findings) -> None:
    """A name used twice is rarely meant; names that only look the same are told apart by nobody."""
    first: dict[str, Definition] = {}
    for one in definitions:
        if not isinstance(one.attributes.get("name"), str):
            continue
        other = first.setdefault(looks(one.name), one)
        if other is one:
            continue
        place, where = one.places["name"], f"{other.address} at {other.places['name']}"
        if other.name == one.name:
            hint = "give one of them another name: without state a plan cannot tell them apart"
            findings.warning("Name used twice", place, f"{one.address} is called like {where}", hint)
        else:
            hint = "give one of them another name"
            findings.error("Names look the same", place, f"{one.address} cannot be told from {where}", hint)
