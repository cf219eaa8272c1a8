"""The webhooks and the channels of a tenant: create, read, replace, delete."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from provisioner.simulator.database import Database, Place
from provisioner.simulator.exchange import Answer, Exchange, json_answer
from provisioner.simulator.fault import IgnoreWrite, Store
from provisioner.simulator.fault import Lag as LagFault
from provisioner.simulator.lag import Lag
from provisioner.simulator.problem import Finding, Refusal
from provisioner.simulator.rules import (
    CHANNEL_RULES,
    CHAT_API,
    WEBHOOK_RULES,
    Body,
    Draft,
    Rules,
    accept,
    read_body,
)
from provisioner.simulator.tenant import Tenant, make_id


@dataclass(frozen=True, slots=True)
class ResourceType:
    """One path of the gateway; `plural` names it there and under `_embedded`, `singular` in messages."""

    plural: str
    singular: str
    rules: Rules

    @property
    def path(self) -> str:
        return f"/chat-gateway/v1/{self.plural}"


WEBHOOKS = ResourceType("webhooks", "WebHook", WEBHOOK_RULES)
CHANNELS = ResourceType("channels", "Channel", CHANNEL_RULES)
RESOURCE_TYPES: Mapping[str, ResourceType] = {one.plural: one for one in (WEBHOOKS, CHANNELS)}


@dataclass(frozen=True, slots=True)
class Collection:
    """The resources of one type in one tenant, for the length of one exchange."""

    type: ResourceType
    tenant: Tenant
    exchange: Exchange
    database: Database
    lag: Lag

    @property
    def place(self) -> Place:
        return self.tenant.place(self.type.plural)

    def create(self) -> Answer:
        """Source: createwebhook-1 and createchatapichannel-1, which answer 200."""
        sent = read_body(self.exchange.request.body)
        with self.database.transaction():
            body = self._accept(sent, {})
            return self._store(make_id(), body, None)

    def read(self, id: str) -> Answer:
        return json_answer(200, self.shown(id, json.loads(self._kept(id, lagging=True))))

    def replace(self, id: str) -> Answer:
        """PUT the whole resource; what the switch `put` does with absent attributes is up to the rules."""
        sent = read_body(self.exchange.request.body)
        with self.database.transaction():
            before = self._kept(id)
            live = json.loads(before)
            body = self._accept(sent, live if isinstance(live, dict) else {"id": id})
            return self._store(id, body, before)

    def delete(self, id: str) -> Answer:
        with self.database.transaction():
            before = self._kept(id)
            self._check_unused(id)
            self._check_type(before)
            if not any(self.exchange.actions(IgnoreWrite)):
                self.database.remove(self.place, id)
                self._hide(id, before)
            return Answer(204)

    def shown(self, id: str, body: Any) -> Any:
        """A body as an answer holds it, with its link, and without a description that is not returned."""
        if not isinstance(body, dict):
            return body
        shown = {**body, "_links": {"self": {"href": f"{self.type.path}/{id}"}}}
        if self.tenant.switches.description == "dropped":
            shown.pop("description", None)
        return shown

    def _accept(self, sent: Body, live: Mapping[str, Any]) -> Body:
        draft = Draft(self.tenant, sent, live, self._has_webhook)
        body = accept(draft, self.type.rules)
        self._check_name(body["name"], live)
        return body

    def _store(self, id: str, body: Body, before: str | None) -> Answer:
        kept, shown = {"id": id, **body}, {"id": id, **body}
        for store in self.exchange.actions(Store):
            kept |= store.changes
            shown |= store.changes if store.shown else {}
        if not any(self.exchange.actions(IgnoreWrite)):
            self.database.save(self.place, id, kept)
            self._hide(id, before)
        return json_answer(200, self.shown(id, shown))

    def _hide(self, id: str, before: str | None) -> None:
        """Let reads lag behind this write, as far as the switches and the faults say."""
        self.exchange.committed = True
        lists, reads = self.tenant.switches.list_lag, 0
        for lag in self.exchange.actions(LagFault):
            lists, reads = max(lists, lag.lists), max(reads, lag.reads)
        self.lag.hide(self.place, id, before, (lists, reads))

    def _kept(self, id: str, lagging: bool = False) -> str:
        body = self.database.get(self.place, id)
        if lagging:
            body = self.lag.read(self.place, id, body)
        if body is None:
            message = f"Resource of type {self.type.singular} with id {id} was not found."
            raise Refusal(404, message, "resource_not_found")
        return body

    def _has_webhook(self, id: str) -> bool:
        return self.database.get(self.tenant.place(WEBHOOKS.plural), id) is not None

    def _check_name(self, name: str, live: Mapping[str, Any]) -> None:
        switch = self.tenant.switches.duplicate_names
        if switch == "accepted" or name == live.get("name"):
            return
        if self.database.find(self.place, "name", name):
            message = f'A {self.type.singular} with the name "{name}" already exists.'
            finding = Finding("name", name, message, "duplicate_name")
            raise Refusal(400 if switch == "refused-400" else 409, message, "duplicate_name", (finding,))

    def _check_unused(self, id: str) -> None:
        switch = self.tenant.switches.delete_in_use
        if self.type is not WEBHOOKS or switch == "dangling":
            return
        users = self.database.find(self.tenant.place(CHANNELS.plural), "webhook", id)
        if users:
            message = f"WebHook {id} is used by channel {users[0]}."
            raise Refusal(400 if switch == "refused-400" else 409, message, "webhook_in_use")

    def _check_type(self, before: str) -> None:
        """Source: deletechatapichannelbyid-1, "Delete ChatAPI channel by Id"."""
        body = json.loads(before)
        if self.type is CHANNELS and isinstance(body, dict) and body.get("type") not in (None, CHAT_API):
            raise Refusal(400, "Only ChatAPI channels can be deleted.", "invalid_parameter")
