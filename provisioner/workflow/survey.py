"""All environments as their files say, to see what an edit does to each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from provisioner.config.load import Reading, environments, read
from provisioner.config.node import Node
from provisioner.config.reader import Reader
from provisioner.diagnostics import Severity
from provisioner.errors import ConfigurationError
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration, Definition
from provisioner.model.value import Secret

Survey = Mapping[str, Reading]
Altered = tuple[Address, str]
"""An attribute of a resource, or the word `protect`; `*` where the whole resource comes or goes."""


def survey(reader: Reader) -> Survey:
    """Every environment by name, no secret read; raises ConfigurationError with the mistakes of all."""
    readings = {name: read(reader, name, None) for name in environments(reader.folder)}
    told = dict.fromkeys(one for reading in readings.values() for one in reading.diagnostics)
    mistakes = [one for one in told if one.severity is Severity.ERROR]
    if mistakes:
        raise ConfigurationError(*mistakes)
    return readings


def configuration_of(reading: Reading) -> Configuration:
    """The configuration of a reading without mistakes."""
    assert reading.configuration is not None
    return reading.configuration


def root_of(reading: Reading) -> Node:
    """The environment's own file."""
    assert reading.root is not None
    return reading.root


def altered(before: Configuration, after: Configuration) -> set[Altered]:
    """What an edit did to one environment: the attributes that have another value, placeholders replaced."""
    found: set[Altered] = set()
    for address in before.definitions.keys() | after.definitions.keys():
        one, other = before.definitions.get(address), after.definitions.get(address)
        if one is None or other is None:
            found.add((address, "*"))
        else:
            found.update((address, name) for name in _differing(one, other))
    return found


def _differing(one: Definition, other: Definition) -> Iterator[str]:
    for name in one.attributes.keys() | other.attributes.keys():
        if _text(one.attributes.get(name)) != _text(other.attributes.get(name)):
            yield name
    if one.protect != other.protect:
        yield "protect"


def _text(value: str | Secret | None) -> tuple[str | None, str | None]:
    """A secret that was not read is known by its template alone."""
    return (value.value, value.shown) if isinstance(value, Secret) else (value, None)
