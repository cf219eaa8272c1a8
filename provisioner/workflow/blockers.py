"""What stands against carrying definitions from one tenant to another: told all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provisioner.diagnostics import Diagnostic
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration
from provisioner.model.environment import Environment
from provisioner.model.live import LiveQueue
from provisioner.model.record import record
from provisioner.plan.change import Change, Reason
from provisioner.plan.drift import Word, difference_word, word_of
from provisioner.plan.hosts import foreign_hosts
from provisioner.plan.plan import Plan
from provisioner.resources import RESOURCE_TYPES
from provisioner.resources.queue import QUEUE
from provisioner.workflow.carrying import Carrying, referred


@record
class Side:
    """One environment and the queues of its tenant, unless they cannot be read."""

    environment: Environment
    queues: tuple[LiveQueue, ...] | None

    @property
    def name(self) -> str:
        return self.environment.name


def skipped(source: Environment, target: Environment) -> Iterator[Diagnostic]:
    """The target takes its changes from another environment, which would be left out."""
    first = target.promotes_from
    if first not in (None, source.name):
        yield Diagnostic(
            f"{target.name} promotes from {first}, not from {source.name}",
            f"`promotes_from` in {target.path}",
            f"first: provisioner promote {source.name} {first}",
        )


def undeclared(carrying: Carrying, environments: tuple[str, str]) -> Iterator[Diagnostic]:
    """References to resources that the target does not declare and that are not carried along."""
    for address, type, key in referred(carrying):
        named = Address(type, key)
        known = type == QUEUE.name or named in carrying.addresses or carrying.target.whole(named) is not None
        if not known:
            flags = f"--only {address} --only {named}"
            yield Diagnostic(
                f"{carrying.target.path} does not declare {named}",
                f"{address} refers to it",
                f"carry it as well: provisioner promote {' '.join(environments)} {flags}",
            )


def untried(source: Plan, carried: Iterable[Address]) -> Iterator[Diagnostic]:
    """What is carried is what lives in the source: anything else was not tried there."""
    wanted = set(carried)
    for change in (*source.changes, *source.orphans):
        word = word_of(change)
        if change.address in wanted and word is not Word.IN_SYNC:
            names = ", ".join(one.attribute for one in change.differences)
            yield Diagnostic(
                f"{change.address} is not in sync in {source.environment}",
                f"{word}: {names}" if names else word.value,
                f"look at `provisioner drift -e {source.environment}`, and apply or accept it there first",
                change.position,
            )


def drifted(target: Plan, carrying: Carrying) -> Iterator[Diagnostic]:
    """What would be changed has changed outside: nobody has decided which value is right."""
    touched = {(one.address, one.attribute) for one in carrying.edited}
    for change in target.changes:
        if change.address not in carrying.addresses:
            continue
        words = {
            difference_word(one): one
            for one in change.differences
            if (change.address, one.attribute) in touched
        }
        gone = change.reason is Reason.MISSING
        if gone or words.keys() & {Word.DRIFT, Word.CONFLICT}:
            names = ", ".join(one.attribute for one in words.values())
            yield Diagnostic(
                f"{change.address} was {'deleted' if gone else 'changed'} outside in {target.environment}",
                "" if gone else names,
                f"look at `provisioner drift -e {target.environment}`, and apply or accept it there first",
                change.position,
            )


def ambiguous(changes: Iterable[Change]) -> Iterator[Diagnostic]:
    """A definition that is new there and whose name several live resources bear."""
    for change in changes:
        if change.reason in (Reason.AMBIGUOUS, Reason.UNREADABLE):
            yield Diagnostic(f"{change.address}: {change.reason}", "; ".join(change.warnings))


def unreachable(carrying: Carrying, configuration: Configuration) -> Iterator[Diagnostic]:
    """Webhooks that would point to a host the target does not allow."""
    environment = configuration.environment
    for definition, attribute, host in foreign_hosts(configuration, RESOURCE_TYPES):
        if definition.address in carrying.addresses:
            yield Diagnostic(
                f"{environment.name} does not allow the host of {definition.address}.{attribute}",
                f"{host} is not among guards.allowed_hosts: {', '.join(environment.guards.allowed_hosts)}",
                f"add it there, in {environment.path}",
            )
