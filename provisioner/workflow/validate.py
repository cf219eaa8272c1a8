"""Check the files of environments offline, every mistake of all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from provisioner.config.load import environments, read
from provisioner.config.reader import Reader
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import ConfigurationError
from provisioner.model.configuration import Configuration
from provisioner.model.record import record
from provisioner.plan.ignored import expiries
from provisioner.resources import RESOURCE_TYPES


@record
class Checked:
    """One environment: how many of each it declares by plural, nothing when it has errors."""

    environment: str
    valid: bool
    counts: Mapping[str, int]


@record
class Validation:
    """What was checked and all that was found, errors before warnings."""

    environments: tuple[Checked, ...]
    diagnostics: tuple[Diagnostic, ...]
    strict: bool = False

    @property
    def valid(self) -> bool:
        """Whether nothing stands against using these files; a strict one allows no warning either."""
        return not self.of(Severity.ERROR) and not (self.strict and self.of(Severity.WARNING))

    def of(self, severity: Severity) -> tuple[Diagnostic, ...]:
        """The diagnostics of one severity."""
        return tuple(one for one in self.diagnostics if one.severity is severity)


def validate(
    folder: Path, names: Sequence[str] = (), strict: bool = False, today: date | None = None
) -> Validation:
    """Check the named environments, or all; reads no secret and raises nothing for the sake of a file.

    `today` says which entries of `ignore:` are over; without it the clock does.
    """
    today = today or datetime.now(UTC).date()
    try:
        names = names or environments(folder)
    except ConfigurationError as error:
        return Validation((), error.diagnostics, strict)
    reader = Reader(folder, RESOURCE_TYPES)
    checked, found = [], dict[Diagnostic, None]()
    for name in names:
        reading = read(reader, name, environ=None)
        found.update(dict.fromkeys(reading.diagnostics))
        if reading.configuration is not None:
            found.update(dict.fromkeys(expiries(reading.configuration.environment.ignores, today)))
        checked.append(Checked(name, reading.configuration is not None, _counts(reading.configuration)))
    if not names:
        found[
            Diagnostic(
                "No configuration", "there is no environment file", "write one with `provisioner init`"
            )
        ] = None
    ordered = sorted(found, key=lambda one: list(Severity).index(one.severity))
    return Validation(tuple(checked), tuple(ordered), strict)


def _counts(configuration: Configuration | None) -> dict[str, int]:
    if configuration is None:
        return {}
    types = [address.type for address in configuration.definitions]
    counts = {type.plural: types.count(type.name) for type in RESOURCE_TYPES}
    return counts | {"queues": len(configuration.environment.queues)}
