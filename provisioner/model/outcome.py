"""How a write ended, as far as anybody can know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from provisioner.diagnostics import Diagnostic
from provisioner.model.record import record


@record
class Done:
    """Accepted by the tenant; `body` is its answer, empty for a delete."""

    body: Mapping[str, Any] = field(default_factory=dict, repr=False)


@record
class Refused:
    """The tenant said no: nothing was changed. `status` is the HTTP status."""

    status: int
    diagnostic: Diagnostic

    @property
    def concerns_everything(self) -> bool:
        """Whether every other write would be refused as well: the key, not the resource, is the matter."""
        return self.status in (401, 403)


@record
class NotSent:
    """Known not to have been processed, after every retry: nothing was changed."""

    diagnostic: Diagnostic


@record
class Unknown:
    """Nobody knows: the answer was lost, cut short, a server error, or not about this resource."""

    diagnostic: Diagnostic


Outcome = Done | Refused | NotSent | Unknown
