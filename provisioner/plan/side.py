"""One environment to be held against others: as its files say it, as it lives, or as it lives beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from provisioner.diff.side import Member, Presence, Side, Word
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration, Definition
from provisioner.model.environment import Environment
from provisioner.model.live import LiveResource, Snapshot
from provisioner.model.record import record
from provisioner.model.references import References
from provisioner.model.resource_type import ResourceType
from provisioner.model.value import Value, comparable
from provisioner.plan.change import Action, Change, Reason
from provisioner.plan.plan import Plan
from provisioner.plan.queues import names_needed, resolve_queues
from provisioner.plan.reading import names_of, readable
from provisioner.plan.values import desired_values, live_values

Types = Sequence[ResourceType]
_PRESENCES = {Reason.AMBIGUOUS: Presence.UNCLEAR, Reason.UNREADABLE: Presence.DAMAGED}


def declared_side(configuration: Configuration, types: Types) -> Side:
    """What the files say, the tenant unasked."""
    by_name = {type.name: type for type in types}
    members = tuple(
        _written(by_name[address.type], one) for address, one in configuration.definitions.items()
    )
    return Side(configuration.environment, members)


def live_side(environment: Environment, snapshot: Snapshot, types: Types) -> Side:
    """What lives, the files unread: everything goes by its name."""
    viewer = _Viewer(References({}, names_of(types, snapshot)))
    members = tuple(viewer.live(type, one) for type in types for one in snapshot.of(type.name) if _fit(one))
    return Side(environment, members, _unread(types, snapshot))


def whole_side(configuration: Configuration, plan: Plan, snapshot: Snapshot, types: Types) -> Side:
    """What lives, in the words of the files where they have some."""
    changes = {one.address: one for one in plan.changes if one.address in configuration.definitions}
    queues = snapshot.queues if names_needed(configuration) else None
    ids = dict(resolve_queues(configuration, queues))
    ids |= {address: one.id for address, one in changes.items() if one.id is not None}
    viewer = _Viewer(References(ids, names_of(types, snapshot)))
    members = chain.from_iterable(viewer.all(type, configuration, changes, snapshot) for type in types)
    return Side(configuration.environment, tuple(members), _unread(types, snapshot))


@record
class _Viewer:
    """Puts what one tenant holds into words."""

    references: References

    def all(
        self,
        type: ResourceType,
        configuration: Configuration,
        changes: Mapping[Address, Change],
        snapshot: Snapshot,
    ) -> Iterator[Member]:
        """Everything of one type, what files declare first."""
        bodies = {one.id: one for one in snapshot.of(type.name)}
        for address, change in changes.items():
            if address.type == type.name:
                live = bodies.pop(change.id, None)
                yield self.declared(type, configuration.definitions[address], change, live)
        yield from (self.live(type, one) for one in bodies.values() if _fit(one))

    def live(self, type: ResourceType, one: LiveResource) -> Member:
        """What no file declares."""
        values = live_values(type, one.body, self.references, {})
        return Member(type.name, None, str(one.name), {name: Word(value) for name, value in values.items()})

    def declared(
        self, type: ResourceType, definition: Definition, change: Change, live: LiveResource | None
    ) -> Member:
        """What a file declares, as it lives; without an answer for it nothing is said of its attributes."""
        presence = _PRESENCES.get(change.reason, Presence.THERE)
        if change.action is Action.CREATE:
            presence = Presence.MISSING
        words: Mapping[str, Word] = {}
        if presence is Presence.THERE and live is not None:
            words = dict(self._words(type, definition, change, live))
        return Member(
            type.name, definition.address.key, definition.name, words, presence, definition.position
        )

    def _words(
        self, type: ResourceType, definition: Definition, change: Change, live: LiveResource
    ) -> Iterator[tuple[str, Word]]:
        before = {one.attribute: one.before for one in change.differences}
        ignored = {one.attribute: one for one in change.ignored}
        desired = change.desired or {}
        values = live_values(type, live.body, self.references, {})
        for name, value in values.items():
            written = _template(definition, name)
            if name in ignored:
                one = ignored[name]
                as_written = comparable(one.before) == comparable(one.after)
                yield name, Word(one.before, written, as_written, ignored=True)
            elif name in before:
                yield name, Word(before[name], written, as_written=False)
            else:
                yield name, Word(desired.get(name, value), written)


def _written(type: ResourceType, definition: Definition) -> Member:
    values: Mapping[str, Value] = desired_values(type, definition.attributes, References({}, {}))
    words = {one.name: Word(values.get(one.name), _template(definition, one.name)) for one in type.attributes}
    return Member(type.name, definition.address.key, definition.name, words, base=definition.position)


def _template(definition: Definition, name: str) -> str | None:
    """What the file says for an attribute, None where it says nothing."""
    if name not in definition.attributes:
        return None
    return definition.templates.get(name, str(definition.attributes[name]))


def _fit(live: LiveResource) -> bool:
    return live.readable and live.accepted


def _unread(types: Types, snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    pairs = {(type.name, one.name) for type in types for one in type.attributes if one.maybe_unreadable}
    return frozenset(pairs - readable(types, snapshot))
