"""The bare client: exactly the calls that are needed, and nothing a plan does not need.

It is the measure of the product and is kept honest. Files are read with libyaml while the collector rests;
pages and writes go side by side over one session a worker; proxies and `.netrc` are not looked up; what is
desired is compared with what lives by plain equality. It has no state, no retries, no guards, no messages.
"""

from __future__ import annotations

import gc
import json
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import yaml

PAGE_SIZE = 1000
GATEWAY = "/chat-gateway/v1"
QUEUES = "/cc/v1/stats/rt/queues"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Body = dict[str, Any]


def read(folder: Path) -> Body:
    """The sections of all files of an environment."""
    gc.disable()
    sections: Body = {}
    for path in (folder / "environments").rglob("*.yaml"):
        sections |= yaml.load(path.read_bytes(), Loader=LOADER)
    gc.enable()
    return sections


class Client:
    """One tenant over as many connections as there are workers."""

    def __init__(self, tenant: Body, connections: int) -> None:
        import requests  # who only reads files does not pay for it

        self._endpoint = tenant["endpoint"]
        self._headers = {"x-api-key": "eght_benchmark", "X-8x8-Tenant": tenant["id"]}
        self._open = requests.Session
        self._own = threading.local()
        self.side_by_side = ThreadPoolExecutor(connections)

    def call(self, method: str, path: str, body: Body | None = None) -> Any:
        """Send one call over the worker's own session."""
        if not hasattr(self._own, "session"):
            self._own.session = self._open()
            self._own.session.trust_env = False
            self._own.session.headers.update(self._headers)
        response = self._own.session.request(method, self._endpoint + path, json=body)
        response.raise_for_status()
        return json.loads(response.content)

    def listed(self, *plurals: str) -> list[list[Body]]:
        """Complete listings: all first pages at once, then all further ones."""
        firsts = list(self.side_by_side.map(self._page, plurals, [0] * len(plurals)))
        listings = list(zip(plurals, firsts, strict=True))
        further = [self.side_by_side.map(self._page, *_further(*one)) for one in listings]
        return [
            [item for page in (first, *rest) for item in page["_embedded"][plural]]
            for (plural, first), rest in zip(listings, further, strict=True)
        ]

    def create(self, plural: str, bodies: Iterable[Body]) -> list[Body]:
        """What was created, in order."""
        return list(self.side_by_side.map(lambda one: self.call("POST", f"{GATEWAY}/{plural}", one), bodies))

    def replace(self, plural: str, id: str, changed: Body) -> None:
        """A PUT replaces the whole resource, so that is read just before."""
        live = self.call("GET", f"{GATEWAY}/{plural}/{id}")
        kept = {name: value for name, value in live.items() if name not in ("id", "_links")}
        self.call("PUT", f"{GATEWAY}/{plural}/{id}", kept | changed)

    def _page(self, plural: str, number: int) -> Any:
        return self.call("GET", f"{GATEWAY}/{plural}?page={number}&size={PAGE_SIZE}&sort=id:asc")


class Plan(NamedTuple):
    """What to create, and what to replace by id; `webhooks` holds the ids of the live ones by name."""

    new_webhooks: list[Body]
    new_channels: list[Body]
    changed_channels: dict[str, Body]
    webhooks: dict[str, str]
    unchanged: int


def plan(sections: Body, client: Client) -> Plan:
    """List, compare, and read the queues when one is to be assigned."""
    live_webhooks, live_channels = client.listed("webhooks", "channels")
    new_webhooks, changed_webhooks = _compared(_webhooks(sections), live_webhooks)
    assert not changed_webhooks, "no scenario changes a webhook"
    ids = {one["name"]: one["id"] for one in live_webhooks}
    new, changed = _compared(_channels(sections, ids), live_channels)
    if new or changed:
        client.call("GET", QUEUES)
    declared = len(sections["webhooks"]) + len(sections["channels"])
    unchanged = declared - len(new_webhooks) - len(new) - len(changed)
    return Plan(new_webhooks, new, changed, ids, unchanged)


def apply(sections: Body, client: Client) -> Plan:
    """Plan, write, and list again what was written."""
    planned = plan(sections, client)
    made = client.create("webhooks", planned.new_webhooks)
    ids = planned.webhooks | {one["name"]: one["id"] for one in made}
    names = {one["name"] for one in planned.new_channels}
    client.create("channels", (one for one in _channels(sections, ids) if one["name"] in names))
    for id, channel in planned.changed_channels.items():
        client.replace("channels", id, channel)
    client.listed(*(["webhooks"] if made else []), "channels")
    return planned


def _compared(wanted: Iterable[Body], live: Iterable[Body]) -> tuple[list[Body], dict[str, Body]]:
    """What is not live, and what lives differently, by id."""
    by_name = {one["name"]: one for one in live}
    absent, changed = [], {}
    for one in wanted:
        found = by_name.get(one["name"])
        if found is None:
            absent.append(one)
        elif {name: found[name] for name in one} != one:
            changed[found["id"]] = one
    return absent, changed


def _webhooks(sections: Body) -> Iterator[Body]:
    version = "Chat Gateway v1.0"
    for one in sections["webhooks"].values():
        yield {**one, "version": version, "notificationVersion": version}


def _channels(sections: Body, ids: dict[str, str]) -> Iterator[Body]:
    queues = {key: str(queue["id"]) for key, queue in sections["queues"].items()}
    for one in sections["channels"].values():
        yield {
            "name": one["name"],
            "description": one["description"],
            "webHookId": ids.get(sections["webhooks"][one["webhook"]]["name"]),
            "routingOptions": {"type": "queue", "id": queues[one["queue"]]},
            "type": "ChatAPI",
        }


def _further(plural: str, first: Body) -> tuple[list[str], range]:
    pages = first["page"]["totalPages"]
    return [plural] * (pages - 1), range(1, pages)


def main(verb: str, folder: str, connections: str) -> None:
    """Carry out `read`, `plan` or `apply` and write what was found to do."""
    sections = read(Path(folder))
    if verb == "read":
        return
    done = {"plan": plan, "apply": apply}[verb](sections, Client(sections["tenant"], int(connections)))
    created = len(done.new_webhooks) + len(done.new_channels)
    updated = len(done.changed_channels)
    json.dump({"created": created, "updated": updated, "unchanged": done.unchanged}, sys.stdout)
    gc.freeze()  # nothing is searched for garbage when the process ends


if __name__ == "__main__":
    main(*sys.argv[1:])
