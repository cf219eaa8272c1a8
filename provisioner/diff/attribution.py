"""Who changed an attribute since the last apply: the files, somebody outside, or both."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Final

from provisioner.model.record import record
from provisioner.model.seal import Seal
from provisioner.model.state import Binding, Remembered
from provisioner.model.value import Value


class Origin(StrEnum):
    """Which side differs from what was last applied."""

    NEITHER = "neither"
    CONFIGURATION = "configuration"
    OUTSIDE = "outside"
    BOTH = "both"
    UNKNOWN = "unknown"


class Unread(Enum):
    """The type of `UNREAD`: stands for a live value that the tenant does not return."""

    UNREAD = "unread"


UNREAD: Final = Unread.UNREAD


@record
class Memory:
    """What the state remembers of one resource; without a binding nothing is known."""

    binding: Binding | None
    seal: Seal

    def applied(self, name: str) -> Remembered:
        """The attribute as last applied, None when it was not."""
        return self.binding.applied.get(name) if self.binding else None

    def holds(self, name: str, desired: Value) -> bool:
        """Whether `desired` is what was last applied."""
        if self.binding is None or name not in self.binding.applied:
            return False
        return self.seal.recalls(self.binding.applied[name], desired) is True

    def origin(self, name: str, desired: Value, live: Value | Unread) -> Origin:
        """Compare both sides with what was last applied.

        On the live side the value read back then counts, where the tenant stored another form. An attribute
        that was not managed before was changed in the configuration, and so was one that cannot be read.
        """
        if self.binding is None:
            return Origin.UNKNOWN
        if name not in self.binding.applied:
            return Origin.CONFIGURATION
        applied = self.binding.applied[name]
        as_applied = self.seal.recalls(applied, desired)
        if isinstance(live, Unread):
            return Origin.UNKNOWN if as_applied is None else Origin.CONFIGURATION
        match (as_applied, self.seal.recalls(self.binding.read_back.get(name, applied), live)):
            case (True, True):
                return Origin.NEITHER
            case (False, True):
                return Origin.CONFIGURATION
            case (True, False):
                return Origin.OUTSIDE
            case (False, False):
                return Origin.BOTH
            case _:
                return Origin.UNKNOWN
