"""The queues of one tenant: their document, and as text to paste into an environment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Protocol

from provisioner.reports.escape import plain, quoted
from provisioner.reports.shape import FORMAT_VERSION, QueueDocument, QueuesDocument
from provisioner.reports.width import table
from provisioner.reports.yaml_text import scalar


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
    taken = {key for one in document["queues"] for key in one["keys"]}
    rows = [row for queue in document["queues"] for row in _bindings(queue, taken)]
    return "\n".join(table(rows)) + "\n" if rows else "# the tenant has no queue\n"


def _bindings(queue: QueueDocument, taken: set[str]) -> Iterator[tuple[str, str, str]]:
    chat = queue["media"] in (None, "chat")
    id = queue["id"] if queue["id"].isdecimal() else quoted(queue["id"])
    comment = f"# {quoted(queue['name'])}" + (f", {plain(queue['media'])}" if queue["media"] else "")
    for key in queue["keys"] or [_free_key(queue["name"], taken)]:
        yield f"  {'' if chat else '# '}{scalar(key)}:", f"{{ id: {id} }}", comment


def _free_key(name: str, taken: set[str]) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:50].rstrip("-")
    key = words if words[:1].isalpha() else f"queue-{words}".rstrip("-")
    numbered = (key if number == 1 else f"{key}-{number}" for number in count(1))
    free = next(one for one in numbered if one not in taken)
    taken.add(free)
    return free
