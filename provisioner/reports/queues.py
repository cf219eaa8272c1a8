"""The queues of one tenant: their document, and as text to paste into an environment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from provisioner.model.key import free_keys, key_of
from provisioner.model.yaml_text import scalar
from provisioner.reports.escape import plain, quoted
from provisioner.reports.shape import FORMAT_VERSION, QueueDocument, QueuesDocument
from provisioner.reports.width import table


class QueueRow(Protocol):
    """One queue, and the keys it is bound to."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def media(self) -> str | None: ...
    @property
    def keys(self) -> tuple[str, ...]: ...


def queues_document(environment: str, rows: Iterable[QueueRow]) -> QueuesDocument:
    """Every queue, in the order given."""
    queues: list[QueueDocument] = [
        {"id": row.id, "name": row.name, "media": row.media, "keys": list(row.keys)} for row in rows
    ]
    return {
        "format_version": FORMAT_VERSION,
        "report": "queues",
        "environment": environment,
        "queues": queues,
        "errors": [],
        "exit_code": 0,
    }


def queues_text(document: QueuesDocument) -> str:
    """Lines to paste under `queues:`; a queue without a key gets one from its name.

    What no chat can enter is a comment, so that nothing is bound to it by accident.
    """
    queues = document["queues"]
    taken = {key for one in queues for key in one["keys"]}
    unbound = ((one["id"], key_of(one["name"], "queue")) for one in queues if not one["keys"])
    keys = free_keys(unbound, taken)
    rows = [row for queue in queues for row in _bindings(queue, keys)]
    return "\n".join(table(rows)) + "\n" if rows else "# the tenant has no queue\n"


def _bindings(queue: QueueDocument, made: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    chat = queue["media"] in (None, "chat")
    id = queue["id"] if queue["id"].isdecimal() else quoted(queue["id"])
    comment = f"# {quoted(queue['name'])}" + (f", {plain(queue['media'])}" if queue["media"] else "")
    for key in queue["keys"] or [made[queue["id"]]]:
        yield f"  {'' if chat else '# '}{scalar(key)}:", f"{{ id: {id} }}", comment
