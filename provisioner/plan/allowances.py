"""What the person who starts a run allows beyond what the environment's guards allow."""

from __future__ import annotations

from provisioner.model.address import Address
from provisioner.model.environment import Limit
from provisioner.model.record import record


@record
class Allowances:
    """One member a flag of the command line; a limit given here replaces the environment's.

    `unattended` says that nobody will be asked before the plan is applied.
    """

    max_creates: Limit | None = None
    max_updates: Limit | None = None
    max_deletes: Limit | None = None
    max_changes: Limit | None = None
    protected: frozenset[Address] = frozenset()
    hosts: tuple[str, ...] = ()
    adopt: bool = False
    empty: bool = False
    missing: bool = False
    skipped: frozenset[Address] = frozenset()
    unattended: bool = False
