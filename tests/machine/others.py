"""What other people do to the tenant, in the console and behind the tool's back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from hypothesis import strategies as st

from provisioner.simulator import Tenant
from tests.machine.names import CHANNEL_NAMES, WEBHOOK_NAMES

COLLECTIONS = ("webhooks", "channels")
URI = "https://theirs.example.com/8x8"
THEIRS: dict[str, tuple[dict[str, Any], ...]] = {
    "webhooks": (
        *({"name": name} for name in ("Theirs", *WEBHOOK_NAMES)),
        {"uri": URI},
        {"x-note": "theirs"},
    ),
    "channels": (
        *({"name": name} for name in ("Theirs", *CHANNEL_NAMES)),
        {"description": "Theirs"},
        {"webHookId": None},
        {"routingOptions": {"type": "queue", "id": "103"}},
        {"x-note": "theirs"},
    ),
}
"""The members that somebody may change, with the values they get."""


class Trace(NamedTuple):
    """A member of a live resource that somebody changed, and what it was before."""

    collection: str
    id: str
    member: str
    value: Any
    before: Any


@dataclass(frozen=True)
class Act:
    """`create`, `edit` or `delete` one of a collection; the numbers say which one, and what becomes of it."""

    verb: str
    collection: str
    which: int
    what: int

    def on(self, tenant: Tenant) -> Trace | None:
        """Do it; the trace of an edit that changed anything."""
        bodies = tenant.list(self.collection)
        members = THEIRS[self.collection][self.what % len(THEIRS[self.collection])]
        if self.verb == "create":
            tenant.put(self.collection, self._created(tenant, members))
        elif bodies and self.verb == "delete":
            tenant.remove(self.collection, self._chosen(bodies)["id"])
        elif bodies:
            return self._edited(tenant, self._chosen(bodies), *members.items())
        return None

    def _chosen(self, bodies: list[dict[str, Any]]) -> dict[str, Any]:
        return bodies[self.which % len(bodies)]

    def _edited(self, tenant: Tenant, body: dict[str, Any], change: tuple[str, Any]) -> Trace | None:
        member, value = change
        tenant.put(self.collection, body | {member: value})
        trace = Trace(self.collection, body["id"], member, value, body.get(member))
        return trace if trace.value != trace.before else None

    def _created(self, tenant: Tenant, members: dict[str, Any]) -> dict[str, Any]:
        if self.collection == "webhooks":
            return {"name": "Theirs", "uri": URI, "version": "Chat Gateway v1.0"} | members
        webhooks = [one["id"] for one in tenant.list("webhooks")]
        webhook = webhooks[self.which % len(webhooks)] if webhooks else None
        type = "SMS" if self.which % 5 == 0 else "ChatAPI"
        return {"name": "Theirs", "type": type, "webHookId": webhook} | members


ACTS = st.builds(
    Act,
    verb=st.sampled_from(("create", "edit", "edit", "delete")),
    collection=st.sampled_from(COLLECTIONS),
    which=st.integers(0, 20),
    what=st.integers(0, 20),
)
