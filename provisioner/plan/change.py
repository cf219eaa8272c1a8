"""One change of a plan: what is done to which resource, and why."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from provisioner.diagnostics import Position
from provisioner.model.address import Address
from provisioner.model.configuration import Written, digest
from provisioner.model.record import record
from provisioner.model.state import Binding
from provisioner.model.value import Attributes, Value


class Action(StrEnum):
    """What apply does with one resource."""

    CREATE = "create"
    UPDATE = "update"
    ADOPT = "adopt"
    DELETE = "delete"
    FORGET = "forget"
    NO_OP = "no-op"


_WRITING = (Action.CREATE, Action.UPDATE, Action.DELETE)


class Reason(StrEnum):
    """Why, in words for people; on a difference, which side moved since the last apply."""

    CHANGED_IN_CONFIGURATION = "changed in the configuration"
    CHANGED_OUTSIDE = "changed outside"
    CHANGED_IN_BOTH = "changed in both"
    ORIGIN_UNKNOWN = "origin unknown"
    NOT_IN_TENANT = "not in the tenant"
    MISSING = "missing: it was deleted outside"
    FOUND_BY_NAME = "found by name"
    KEY_RENAMED = "key renamed"
    NO_LONGER_DECLARED = "no longer declared"
    FOLLOWS_CREATE = "follows what is created"
    AMBIGUOUS = "several live resources bear this name"
    UNREADABLE = "the live resource cannot be read"
    IGNORED = "ignored"
    SAME = "unchanged"


_LEFT_ALONE = (Reason.AMBIGUOUS, Reason.UNREADABLE)


@record
class Difference:
    """One attribute that a write would change; `applied` is what the last apply left, when that is known."""

    attribute: str
    before: Value
    after: Value
    reason: Reason
    applied: Value = None


@record
class Change:
    """What is done to one resource.

    `id` is the live resource's id, None for a create. `name` is the display name a reader knows it by.
    `desired` holds every managed attribute, `observed` those of their live values that could be read when the
    plan was made: apply refuses to overwrite what has moved since. `previous` is the address the id was bound
    to before a key was renamed. `affects` lists the channels that a changed webhook serves. `released` names
    attributes that are no longer managed. `warnings` are said beside the change. `written` is the
    definition before the environment's overlay; `protect` guards against deleting and re-pointing.
    `ignored` holds the attributes that are left as they live: they stand neither in `desired` nor among the
    differences, and `kept` is the part of the binding that is theirs.
    """

    address: Address
    action: Action
    reason: Reason
    name: str
    id: str | None = None
    differences: tuple[Difference, ...] = ()
    desired: Attributes | None = None
    observed: Attributes | None = None
    position: Position | None = None
    previous: Address | None = None
    affects: tuple[Address, ...] = ()
    released: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    written: Written = field(default_factory=dict)
    protect: bool = False
    ignored: tuple[Difference, ...] = ()
    kept: Binding | None = None

    @property
    def definition(self) -> str:
        """The digest by which another environment knows that it has had this definition."""
        return digest(self.written)

    @property
    def writes(self) -> bool:
        """Whether carrying it out sends a POST, PUT or DELETE."""
        return bool(self.differences) or self.action in _WRITING

    @property
    def updates(self) -> bool:
        """Whether it changes a resource that lives: an update, or an adoption that makes one."""
        return self.action in (Action.UPDATE, Action.ADOPT) and bool(self.differences)

    @property
    def told(self) -> tuple[Difference, ...]:
        """The differences a reader sees: of a create or delete that names none, all that comes or goes."""
        if self.differences:
            return self.differences
        match self.action:
            case Action.CREATE:
                return tuple(Difference(one, None, value, self.reason) for one, value in _set(self.desired))
            case Action.DELETE:
                return tuple(Difference(one, value, None, self.reason) for one, value in _set(self.observed))
            case _:
                return ()

    @property
    def shown(self) -> bool:
        """Whether it has a line of its own in the plan; the others are counted."""
        changes = self.writes or self.previous is not None or bool(self.released or self.warnings)
        return changes or self.action is Action.FORGET or self.reason in _LEFT_ALONE


def _set(attributes: Attributes | None) -> list[tuple[str, Value]]:
    return [(name, value) for name, value in (attributes or {}).items() if value is not None]
