"""The plan: frozen, ordered, the one thing that apply carries out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from provisioner.diagnostics import Diagnostic
from provisioner.model.address import Address
from provisioner.plan.change import Action, Change
from provisioner.plan.ignored import Ignored


@dataclass(frozen=True)
class Plan:
    """Every declared resource has a change, `no-op` when nothing is to be done.

    `changes` stand in order of work: types in the order of creation, keys in order. `normalised` counts
    resources whose value the tenant stores in another form without that being a difference, `unlisted`
    unchanged ones that a saved plan only counts. `unmanaged` counts live resources that no file declares, by
    type; `orphans` are bound, no longer declared, and not deleted by this plan: no-ops that tell what lives.
    `ignored` is what the environment's file says to leave alone. `confirm` is what a person must type before
    it is applied: `yes`, or the environment's `name`.
    """

    environment: str
    tenant: str
    endpoint: str
    lineage: str
    changes: tuple[Change, ...]
    normalised: int = 0
    unmanaged: tuple[tuple[str, int], ...] = ()
    orphans: tuple[Change, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    notices: tuple[Diagnostic, ...] = ()
    unlisted: int = 0
    confirm: str = "yes"

    @property
    def orphaned(self) -> tuple[Address, ...]:
        """The addresses of the orphans."""
        return tuple(one.address for one in self.orphans)

    @cached_property
    def writes(self) -> tuple[Change, ...]:
        """The changes that send something to the tenant."""
        return tuple(change for change in self.changes if change.writes)

    @cached_property
    def shown(self) -> tuple[Change, ...]:
        """The changes that have a line of their own."""
        return tuple(change for change in self.changes if change.shown)

    @cached_property
    def counts(self) -> Counter[Action]:
        """How many changes of each action; an adoption without a difference counts as `no-op`."""
        counts = Counter(change.action for change in self.shown)
        return counts + Counter({Action.NO_OP: len(self.changes) - len(self.shown) + self.unlisted})

    @cached_property
    def found_by_name(self) -> int:
        """How many resources are bound for the first time without needing a write."""
        return sum(change.action is Action.ADOPT and not change.writes for change in self.changes)
