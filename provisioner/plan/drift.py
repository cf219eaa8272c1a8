"""Where the tenant departs from the files and from what was last applied: a reading of the plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from provisioner.model.record import record
from provisioner.plan.change import Action, Change, Difference, Reason
from provisioner.plan.plan import Plan


class Word(StrEnum):
    """What is said of one resource, and of one attribute of it."""

    IN_SYNC = "in sync"
    PENDING = "pending"
    DRIFT = "drift"
    CONFLICT = "conflict"
    MISSING = "missing"
    ORPHANED = "orphaned"
    FORGOTTEN = "forgotten"
    UNMANAGED = "unmanaged"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"
    IGNORED = "ignored"


OF_RESOURCES = tuple(one for one in Word if one is not Word.IGNORED)
"""An attribute can be ignored, a resource cannot."""

GRAVE = frozenset((Word.DRIFT, Word.CONFLICT, Word.MISSING, Word.AMBIGUOUS, Word.UNREADABLE))
"""Somebody changed the tenant, or nobody can tell: what `drift` fails on unless it is told otherwise."""

_WORDS = {
    Reason.CHANGED_IN_CONFIGURATION: Word.PENDING,
    Reason.CHANGED_OUTSIDE: Word.DRIFT,
    Reason.CHANGED_IN_BOTH: Word.CONFLICT,
    Reason.ORIGIN_UNKNOWN: Word.DRIFT,
    Reason.NOT_IN_TENANT: Word.PENDING,
    Reason.MISSING: Word.MISSING,
    Reason.FOUND_BY_NAME: Word.IN_SYNC,
    Reason.KEY_RENAMED: Word.IN_SYNC,
    Reason.NO_LONGER_DECLARED: Word.ORPHANED,
    Reason.FOLLOWS_CREATE: Word.PENDING,
    Reason.AMBIGUOUS: Word.AMBIGUOUS,
    Reason.UNREADABLE: Word.UNREADABLE,
    Reason.IGNORED: Word.IGNORED,
    Reason.SAME: Word.IN_SYNC,
}
_GRAVEST_FIRST = (Word.CONFLICT, Word.DRIFT, Word.PENDING)


@record
class Standing:
    """One declared, orphaned or forgotten resource: the plan's change of it, and its word."""

    change: Change
    word: Word


@dataclass(frozen=True)
class Drift:
    """Every resource of a plan with its word, in order of work, the orphaned ones last."""

    plan: Plan
    resources: tuple[Standing, ...]

    @cached_property
    def counts(self) -> Counter[Word]:
        """How many resources have each word; the unmanaged ones are only counted."""
        counts = Counter(one.word for one in self.resources)
        return counts + Counter({Word.UNMANAGED: sum(count for _, count in self.plan.unmanaged)})

    @property
    def coverage(self) -> int:
        """The declared part of what lives and could be managed, in percent, rounded down."""
        declared = sum(
            one.change.id is not None and one.word not in (Word.UNREADABLE, Word.ORPHANED, Word.FORGOTTEN)
            for one in self.resources
        )
        manageable = declared + self.counts[Word.ORPHANED] + self.counts[Word.UNMANAGED]
        return 100 * declared // manageable if manageable else 100


def drift_of(plan: Plan) -> Drift:
    """The drift that a plan shows."""
    standings = tuple(Standing(change, word_of(change)) for change in (*plan.changes, *plan.orphans))
    return Drift(plan, standings)


def word_of(change: Change) -> Word:
    """The gravest word of its differences, else that of its reason."""
    if change.action is Action.FORGET:
        return Word.FORGOTTEN
    words = {difference_word(one) for one in change.differences}
    return next((one for one in _GRAVEST_FIRST if one in words), _WORDS[change.reason])


def difference_word(difference: Difference) -> Word:
    """The word of one attribute that differs."""
    return _WORDS[difference.reason]
