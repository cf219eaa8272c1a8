"""`apply`: carry the plan out, prove it, and remember what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from provisioner.apply.closing import Proof, prove
from provisioner.apply.context import Context
from provisioner.apply.events import Checking, Event
from provisioner.apply.execute import Execution
from provisioner.apply.result import ChangeResult, Result
from provisioner.diagnostics import Diagnostic, Severity
from provisioner.errors import (
    BrokenOffError,
    ProvisionerError,
    StateError,
    StateNotSavedError,
    StoppedError,
    TenantError,
)
from provisioner.model.address import Address
from provisioner.model.configuration import Configuration
from provisioner.model.state import Run, State
from provisioner.plan.change import Action
from provisioner.plan.plan import Plan
from provisioner.plan.plan_file import PlanFile
from provisioner.resources import RESOURCE_TYPES
from provisioner.state.store import Store
from provisioner.workflow.interruption import Interruption
from provisioner.workflow.memory import locked, remembered, save, store_of
from provisioner.workflow.options import Options
from provisioner.workflow.owner import commit, owner
from provisioner.workflow.plan import PlanRefused
from provisioner.workflow.prepare import Prepared, configured, prepare
from provisioner.workflow.recovery import recover
from provisioner.workflow.remember import after_apply, refreshed
from provisioner.workflow.saved_plan import hold
from provisioner.workflow.tenant import Tenancy, reached

Confirm = Callable[[Plan], bool]
OnEvent = Callable[[Event], None]
Verb = Callable[[Confirm, OnEvent], Result]
RUNS_KEPT = 20


class NotConfirmedError(ProvisionerError):
    """The person who was asked did not say yes: nothing was done."""


@dataclass(frozen=True)
class Intent:
    """What a run is to bring about; `verb` is told to whoever finds the lock taken.

    With a `saved` plan a fresh one must equal it.
    """

    verb: str
    configuration: Configuration
    saved: PlanFile | None = None


def unheard(event: Event) -> None:
    """Drop an event."""


def apply(
    options: Options, confirm: Confirm, on_event: OnEvent = unheard, saved: PlanFile | None = None
) -> Result:
    """Bring the tenant to what the files say.

    `confirm` is asked only when something would be written. With `saved` a fresh plan must equal that one.
    Raises PlanRefused, PlanOutdated, NotConfirmedError, LockedError and what reading raises; what was
    written is in the Result, also when it could not be saved.
    """
    options = replace(options, prune=saved.prune) if saved else options
    return carry_out(Intent("apply", configured(options), saved), options, confirm, on_event)


def carry_out(intent: Intent, options: Options, confirm: Confirm, on_event: OnEvent) -> Result:
    """What every writing verb does between lock and unlock; raises as `apply` does."""
    store = store_of(options)
    with (
        locked(store, options, intent.verb),
        reached(options, intent.configuration.environment, writable=True) as tenancy,
        Interruption(hurry=tenancy.connection.close) as interruption,
    ):
        run = _Run(intent, options, store, tenancy, interruption)
        return run.carry_out(run.prepare(), confirm, on_event)


class _Run:
    """One run between lock and unlock."""

    def __init__(
        self,
        intent: Intent,
        options: Options,
        store: Store,
        tenancy: Tenancy,
        interruption: Interruption,
    ) -> None:
        self.intent = intent
        self.options = options
        self.store = store
        self.tenancy = tenancy
        self.interruption = interruption
        lineage = intent.saved.plan.lineage if intent.saved else ""
        self.loaded = remembered(store, intent.configuration.environment, lineage)

    def prepare(self) -> Prepared:
        """Plan a settle window after the last pending write, so that a listing can be believed.

        The whole window, whatever the clock shows: it may be another machine's than that of the write.
        """
        if self.loaded.pending:
            self._wait(self.options.settle)
        prepared = prepare(self.options, self.intent.configuration, lambda: self.loaded, self.tenancy)
        if self.intent.saved is not None:
            hold(self.intent.saved, prepared)
        if prepared.refusals:
            raise PlanRefused(prepared)
        return prepared

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            detail = (
                f"{len(self.loaded.pending)} pending; waiting {seconds:.0f} s until a listing can be believed"
            )
            self.options.tell(Diagnostic("An earlier write is looked for", detail, severity=Severity.NOTICE))
            self.options.sleep(seconds)

    def carry_out(self, prepared: Prepared, confirm: Confirm, on_event: OnEvent) -> Result:
        """Ask, write, look again, and save what is known now."""
        plan = prepared.plan
        if plan.writes and not confirm(plan):
            raise NotConfirmedError("Nothing was applied")
        self._raise_if_stopped()
        state = refreshed(prepared.state, plan, prepared.seal)
        if not plan.writes:
            self._save_if_new(state, prepared.skipped)
            return Result(plan, (), bound=_bound(plan))
        begun = save(self.store, state)
        context = self._context(prepared)
        execution = Execution(plan, context)
        with self._told_when_broken_off(begun):
            with closing(execution.run()) as events:
                for event in events:
                    on_event(event)
            result = self._proved(plan, execution.results, context, on_event)
            return self._remembered(result, begun, context, prepared.skipped)

    @contextmanager
    def _told_when_broken_off(self, begun: State) -> Iterator[None]:
        """A defect of the tool loses nothing: what was written, or may have been, stands in the journal."""
        try:
            yield
        except ProvisionerError:
            raise
        except Exception as error:
            if self._journaled(begun) == begun:
                raise
            hint = "what was written is remembered: plan, then apply again"
            raise BrokenOffError(Diagnostic("The apply broke off in the middle", hint=hint)) from error

    def _proved(
        self, plan: Plan, results: Sequence[ChangeResult], context: Context, on_event: OnEvent
    ) -> Result:
        proof, unchecked = Proof(tuple(results), ()), None
        if any(one.binding for one in results) and not self.interruption.stopped():
            on_event(Checking())
            try:
                proof = prove(results, context)
            except TenantError as error:
                unchecked = error.diagnostics[0]
        return Result(
            plan,
            proof.results,
            proof.notices,
            bound=_bound(plan),
            unchecked=unchecked,
            stopped_by=self.interruption.signal_number,
        )

    def _remembered(
        self, result: Result, begun: State, context: Context, skipped: tuple[Address, ...]
    ) -> Result:
        """State = document + journal, refined by what the closing read showed."""
        state = after_apply(self._journaled(begun), result.results)
        counts = Counter(one.status.value for one in result.results)
        run = Run(context.stamp, owner(), context.commit, dict(counts), result.exit_code, skipped)
        state = _with_run(state, run)
        try:
            self.store.save(state)
        except (StateNotSavedError, StateError) as error:
            lost = recover(state, self.options, error) if result.touched else error.diagnostics[0]
            return replace(result, unsaved=lost)
        return result

    def _journaled(self, begun: State) -> State:
        """What is stored now, unless it is no longer this run's: then what it began with.

        Saving the latter fails, as it must: what another run has stored is not to be overwritten.
        """
        try:
            stored = self.store.load()
        except StateError:
            return begun
        if stored is None or (stored.lineage, stored.serial) != (begun.lineage, begun.serial):
            return begun
        return stored

    def _save_if_new(self, state: State, skipped: tuple[Address, ...]) -> None:
        """What went ahead of another environment is a run also when nothing was written."""
        if state == self.loaded or not (state.bindings or self.loaded.serial):
            return
        if skipped:
            run = Run(self._stamp(), owner(), self._commit(), {}, 0, skipped)
            state = _with_run(state, run)
        save(self.store, state)

    def _stamp(self) -> str:
        return datetime.fromtimestamp(self.options.now(), UTC).isoformat(timespec="seconds")

    def _commit(self) -> str:
        return commit(self.options.folder, self.options.environ)

    def _raise_if_stopped(self) -> None:
        if self.interruption.signal_number is not None:
            raise StoppedError(self.interruption.signal_number, "Stopped before anything was written")

    def _context(self, prepared: Prepared) -> Context:
        options = self.options
        live = [
            one for listed in prepared.snapshot.resources.values() for one in listed if one.id is not None
        ]
        known: dict[tuple[str, str], tuple[str, ...]] = {}
        for one in live:
            if one.name is not None:
                known[one.type, one.name] = (*known.get((one.type, one.name), ()), str(one.id))
        return Context(
            writer=self.tenancy.connection.writer,
            journal=self.store,
            types=RESOURCE_TYPES,
            seal=prepared.seal,
            clock=options.clock,
            now=options.now,
            sleep=options.sleep,
            stopped=self.interruption.stopped,
            ids={change.address: change.id for change in prepared.plan.changes if change.id is not None},
            known=known,
            seen={str(one.id) for one in live},
            parallelism=options.parallelism,
            settle=options.settle,
            documented_only=self.intent.configuration.environment.tenant.put == "documented",
            stamp=self._stamp(),
            environment=options.environment,
            commit=self._commit(),
        )


def _with_run(state: State, run: Run) -> State:
    return replace(state, runs=(*state.runs, run)[-RUNS_KEPT:])


def _bound(plan: Plan) -> int:
    """How many ids are bound to an address for the first time, or anew, without a write."""
    return sum(
        not one.writes and (one.action is Action.ADOPT or one.previous is not None) for one in plan.changes
    )
