"""Live texts as files write them: variables for known hosts, placeholders for credentials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain, count

from provisioner.config.interpolate import PLACEHOLDER, PREFIX
from provisioner.config.template import escaped
from provisioner.model.address import Address
from provisioner.model.uri import without_credentials
from provisioner.workflow.draft import Lifted
from provisioner.workflow.known import Known

_SETTINGS = ("ENVIRONMENT", "DIR", "DEBUG", "ALLOW_ENDPOINT")
_AUTHORITY = re.compile("(?<=://)[^/?#]*")


def variables_of(known: Known) -> frozenset[str]:
    """The environment variables that are in use: for the tenant's keys, and in templates."""
    templates = (text for one in known.definitions.values() for text in one.templates.values())
    found = (one for text in templates for one in PLACEHOLDER.finditer(text))
    return known.outline.reserved.union(one[2] for one in found if one[1] == "env")


class Templates:
    """Makes templates; `lifted` holds what their placeholders stand for.

    `reserved` names are never given to a credential: those of the tenant's keys, and what templates use.
    """

    def __init__(self, variables: Mapping[str, str | None], reserved: Iterable[str]) -> None:
        self._variables = variables
        self._hosts = {value: name for name, value in sorted(variables.items(), reverse=True) if value}
        self._taken = {*reserved, *(f"{PREFIX}{name}" for name in _SETTINGS)}
        self._values: dict[str, Lifted] = {}

    @property
    def lifted(self) -> tuple[Lifted, ...]:
        """Every credential met, in order of its variable."""
        return tuple(sorted(self._values.values(), key=lambda one: one.variable))

    def of_text(self, address: Address, text: str, written: str | None) -> str:
        """What a file says for a live text: as it is `written` already where that fits."""
        return written if written is not None and self._fits(address, text, written) else escaped(text)

    def of_uri(self, address: Address, uri: str, written: str | None) -> str:
        """The same for a URI, in which nothing is to be escaped."""
        if written is not None and self._fits(address, uri, written):
            return written
        template, values = without_credentials(uri, lambda parameter: self._name(address, parameter))
        for name, value in values.items():
            self._values[name] = Lifted(name, address, value)
        return _AUTHORITY.sub(self._host, template, count=1)

    def _host(self, authority: re.Match[str]) -> str:
        name = self._hosts.get(authority[0])
        return f"${{vars.{name}}}" if name else authority[0]

    def _name(self, address: Address, parameter: str) -> str:
        """Named for the key and not for the environment: the same in every tenant, as the template is."""
        words = re.sub("[^A-Z0-9]+", "_", f"{address.key} {parameter or 'secret'}".upper()).strip("_")
        names = chain([f"{PREFIX}{words}"], (f"{PREFIX}{words}_{number}" for number in count(2)))
        free = next(one for one in names if one not in self._taken)
        self._taken.add(free)
        return free

    def _fits(self, address: Address, text: str, written: str) -> bool:
        """Whether the template gives the text for some values, which are then lifted."""
        found = re.fullmatch(self._pattern(written), text)
        if found is None:
            return False
        names = [one[2] for one in PLACEHOLDER.finditer(written) if one[1] == "env"]
        lifted = [Lifted(name, address, value) for name, value in zip(names, found.groups(), strict=True)]
        values = {one.variable: one.value for one in (*lifted, *self._values.values())}
        if any(values[one.variable] != one.value for one in lifted):
            return False
        self._values |= {one.variable: one for one in lifted if one.variable not in self._values}
        return True

    def _pattern(self, written: str) -> str:
        pattern, position = "", 0
        for match in PLACEHOLDER.finditer(written):
            pattern += re.escape(written[position : match.start()])
            value = self._variables.get(match[2] or "") if match[1] == "vars" else "${"
            pattern += "((?s:.+))" if match[1] == "env" else re.escape(value or "")
            position = match.end()
        return pattern + re.escape(written[position:])
