"""Sends the writes of a plan, level by level and side by side, and tells of each as it ends."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import replace

from provisioner.apply.context import Context
from provisioner.apply.events import ApplyStarted, ChangeFinished, Checking, Event
from provisioner.apply.order import in_circle, levels, waves
from provisioner.apply.result import ChangeResult, Status
from provisioner.apply.settle import settle_creates
from provisioner.apply.write import Write
from provisioner.diagnostics import Diagnostic
from provisioner.errors import ProvisionerError
from provisioner.model.address import Address
from provisioner.model.value import Reference
from provisioner.plan.change import Action, Change
from provisioner.plan.plan import Plan


class Execution:
    """One plan being carried out; iterate over `run()` to the end, then read `results`."""

    def __init__(self, plan: Plan, context: Context) -> None:
        self.plan = plan
        self.context = context
        self._results: dict[Address, ChangeResult] = {}
        self._users: dict[tuple[str, str], Address] = {}
        self._halted = False

    @property
    def results(self) -> tuple[ChangeResult, ...]:
        """One result for every change that writes, in plan order."""
        return tuple(self._results[change.address] for change in self.plan.writes)

    def run(self) -> Generator[Event, None, None]:
        """Send every write once. One failure stops what depends on it and nothing else.

        Closed before its end, or ended by a defect, it begins no further write and waits for those under way.
        """
        yield ApplyStarted(len(self.plan.writes))
        with ThreadPoolExecutor(self.context.parallelism, "apply") as pool:
            try:
                for level in levels(self.plan.writes, self.context.types):
                    writes: dict[Address, Write] = {}
                    for wave in waves(level):
                        yield from self._send(wave, writes, pool)
                    yield from self._settle(writes)
            finally:
                self._halted = True

    def _send(
        self, wave: Sequence[Change], writes: dict[Address, Write], pool: ThreadPoolExecutor
    ) -> Iterator[Event]:
        futures: list[Future[ChangeResult]] = []
        for change in wave:
            blocker = self._blocker(change)
            if blocker is not None:
                yield self._finished(ChangeResult(change, Status.SKIPPED, change.id, because=blocker))
                continue
            writes[change.address] = Write(change, self.context)
            futures.append(pool.submit(self._attempt, writes[change.address]))
        for future in as_completed(futures):
            result = _explained(future.result(), wave)
            if result.status is not Status.UNKNOWN or result.change.action is not Action.CREATE:
                yield self._finished(result)
            else:
                self._results[result.change.address] = result

    def _attempt(self, write: Write) -> ChangeResult:
        if self._halted or self.context.stopped():
            return ChangeResult(write.change, Status.NOT_TRIED, write.change.id)
        try:
            result = write.send()
        except ProvisionerError as error:
            told = error.diagnostics[0]
            result = ChangeResult(write.change, Status.FAILED, write.change.id, told, stops=True)
        self._halted = self._halted or result.stops
        return result

    def _blocker(self, change: Change) -> Address | None:
        """The resource this change waits for and that did not come about, or did not go."""
        if change.action is Action.DELETE:
            return self._users.get((change.address.type, str(change.id)))
        desired = change.desired or {}
        for attribute in self.context.type_of(change.address).references:
            value = desired.get(attribute.name)
            if isinstance(value, Reference) and value.key is not None:
                result = self._results.get(Address(str(attribute.reference), value.key))
                if result is not None and result.status is not Status.DONE:
                    return result.change.address
        return None

    def _note_user(self, result: ChangeResult) -> None:
        """Remember what a change that is not done goes on referring to: that must not be deleted."""
        observed = result.change.observed or {}
        for attribute in self.context.type_of(result.change.address).references:
            value = observed.get(attribute.name)
            if isinstance(value, Reference) and result.status is not Status.DONE:
                self._users[str(attribute.reference), str(value.id)] = result.change.address

    def _settle(self, writes: dict[Address, Write]) -> Iterator[Event]:
        """Look for all creates of the level whose answer was lost, together."""
        lost = [writes[one.change.address] for one in self._results.values() if self._is_lost(one, writes)]
        if lost:
            yield Checking(settling=len(lost))
            for result in settle_creates(lost, self._results, self.context):
                yield self._finished(result)

    @staticmethod
    def _is_lost(result: ChangeResult, writes: dict[Address, Write]) -> bool:
        lost = result.status is Status.UNKNOWN and result.change.action is Action.CREATE
        return lost and result.change.address in writes

    def _finished(self, result: ChangeResult) -> ChangeFinished:
        self._results[result.change.address] = result
        self._note_user(result)
        return ChangeFinished(result)


def _explained(result: ChangeResult, wave: Sequence[Change]) -> ChangeResult:
    """A refusal with the way out, where the tenant did not take a name that another change should free."""
    if result.status is not Status.FAILED or result.stops or not in_circle(result.change, wave):
        return result
    hint = "these names go round in a circle: rename in two steps, one of them to a free name first"
    refused = result.diagnostic or Diagnostic("The tenant refused the name")
    return replace(result, diagnostic=replace(refused, hint=hint))
