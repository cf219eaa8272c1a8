"""What the environment's file says to leave alone, and whether that still holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from provisioner.diagnostics import Diagnostic, Severity
from provisioner.model.address import Address
from provisioner.model.environment import Ignore
from provisioner.model.record import record
from provisioner.model.seal import Seal
from provisioner.model.state import Binding, Sealed
from provisioner.model.value import comparable
from provisioner.plan.change import Change


@record
class Ignored:
    """One entry of `ignore:` as a plan found it.

    `expired` says that its last day is over and that the attribute is compared again; `differs` that it hides
    a difference.
    """

    ignore: Ignore
    expired: bool
    differs: bool


def still_ignored(ignores: Iterable[Ignore], today: date) -> dict[Address, frozenset[str]]:
    """By address, the attributes that are left alone today."""
    found: dict[Address, frozenset[str]] = {}
    for one in ignores:
        if not one.expired(today):
            found[one.address] = found.get(one.address, frozenset()) | {one.attribute}
    return found


def ignored(ignores: Iterable[Ignore], changes: Iterable[Change], today: date) -> Iterator[Ignored]:
    """Every entry as it stands today, in the order of the file."""
    hidden = {f"{change.address}.{name}" for change in changes for name in _hidden(change)}
    for one in ignores:
        yield Ignored(one, one.expired(today), str(one) in hidden)


def expiries(ignores: Iterable[Ignore], today: date) -> Iterator[Diagnostic]:
    """One warning for each entry whose last day is over."""
    for one in ignores:
        if one.expired(today):
            yield Diagnostic(
                f"{one} is no longer ignored",
                f"its last day was {one.until}: {one.reason}",
                "remove the entry, or give it a later day",
                one.position,
                severity=Severity.WARNING,
            )


def kept(binding: Binding, names: Iterable[str], seal: Seal) -> Binding:
    """What is remembered on of ignored attributes; a digest under a former key tells nothing any more."""
    applied = {
        name: binding.applied[name]
        for name in names
        if name in binding.applied and (seal.fits or not isinstance(binding.applied[name], Sealed))
    }
    read_back = {name: value for name, value in binding.read_back.items() if name in applied}
    return replace(
        binding, applied=applied, read_back=read_back, unreadable=binding.unreadable & applied.keys()
    )


def _hidden(change: Change) -> Iterator[str]:
    for one in change.ignored:
        if comparable(one.before) != comparable(one.after):
            yield one.attribute
