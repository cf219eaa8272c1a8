"""The doors `apply` needs to the tenant and to the journal, declared where they are used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from provisioner.model.live import LiveResource
from provisioner.model.outcome import Outcome
from provisioner.model.resource_type import ResourceType
from provisioner.model.state import Binding, PendingWrite


class Writer(Protocol):
    """One tenant that can be written to. Reads raise TenantError; writes answer with an Outcome."""

    def read(self, type: ResourceType, id: str) -> LiveResource | None:
        """The live resource, or None when the API itself says it is gone."""

    def list(self, type: ResourceType) -> tuple[LiveResource, ...]:
        """The complete listing of one type, in id order."""

    def create(self, type: ResourceType, body: Mapping[str, Any]) -> Outcome:
        """POST once, or as often as it provably was not processed."""

    def replace(self, type: ResourceType, id: str, body: Mapping[str, Any]) -> Outcome:
        """PUT the whole resource."""

    def delete(self, type: ResourceType, id: str) -> Outcome:
        """DELETE; a resource that is already gone counts as done."""


class Journal(Protocol):
    """Where writes are noted before and after they are sent; raises ProvisionerError when it cannot."""

    def intend(self, write: PendingWrite) -> int:
        """Note a write that is about to be sent; the number is what `conclude` takes. Durable on return."""

    def conclude(self, number: int, binding: Binding | None) -> None:
        """Note what it left: a binding, or None when nothing was changed. Durable on return."""
