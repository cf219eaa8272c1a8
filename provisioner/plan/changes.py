"""One change for every declared resource."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from provisioner.diff.attribution import Memory, Origin
from provisioner.diff.compare import AttributeDifference, compare, in_sync
from provisioner.diff.match import How, Match, Matching
from provisioner.model.address import Address
from provisioner.model.attribute import Attribute
from provisioner.model.live import LiveResource
from provisioner.model.references import References
from provisioner.model.resource_type import ResourceType
from provisioner.model.seal import Seal
from provisioner.model.state import Sealed
from provisioner.model.value import Attributes, Reference, Secret, Value
from provisioner.plan.change import Action, Change, Difference, Reason
from provisioner.plan.ignored import kept
from provisioner.plan.values import desired_values, live_value, live_values, templates, uncertain

_REASONS = {
    Origin.CONFIGURATION: Reason.CHANGED_IN_CONFIGURATION,
    Origin.OUTSIDE: Reason.CHANGED_OUTSIDE,
    Origin.BOTH: Reason.CHANGED_IN_BOTH,
    Origin.UNKNOWN: Reason.ORIGIN_UNKNOWN,
    Origin.NEITHER: Reason.SAME,
}


class Changes:
    """Turns matches into changes.

    `readable` holds the (type, attribute) pairs this tenant does return, `ignored` the attributes of each
    resource that are left as they live, `gone` the ids that bound resources had before they went missing.
    """

    def __init__(
        self,
        types: Sequence[ResourceType],
        references: References,
        seal: Seal,
        readable: frozenset[tuple[str, str]],
        ignored: Mapping[Address, frozenset[str]],
        gone: Mapping[Address, str],
    ) -> None:
        self.types = types
        self.references = references
        self.seal = seal
        self.readable = readable
        self.ignored = ignored
        self.gone = gone
        self.normalised = 0

    def of(self, matchings: Mapping[str, Matching]) -> tuple[Change, ...]:
        """The changes in order of work: types as they are created, then the order of the configuration."""
        changes = [self._change(type, one) for type in self.types for one in matchings[type.name].matches]
        return tuple(_with_affected(changes))

    def _change(self, type: ResourceType, match: Match) -> Change:
        definition, live = match.definition, match.live
        desired = desired_values(type, definition.attributes, self.references)
        alone = self.ignored.get(definition.address)
        if (
            live
            and not alone
            and match.how is not How.UNREADABLE
            and in_sync(desired, type.decode(live.body))
        ):
            return _unchanged(match, live, desired)
        if match.how in (How.ABSENT, How.MISSING):
            return _creation(match, desired)
        change = Change(
            address=definition.address,
            action=Action.NO_OP,
            reason=Reason.SAME,
            name=definition.name,
            id=match.live.id if match.live else None,
            desired=desired,
            position=definition.position,
            previous=match.previous,
            written=definition.written,
            protect=definition.protect,
        )
        match match.how:
            case How.AMBIGUOUS:
                candidates = tuple(self._candidate(type, one, desired) for one in match.candidates)
                return replace(change, reason=Reason.AMBIGUOUS, warnings=candidates)
            case How.UNREADABLE:
                warning = "the tenant's answer for it is damaged: it is left alone"
                return replace(change, reason=Reason.UNREADABLE, warnings=(warning,))
            case _:
                assert live is not None
                return self._compared(type, change, match, live)

    def _compared(self, type: ResourceType, change: Change, match: Match, live: LiveResource) -> Change:
        wanted = change.desired or {}
        alone = self.ignored.get(change.address, frozenset())
        observed = self._observed(type, match, live, wanted)
        desired = {name: value for name, value in wanted.items() if name not in alone}
        unknown = uncertain(type, live.body, self.readable)
        comparison = compare(desired, observed, Memory(match.binding, self.seal))
        self.normalised += bool(comparison.normalised and not comparison.differences)
        differences = tuple(self._difference(type, one) for one in comparison.differences)
        return replace(
            change,
            action=_action(match, differences),
            reason=_reason(match, differences),
            differences=differences,
            desired=desired,
            observed={name: observed[name] for name in desired if name in observed.keys() - unknown},
            released=_released(match, wanted),
            warnings=_erasures(unknown - desired.keys()) if differences else (),
            ignored=tuple(_ignored(name, observed, wanted) for name in wanted if name in alone),
            kept=kept(match.binding, alone, self.seal) if match.binding and alone else None,
        )

    def _observed(
        self, type: ResourceType, match: Match, live: LiveResource, desired: Attributes
    ) -> Attributes:
        applied = match.binding.applied if match.binding else {}
        values = live_values(type, live.body, self.references, templates(desired, applied))
        for attribute in type.attributes:
            if attribute.maybe_unreadable and self._unread(type, attribute, match, live):
                del values[attribute.name]
        return values

    def _unread(self, type: ResourceType, attribute: Attribute, match: Match, live: LiveResource) -> bool:
        if attribute.name in live.body:
            return False
        if match.binding and attribute.name in match.binding.applied:
            return attribute.name in match.binding.unreadable
        return (type.name, attribute.name) not in self.readable

    def _difference(self, type: ResourceType, one: AttributeDifference) -> Difference:
        reason = _REASONS[one.origin]
        if isinstance(one.desired, Reference) and one.desired.id is None:
            reason = self._reason_of_create(type, one, one.desired)
        return Difference(one.attribute, one.live, one.desired, reason, self._applied(type, one))

    def _reason_of_create(self, type: ResourceType, one: AttributeDifference, desired: Reference) -> Reason:
        """Why a reference to what is yet to be created differs; the files are the same if it had that id."""
        if one.origin is not Origin.BOTH:
            return Reason.FOLLOWS_CREATE
        named = Address(str(type.attribute(one.attribute).reference), str(desired.key))
        same = self.gone.get(named) == one.applied
        return Reason.CHANGED_OUTSIDE if same else Reason.CHANGED_IN_BOTH

    def _applied(self, type: ResourceType, one: AttributeDifference) -> Value:
        if isinstance(one.applied, Sealed):
            return Secret(None, one.applied.template)
        return live_value(type.attribute(one.attribute), one.applied, self.references)

    def _candidate(self, type: ResourceType, live: LiveResource, desired: Attributes) -> str:
        values = live_values(type, live.body, self.references, templates(desired, {}))
        telling = ((one.name, values[one.name]) for one in type.attributes if one.protected)
        shown = ", ".join(f"{name} {_text(value)}" for name, value in telling)
        return f"{live.id} ({shown})"


def _erasures(uncertain: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        f"{name} is neither managed nor returned by this tenant: the update may erase it"
        for name in sorted(uncertain)
    )


def _ignored(name: str, observed: Attributes, wanted: Attributes) -> Difference:
    """What cannot be read hides nothing that anybody could know of."""
    return Difference(name, observed.get(name, wanted[name]), wanted[name], Reason.IGNORED)


def _text(value: object) -> str:
    if isinstance(value, Reference):
        return f'"{value.name}" ({value.id})' if value.name else str(value.id)
    return str(value)


def _creation(match: Match, desired: Attributes) -> Change:
    definition = match.definition
    reason = Reason.MISSING if match.how is How.MISSING else Reason.NOT_IN_TENANT
    return Change(
        definition.address,
        Action.CREATE,
        reason,
        definition.name,
        differences=tuple(Difference(name, None, value, reason) for name, value in desired.items()),
        desired=desired,
        position=definition.position,
        written=definition.written,
        protect=definition.protect,
    )


def _unchanged(match: Match, live: LiveResource, desired: Attributes) -> Change:
    """A resource in sync: of ten thousand nearly all are, and need no closer look."""
    definition = match.definition
    return Change(
        definition.address,
        _action(match, ()),
        _reason(match, ()),
        definition.name,
        live.id,
        desired=desired,
        observed=desired,
        position=definition.position,
        previous=match.previous,
        released=_released(match, desired),
        written=definition.written,
        protect=definition.protect,
    )


def _action(match: Match, differences: Sequence[Difference]) -> Action:
    if match.how is How.BY_NAME:
        return Action.ADOPT
    return Action.UPDATE if differences else Action.NO_OP


def _released(match: Match, desired: Attributes) -> tuple[str, ...]:
    applied = match.binding.applied.keys() if match.binding else desired.keys()
    return () if applied <= desired.keys() else tuple(sorted(applied - desired.keys()))


def _reason(match: Match, differences: Sequence[Difference]) -> Reason:
    if match.how is How.BY_NAME:
        return Reason.FOUND_BY_NAME
    if not differences:
        return Reason.KEY_RENAMED if match.previous else Reason.SAME
    reasons = {one.reason for one in differences}
    # What follows a create says little about a change that has a cause of its own.
    reasons = reasons - {Reason.FOLLOWS_CREATE} or reasons
    if Reason.ORIGIN_UNKNOWN in reasons:
        return Reason.ORIGIN_UNKNOWN
    return reasons.pop() if len(reasons) == 1 else Reason.CHANGED_IN_BOTH


def _with_affected(changes: list[Change]) -> Iterable[Change]:
    """Name, beside each update, the declared resources that refer to it now."""
    if not any(change.updates for change in changes):
        return changes
    users: dict[tuple[str, str | None], list[Address]] = defaultdict(list)
    for change in changes:
        for name, value in (change.observed or {}).items():
            if isinstance(value, Reference) and value.id:
                users[name, value.id].append(change.address)
    return (
        replace(change, affects=tuple(users.get((change.address.type, change.id), ())))
        if change.updates
        else change
        for change in changes
    )
