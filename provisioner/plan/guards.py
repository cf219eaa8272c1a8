"""The rules that refuse a plan; one function each, which answers why or nothing."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from provisioner.diagnostics import Diagnostic
from provisioner.model.address import Address
from provisioner.model.attribute import Attribute
from provisioner.model.configuration import Configuration
from provisioner.model.environment import Limit
from provisioner.model.live import LiveResource, Snapshot
from provisioner.model.record import record
from provisioner.model.resource_type import ResourceType
from provisioner.model.state import State
from provisioner.plan.allowances import Allowances
from provisioner.plan.change import Action, Change, Reason
from provisioner.plan.hosts import foreign_hosts
from provisioner.plan.plan import Plan
from provisioner.plan.promotion import Predecessor, ahead


@record
class Review:
    """A plan and all that its guards look at."""

    plan: Plan
    configuration: Configuration
    state: State
    snapshot: Snapshot
    types: tuple[ResourceType, ...]
    allowances: Allowances
    predecessor: Predecessor | None = None

    def attributes(self, change: Change) -> tuple[Attribute, ...]:
        """The attributes of the changed resource's type."""
        return next(one.attributes for one in self.types if one.name == change.address.type)


Guard = Callable[[Review], Iterator[Diagnostic]]


def refusals(review: Review) -> tuple[Diagnostic, ...]:
    """Everything that speaks against the plan, gravest suspicion first; empty when it may be applied."""
    return tuple(refusal for guard in GUARDS for refusal in guard(review))


def refuse_empty_configuration(review: Review) -> Iterator[Diagnostic]:
    bound = len(review.state.bindings)
    if bound and not review.configuration.definitions and not review.allowances.empty:
        yield Diagnostic(
            "The configuration is empty",
            f"the files declare nothing while the state has {bound} resources",
            "look for a lost include; if it is meant, pass --allow-empty",
        )


def refuse_missing_resources(review: Review) -> Iterator[Diagnostic]:
    """None of 2 or more left, or under half of 5 or more: rather another tenant than a clean-up."""
    bound = {binding.id for binding in review.state.bindings.values()}
    live = {one.id for listed in review.snapshot.resources.values() for one in listed}
    left = len(bound & live)
    suspicious = (len(bound) >= 2 and left == 0) or (len(bound) >= 5 and left * 2 < len(bound))
    if suspicious and not review.allowances.missing:
        yield Diagnostic(
            "Far fewer live resources than expected",
            f"the state has {len(bound)}, the tenant shows {left}: wrong tenant or permission?",
            "check tenant.id and the key's products; if they were deleted, pass --allow-missing",
        )


def refuse_ambiguous_names(review: Review) -> Iterator[Diagnostic]:
    for change in review.plan.changes:
        if change.reason is Reason.AMBIGUOUS:
            count = len(change.warnings)
            yield Diagnostic(
                f"{count} live {change.address.type}s are named {change.name!r}",
                f"{change.address} could be any of: {'; '.join(change.warnings)}",
                f"choose one: provisioner adopt -e {review.plan.environment} {change.address} ID",
                change.position,
            )


def refuse_twin_names(review: Review) -> Iterator[Diagnostic]:
    """Two definitions of one name can only be told apart once both are bound."""
    declared = [change for change in review.plan.changes if change.desired is not None]
    if len({(change.address.type, change.name) for change in declared}) == len(declared):
        return
    twins: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in declared:
        twins[change.address.type, change.name].append(change)
    for (type, name), changes in twins.items():
        unbound = [one for one in changes if one.address not in review.state.bindings and not one.previous]
        if len(changes) > 1 and unbound:
            yield Diagnostic(
                f"{len(changes)} {type}s are declared with the name {name!r}",
                f"{', '.join(str(one.address) for one in changes)} could not be found again by name",
                "give each a name of its own, or bind them with `provisioner adopt`",
                unbound[0].position,
            )


def refuse_adoption(review: Review) -> Iterator[Diagnostic]:
    adopted = [change for change in review.plan.changes if change.action is Action.ADOPT]
    guards, allowed = review.configuration.environment.guards, review.allowances
    if guards.adopt == "never":
        for change in adopted:
            yield Diagnostic(
                f"{change.address} would take over a live {change.address.type} by its name",
                f"guards.adopt is never, and {change.name!r} is already there with id {change.id}",
                f"bind it: provisioner adopt -e {review.plan.environment} {change.address} {change.id}",
                change.position,
            )
    changed = [change for change in adopted if change.writes]
    if changed and allowed.unattended and not allowed.adopt and guards.adopt != "never":
        yield Diagnostic(
            f"{len(changed)} resources found by name would be changed without anybody asked",
            ", ".join(str(change.address) for change in changed),
            "look at the plan; if they are yours, pass --adopt",
        )


def refuse_protected(review: Review) -> Iterator[Diagnostic]:
    for change in review.plan.writes:
        definition = review.configuration.definitions.get(change.address)
        if definition is None or not definition.protect or change.action is Action.CREATE:
            continue
        protected = {one.name for one in review.attributes(change) if one.protected}
        moved = [one.attribute for one in change.differences if one.attribute in protected]
        if moved and change.address not in review.allowances.protected:
            yield Diagnostic(
                f"{change.address} is protected",
                f"the plan would change its {' and '.join(moved)}",
                f"if that is meant, pass --allow-protected {change.address}",
                definition.position,
            )


def refuse_deletes(review: Review) -> Iterator[Diagnostic]:
    """Deleting is off unless the environment allows it, and a protected resource is never deleted unasked."""
    deleted = [change for change in review.plan.writes if change.action is Action.DELETE]
    environment = review.configuration.environment
    if deleted and not environment.guards.deletes:
        yield Diagnostic(
            f"{environment.name} does not allow deletes",
            f"the plan has {len(deleted)}: {', '.join(str(change.address) for change in deleted)}",
            f"to allow them here, write `guards: {{ deletes: true }}` in {environment.path}",
        )
    for change in deleted:
        if change.protect and change.address not in review.allowances.protected:
            yield Diagnostic(
                f"{change.address} is protected",
                "the plan would delete it",
                f"if that is meant, pass --allow-protected {change.address}",
            )


def refuse_deleting_what_is_used(review: Review) -> Iterator[Diagnostic]:
    """Any live resource counts, of any type and whoever made it, unless this plan deletes or re-points it."""
    for target, users in _still_used(review).items():
        yield Diagnostic(
            f"{target} is still in use",
            f"referred to by {', '.join(f'{one.type} {one.name!r} ({one.id})' for one in users)}",
            "point what uses it elsewhere or delete that first; `provisioner list` tells what is managed",
        )


def refuse_foreign_hosts(review: Review) -> Iterator[Diagnostic]:
    """Where a webhook points is where conversations go."""
    allowed = (*review.configuration.environment.guards.allowed_hosts, *review.allowances.hosts)
    for definition, attribute, host in foreign_hosts(
        review.configuration, review.types, review.allowances.hosts
    ):
        yield Diagnostic(
            f"{definition.address} points to a host this environment does not allow",
            f"{host} is not among guards.allowed_hosts: {', '.join(allowed)}",
            f"add it there, or pass --allow-host {host}",
            definition.places.get(attribute, definition.position),
        )


def refuse_limits(review: Review) -> Iterator[Diagnostic]:
    """A percentage is of the resources that are bound or adopted."""
    guards, allowed = review.configuration.environment.guards, review.allowances
    counts = Counter(change.action for change in review.plan.writes)
    adopted = {change.address for change in review.plan.changes if change.action is Action.ADOPT}
    population = len(adopted | review.state.bindings.keys())
    for word, count, limit in (
        ("creates", counts[Action.CREATE], allowed.max_creates or guards.max_creates),
        ("updates", counts[Action.UPDATE] + counts[Action.ADOPT], allowed.max_updates or guards.max_updates),
        ("deletes", counts[Action.DELETE], allowed.max_deletes or guards.max_deletes),
        ("changes", counts.total(), allowed.max_changes or guards.max_changes),
    ):
        if limit is not None and count > _most(limit, population):
            of = f", {_most(limit, population)} of {population} bound" if limit.percent else ""
            yield Diagnostic(
                f"Too many {word}",
                f"the plan has {count}, max_{word} allows {limit}{of}",
                f"look at the plan; if it is meant, pass --max-{word} {count}",
            )


def refuse_running_ahead(review: Review) -> Iterator[Diagnostic]:
    """The environment that `promotes_from` names must have had each definition it shares, as it is now."""
    before, allowed = review.predecessor, review.allowances.skipped
    early = [str(one.address) for one in ahead(review.configuration, before) if one.address not in allowed]
    if before is not None and early:
        flags = " ".join(f"--allow-skip {address}" for address in early)
        yield Diagnostic(
            f"{review.plan.environment} would run ahead of {before.name}",
            f"{before.standing}: {', '.join(early)}",
            f"first: provisioner apply -e {before.name}; if it is meant to go ahead, pass {flags}",
        )


GUARDS: tuple[Guard, ...] = (
    refuse_empty_configuration,
    refuse_missing_resources,
    refuse_ambiguous_names,
    refuse_twin_names,
    refuse_adoption,
    refuse_protected,
    refuse_deletes,
    refuse_deleting_what_is_used,
    refuse_foreign_hosts,
    refuse_limits,
    refuse_running_ahead,
)


def _still_used(review: Review) -> dict[Address, list[LiveResource]]:
    """What the plan deletes, with the live resources that refer to it and would go on doing so."""
    deleted = {
        (one.address.type, str(one.id)): one.address
        for one in review.plan.writes
        if one.action is Action.DELETE
    }
    freed = {(one.address.type, one.id, name) for one in review.plan.writes for name in _left_behind(one)}
    users: dict[Address, list[LiveResource]] = defaultdict(list)
    for type, attribute, live in _referring(review) if deleted else ():
        target = deleted.get((str(attribute.reference), str(type.decode(live.body)[attribute.name])))
        if target is not None and (type.name, live.id, attribute.name) not in freed:
            users[target].append(live)
    return users


def _left_behind(change: Change) -> set[str]:
    """The attributes that no longer have their live value once the change is done."""
    if change.action is Action.DELETE:
        return set(change.observed or {})
    return {one.attribute for one in change.differences}


def _referring(review: Review) -> Iterator[tuple[ResourceType, Attribute, LiveResource]]:
    for type in review.types:
        for attribute in type.references:
            for live in review.snapshot.of(type.name):
                yield type, attribute, live


def _most(limit: Limit, population: int) -> int:
    return math.floor(limit.number * population / 100) if limit.percent else limit.number
