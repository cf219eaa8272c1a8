"""The resolved configuration of one environment as plain data, and where each value comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from provisioner.config.load import read
from provisioner.config.node import Node
from provisioner.config.reader import Reader
from provisioner.config.written import written
from provisioner.diagnostics import Severity
from provisioner.errors import ConfigurationError
from provisioner.model.configuration import Configuration, Definition
from provisioner.model.record import record
from provisioner.model.resource_type import ResourceType
from provisioner.model.uri import conceal, conceal_template
from provisioner.model.value import Secret
from provisioner.resources import RESOURCE_TYPES

DEFAULT = "default"


@record
class Rendering:
    """`data` has the sections of an environment file, layers merged and secrets as templates.

    `origins` says for each leaf, its path joined by dots, the file and line it comes from, or `default`.
    """

    data: dict[str, Any]
    origins: Mapping[str, str]


def render(folder: Path, name: str) -> Rendering:
    """Resolve one environment without reading a secret; raises ConfigurationError with every mistake."""
    reading = read(Reader(folder, RESOURCE_TYPES), name, environ=None)
    configuration = reading.configuration
    if configuration is None or reading.root is None:
        raise ConfigurationError(*(one for one in reading.diagnostics if one.severity is Severity.ERROR))
    data = written(configuration.environment)
    origins = dict(_header_origins(data, reading.root))
    for type in RESOURCE_TYPES:
        data[type.plural] = {}
        for definition in _of(type, configuration):
            data[type.plural][definition.address.key] = _attributes(type, definition)
            origins |= _origins(type, definition)
    return Rendering(data, origins)


def _of(type: ResourceType, configuration: Configuration) -> list[Definition]:
    return [one for one in configuration.definitions.values() if one.address.type == type.name]


def _attributes(type: ResourceType, definition: Definition) -> dict[str, Any]:
    sensitive = {attribute.name for attribute in type.attributes if attribute.sensitive}
    shown: dict[str, Any] = {
        attribute.name: _shown(definition.attributes[attribute.name], attribute.name in sensitive)
        for attribute in type.attributes
        if attribute.name in definition.attributes
    }
    return {**shown, "protect": True} if definition.protect else shown


def _shown(value: str | Secret, sensitive: bool) -> str:
    """A value as a file would say it."""
    if isinstance(value, Secret):
        return conceal_template(value).shown
    return str(conceal(value) if sensitive else value).replace("${", "$${")


def _origins(type: ResourceType, definition: Definition) -> dict[str, str]:
    path = f"{type.plural}.{definition.address.key}"
    return {f"{path}.{name}": f"{place.file}:{place.line}" for name, place in definition.places.items()}


def _header_origins(data: object, root: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    match data:
        case dict():
            members = data.items()
        case list():
            members = {str(index): item for index, item in enumerate(data)}.items()
        case _:
            place = root.find(path)
            yield ".".join(path), f"{place.file}:{place.line}" if place else DEFAULT
            return
    for name, member in members:
        yield from _header_origins(member, root, (*path, str(name)))
