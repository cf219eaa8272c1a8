"""An earlier drift report, read back from the JSON that `drift -o json` wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from provisioner.diagnostics import Diagnostic
from provisioner.errors import ConfigurationError
from provisioner.model.address import Address
from provisioner.model.environment import Environment
from provisioner.model.members import mappings, member, optional, parse
from provisioner.model.record import record
from provisioner.plan.change import Action
from provisioner.plan.drift import Word
from provisioner.plan.sightings import Earlier, Sighting

FORMAT_VERSION = 1
LARGEST = 256_000_000
"""In bytes: reports on many tenants are far smaller, and a wrong file name must not fill the memory."""

_UPDATES = (Action.UPDATE, Action.ADOPT)


@record
class EarlierReport:
    """What a file tells of each environment, which tenant it was, and whether it is about several."""

    file: str
    tenants: Mapping[str, str]
    environments: Mapping[str, Earlier]
    several: bool

    def about(self, environment: Environment) -> Earlier | None:
        """What it tells of an environment, None where one of several had not been read.

        Raises ConfigurationError when it is about another environment or tenant.
        """
        name, tenant = environment.name, environment.tenant.id
        if name not in self.environments:
            if self.several:
                return None
            raise ConfigurationError(self._foreign(f"it is about {', '.join(self.environments)}, not {name}"))
        if self.tenants[name] != tenant:
            raise ConfigurationError(self._foreign(f"it is about tenant {self.tenants[name]}, not {tenant}"))
        return self.environments[name]

    def _foreign(self, detail: str) -> Diagnostic:
        return Diagnostic(f"{self.file} is another report", detail, "name the last report on this one")


def load_earlier(path: Path) -> EarlierReport:
    """Read a drift report, or several in one; raises ConfigurationError for anything else."""
    file = str(path)
    try:
        with path.open("rb") as opened:
            document = parse(opened.read(LARGEST).decode())
        reports = list(_reports(document))
        return EarlierReport(
            file,
            {member(one, "environment", str): member(one, "tenant", str) for one in reports},
            {member(one, "environment", str): _earlier(one) for one in reports},
            document.get("report") == "several",
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigurationError(Diagnostic(f"The report {file} cannot be read", reason)) from None
    except ValueError as error:
        reason = "it is not text in UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        hint = "make one: provisioner drift -o json > FILE"
        raise ConfigurationError(Diagnostic(f"{file} is not a drift report", reason, hint)) from None


def _reports(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The drift reports in a document; beside them may stand environments that failed."""
    kind = member(document, "report", str)
    version = member(document, "format_version", int)
    if version != FORMAT_VERSION:
        raise ValueError(
            f"its format_version is {version}, this version of provisioner reads {FORMAT_VERSION}"
        )
    if kind == "several":
        kinds = {member(one, "report", str) for one in mappings(document, "documents")}
        if not kinds <= {"drift", "failure"}:
            raise ValueError(f"it holds reports of another command: {', '.join(sorted(kinds))}")
        yield from (one for one in mappings(document, "documents") if one["report"] == "drift")
    elif kind == "drift":
        yield document
    else:
        raise ValueError(f"it is a report of another command: {kind}")


def _earlier(document: Mapping[str, Any]) -> Earlier:
    time = _time(document, "time")
    told = [one for resource in mappings(document, "resources") for one in _sightings(resource, time)]
    carried = [_carried(one) for one in mappings(document, "unverified")]
    return Earlier(time, (*told, *carried))


def _sightings(resource: Mapping[str, Any], time: str) -> Iterator[Sighting]:
    address = Address.parse(member(resource, "address", str))
    word, differences = _word(resource), mappings(resource, "differences")
    if member(resource, "action", str) in _UPDATES and differences:
        for one in differences:
            first = _time(one, "first_seen", time)
            yield Sighting(address, member(one, "attribute", str), _word(one), first)
    elif word is not Word.IN_SYNC:
        yield Sighting(address, None, word, _time(resource, "first_seen", time))


def _carried(document: Mapping[str, Any]) -> Sighting:
    address = Address.parse(member(document, "address", str))
    attribute, first = optional(document, "attribute"), _time(document, "first_seen")
    return Sighting(address, attribute, _word(document), first)


def _time(document: Mapping[str, Any], name: str, otherwise: str | None = None) -> str:
    """A time in the form this tool writes, whatever stands between its parts in the file."""
    time = optional(document, name) or otherwise
    if time is None:
        raise ValueError(f"{name!r} is missing")
    try:
        return datetime.fromisoformat(time).isoformat(timespec="seconds")
    except ValueError:
        raise ValueError(f"{name!r} is not a time") from None


def _word(document: Mapping[str, Any]) -> Word:
    word = member(document, "word", str)
    if word not in set(Word):
        raise ValueError(f"{word!r} is not a word of this version")
    return Word(word)
