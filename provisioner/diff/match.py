"""Pairs what is declared with what is live, within one resource type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from provisioner.model.address import Address
from provisioner.model.configuration import Definition
from provisioner.model.live import LiveResource
from provisioner.model.record import record
from provisioner.model.state import Binding


class How(StrEnum):
    """By what a definition found its live resource, or why it has none."""

    BOUND = "bound"
    BY_NAME = "by name"
    KEY_RENAMED = "key renamed"
    MISSING = "missing"
    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"


@record
class Match:
    """One definition and its counterpart; `candidates` are the live resources that made it ambiguous."""

    definition: Definition
    how: How
    live: LiveResource | None = None
    binding: Binding | None = None
    previous: Address | None = None
    candidates: tuple[LiveResource, ...] = ()


@record
class Matching:
    """All pairs of one type, and what is left on both sides.

    `unmanaged` are live resources no definition claims; `orphaned` are bound addresses that are no longer
    declared and still live, `forgotten` those that are gone as well.
    """

    matches: tuple[Match, ...]
    unmanaged: tuple[LiveResource, ...]
    orphaned: tuple[Address, ...]
    forgotten: tuple[Address, ...]


def match(
    definitions: Iterable[Definition], bindings: Mapping[Address, Binding], live: Iterable[LiveResource]
) -> Matching:
    """Match by bound id, else by the binding a renamed key left behind, else by a unique name.

    Every live resource is given to one definition at most. Only resources the type accepts are matched.
    """
    return _Matcher(tuple(definitions), bindings, tuple(live)).match()


class _Matcher:
    """One matching under way: what is still free on the live side."""

    def __init__(
        self,
        definitions: tuple[Definition, ...],
        bindings: Mapping[Address, Binding],
        live: tuple[LiveResource, ...],
    ) -> None:
        self.definitions = definitions
        self.bindings = bindings
        self.live = live
        self.by_id = {one.id: one for one in live if one.id is not None}
        declared = {definition.address for definition in definitions}
        self.left_behind = {
            binding.id: address for address, binding in bindings.items() if address not in declared
        }
        claimed = {binding.id for address, binding in bindings.items() if address in declared}
        self.free_by_name: dict[str, list[LiveResource]] = defaultdict(list)
        for one in live:
            if one.id not in claimed and one.readable and one.accepted:
                self.free_by_name[str(one.name)].append(one)

    def match(self) -> Matching:
        matches = tuple(self._match(definition) for definition in self.definitions)
        taken = {one.live.id for one in matches if one.live}
        renamed = {one.previous for one in matches}
        left = [address for address in self.left_behind.values() if address not in renamed]
        alive = {address for address in left if self.bindings[address].id in self.by_id}
        ours = taken | {self.bindings[address].id for address in alive}
        return Matching(
            matches,
            tuple(one for one in self.live if one.id is None or one.id not in ours),
            tuple(sorted(alive)),
            tuple(sorted(address for address in left if address not in alive)),
        )

    def _match(self, definition: Definition) -> Match:
        binding = self.bindings.get(definition.address)
        bound = self.by_id.get(binding.id) if binding else None
        if bound is None:
            return self._match_by_name(definition, binding)
        how = How.BOUND if bound.readable and bound.accepted else How.UNREADABLE
        return Match(definition, how, bound, binding)

    def _match_by_name(self, definition: Definition, binding: Binding | None) -> Match:
        candidates = self.free_by_name.get(definition.name, [])
        ours = [one for one in candidates if one.id in self.left_behind]
        if len(ours) == 1:
            candidates.remove(ours[0])
            previous = self.left_behind[str(ours[0].id)]
            return Match(definition, How.KEY_RENAMED, ours[0], self.bindings[previous], previous)
        if len(candidates) > 1:
            return Match(definition, How.AMBIGUOUS, candidates=tuple(candidates))
        if candidates:
            return Match(definition, How.BY_NAME, candidates.pop())
        return Match(definition, How.MISSING if binding else How.ABSENT, binding=binding)
