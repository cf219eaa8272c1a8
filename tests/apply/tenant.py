"""A tenant in memory: satisfies `Writer`, and does with a call what its script says."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError, TenantError
from provisioner.model.live import LiveResource
from provisioner.model.outcome import Done, NotSent, Outcome, Refused, Unknown
from provisioner.model.resource_type import ResourceType
from provisioner.model.state import Binding, PendingWrite

LOST = Unknown(Diagnostic("The tenant did not answer", "timed out"))
REFUSED = Refused(400, Diagnostic("The tenant refused the call", "invalid"))
NO_KEY = Refused(401, Diagnostic("The tenant refused the credential", "Access Denied"))
BUSY = NotSent(Diagnostic("The tenant refuses more calls for now", "answered 429"))
UNREADABLE = TenantError(Diagnostic("The tenant failed to answer", "answered 503"))


@dataclass(frozen=True)
class Step:
    """What becomes of one call.

    A write is carried out unless `stores` is False, and answered with `answer` in place of the truth. A read
    raises `error`. `stored` goes over what a write sends; `meanwhile` is what somebody else does first.
    """

    answer: Outcome | None = None
    stores: bool = True
    stored: Mapping[str, Any] = field(default_factory=dict)
    error: TenantError | None = None
    meanwhile: Callable[[], object] = lambda: None


UNCHANGED = Step()


class TenantInMemory:
    """Bodies by type and id; `calls` are all calls so far, as `create Bot` or `list webhook`.

    `hidden` counts, by id, the listings and reads that do not show it yet. `unreturned` are members that no
    answer holds. `together` is the largest number of writes that were under way at once.
    """

    def __init__(self) -> None:
        self.bodies: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.calls: list[str] = []
        self.hidden: dict[str, int] = {}
        self.unreturned: frozenset[str] = frozenset()
        self.together = 0
        self.barrier: threading.Barrier | None = None
        self._under_way = 0
        self._scripts: dict[str, deque[Step]] = defaultdict(deque)
        self._lock = threading.Lock()

    def script(self, call: str, *steps: Step) -> None:
        """What becomes of the next calls of this kind; after them they go as they should."""
        self._scripts[call].extend(steps)

    def put(self, type: str, id: str, **body: Any) -> None:
        """What somebody else does."""
        self.bodies[type][id] = {"id": id, **body}

    def read(self, type: ResourceType, id: str) -> LiveResource | None:
        self._meet(f"read {id}")
        return self._live(type.name, id)

    def list(self, type: ResourceType) -> tuple[LiveResource, ...]:
        self._meet(f"list {type.name}")
        shown = (self._live(type.name, id) for id in sorted(self.bodies[type.name]))
        return tuple(one for one in shown if one is not None)

    def create(self, type: ResourceType, body: Mapping[str, Any]) -> Outcome:
        with self._lock:
            id = f"{type.name}-{len(self.bodies[type.name]) + 1}"
        return self._write(f"create {body['name']}", type, id, body)

    def replace(self, type: ResourceType, id: str, body: Mapping[str, Any]) -> Outcome:
        return self._write(f"replace {id}", type, id, body)

    def delete(self, type: ResourceType, id: str) -> Outcome:
        step = self._meet(f"delete {id}")
        if step.stores:
            self.bodies[type.name].pop(id, None)
        return step.answer or Done()

    def _write(self, call: str, type: ResourceType, id: str, body: Mapping[str, Any]) -> Outcome:
        with self._lock:
            self._under_way += 1
            self.together = max(self.together, self._under_way)
        if self.barrier is not None:
            self.barrier.wait(timeout=10)
        step = self._meet(call)
        with self._lock:
            self._under_way -= 1
            if step.stores:
                self.bodies[type.name][id] = {**body, **step.stored, "id": id}
        return step.answer or Done({**body, "id": id})

    def _meet(self, call: str) -> Step:
        with self._lock:
            self.calls.append(call)
            steps = self._scripts[call]
            step = steps.popleft() if steps else UNCHANGED
        step.meanwhile()
        if step.error is not None:
            raise step.error
        return step

    def _live(self, type: str, id: str) -> LiveResource | None:
        with self._lock:
            if self.hidden.get(id, 0) > 0:
                self.hidden[id] -= 1
                return None
            body = self.bodies[type].get(id)
        if body is None:
            return None
        shown = {name: value for name, value in body.items() if name not in self.unreturned}
        return LiveResource(type, id, shown.get("name"), shown)


class Notes:
    """A journal in memory; the `fails_at`th line cannot be written."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, PendingWrite | Binding | None]] = []
        self.fails_at: int | None = None
        self._lock = threading.Lock()

    def intend(self, write: PendingWrite) -> int:
        with self._lock:
            return self._note(len(self.lines) + 1, write)

    def conclude(self, number: int, binding: Binding | None) -> None:
        with self._lock:
            self._note(number, binding)

    def _note(self, number: int, what: PendingWrite | Binding | None) -> int:
        if self.fails_at is not None and len(self.lines) + 1 >= self.fails_at:
            raise ProvisionerError(Diagnostic("The journal cannot be written", "No space left on device"))
        self.lines.append((number, what))
        return number

    @property
    def pending(self) -> list[str]:
        """The addresses that were intended and never concluded."""
        concluded = {number for number, what in self.lines if not isinstance(what, PendingWrite)}
        begun = ((number, what) for number, what in self.lines if isinstance(what, PendingWrite))
        return [str(what.address) for number, what in begun if number not in concluded]
