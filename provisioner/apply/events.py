"""What happens during an apply, told while it happens."""

from __future__ import annotations

from provisioner.apply.result import ChangeResult
from provisioner.model.record import record


@record
class ApplyStarted:
    """The number of writes to come."""

    total: int


@record
class ChangeFinished:
    """A change has its result: done, failed, skipped, moved or unknown."""

    result: ChangeResult


@record
class Checking:
    """The closing read begins; `settling` counts the writes whose outcome is looked for in the listing."""

    settling: int = 0


Event = ApplyStarted | ChangeFinished | Checking
