"""Which attributes of one matched resource differ, and which side moved."""

from __future__ import annotations

from collections.abc import Mapping

from provisioner.diff.attribution import UNREAD, Memory, Origin
from provisioner.model.record import record
from provisioner.model.state import Remembered
from provisioner.model.value import Attributes, Value, comparable


@record
class AttributeDifference:
    """One attribute that differs; `applied` is what the last apply left, kept for a change on both sides."""

    attribute: str
    live: Value
    desired: Value
    origin: Origin
    applied: Remembered = None


@record
class Comparison:
    """The differences in attribute order; `normalised` counts values only stored in another form."""

    differences: tuple[AttributeDifference, ...] = ()
    normalised: int = 0


SAME = Comparison()
_UNKNOWN = "\0unknown"  # equal to no value, not even to an empty one


def in_sync(desired: Attributes, decoded: Mapping[str, str | None]) -> bool:
    """Whether a decoded body holds every managed value as it is wanted; a cleared one is never sure."""
    for name, value in desired.items():
        wanted = value if isinstance(value, str) else comparable(value)
        if not wanted or decoded[name] != wanted:
            return False
    return True


def compare(desired: Attributes, live: Attributes, memory: Memory) -> Comparison:
    """Compare the managed attributes.

    One that stands in `desired` and not in `live` cannot be read: it is compared with what was last applied.
    """
    before = {name: _comparable_live(name, desired, live, memory) for name in desired}
    after = {name: comparable(value) for name, value in desired.items()}
    if before == after:
        return SAME
    found = [_difference(name, desired[name], live, memory) for name in _differing(before, after)]
    real = tuple(one for one in found if one.origin is not Origin.NEITHER)
    return Comparison(real, len(found) - len(real))


def _differing(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> list[str]:
    from deepdiff import DeepDiff  # a plan without differences does not pay for the import

    affected = DeepDiff(before, after).affected_root_keys
    return [name for name in after if name in affected]


def _comparable_live(name: str, desired: Attributes, live: Attributes, memory: Memory) -> str | None:
    if name in live:
        return comparable(live[name])
    return comparable(desired[name]) if memory.holds(name, desired[name]) else _UNKNOWN


def _difference(name: str, desired: Value, live: Attributes, memory: Memory) -> AttributeDifference:
    before = live.get(name)
    origin = memory.origin(name, desired, before if name in live else UNREAD)
    applied = memory.applied(name) if origin is Origin.BOTH else None
    return AttributeDifference(name, before, desired, origin, applied)
