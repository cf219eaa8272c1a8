"""What the environment's file says to leave alone, and whether that still holds."""

from __future__ import annotations

from dataclasses import dataclass

from provisioner.model.environment import Ignore


@dataclass(frozen=True, slots=True)
class Ignored:
    """One entry of `ignore:` as a plan found it.

    `expired` says that its last day is over and that the attribute is compared again; `differs` that it hides
    a difference.
    """

    ignore: Ignore
    expired: bool
    differs: bool
