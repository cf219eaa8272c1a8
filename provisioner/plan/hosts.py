"""Where the webhooks of a configuration point, held against the hosts its environment allows."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from provisioner.model.configuration import Configuration, Definition
from provisioner.model.resource_type import ResourceType
from provisioner.model.uri import host_of
from provisioner.model.value import Secret


class Foreign(NamedTuple):
    """An attribute of a definition that leads to a host which is not allowed."""

    definition: Definition
    attribute: str
    host: str


def foreign_hosts(
    configuration: Configuration, types: Sequence[ResourceType], also: Sequence[str] = ()
) -> Iterator[Foreign]:
    """Every attribute that leads elsewhere; without `guards.allowed_hosts` there is no elsewhere.

    Where a secret that was not read decides on the host, nothing can be said.
    """
    allowed = configuration.environment.guards.allowed_hosts
    sensitive = {type.name: [one.name for one in type.attributes if one.sensitive] for type in types}
    for definition in configuration.definitions.values() if allowed else ():
        for attribute in sensitive[definition.address.type]:
            host = known_host(definition, attribute)
            if host is not None and not _matches(host, (*allowed, *also)):
                yield Foreign(definition, attribute, host)


def known_host(definition: Definition, attribute: str) -> str | None:
    """The host that an attribute leads to, empty where it names none; None where nobody can say."""
    match definition.attributes.get(attribute):
        case None:
            return None
        case Secret(value=None, shown=template):
            host = host_of(template)
            return None if "${" in host else host
        case Secret(value=str(uri)) | uri:
            return host_of(str(uri))


def _matches(host: str, allowed: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(host, one.lower()) for one in allowed)
