"""Files, a tenant, the tool between them, and all that befalls them over a long time."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

import pytest

from provisioner.apply.events import ChangeFinished, Event
from provisioner.apply.result import Result
from provisioner.errors import ProvisionerError, RefusedError, StateError
from provisioner.model.state import State
from provisioner.plan.allowances import Allowances
from provisioner.plan.change import Change
from provisioner.plan.plan import Plan
from provisioner.workflow.apply import Confirm, OnEvent, apply
from provisioner.workflow.destroy import destroy
from provisioner.workflow.memory import store_of
from provisioner.workflow.options import Options
from provisioner.workflow.plan import plan
from provisioner.workflow.saved_plan import load_plan
from tests.journeys.mortal import Killed, Mortal
from tests.journeys.site import Site
from tests.journeys.wire import wired
from tests.machine.disturbance import CALM, Disturbance
from tests.machine.files import Files
from tests.machine.ledger import Ledger, Named, Violation
from tests.machine.others import COLLECTIONS, Trace

ANYTHING = Allowances(adopt=True, empty=True, missing=True)
KILLED = -9
A_WHILE = 3_600.0

Verb = Callable[[Options, Confirm, OnEvent], Result]


class World:
    """One tenant and the files for it; `ends` counts how the runs ended."""

    def __init__(self, site: Site, switches: dict[str, Any]) -> None:
        self.site = site
        self.files = Files()
        self.ledger = Ledger()
        self.ends: Counter[int] = Counter()
        self._switches = switches
        self._lag = 0.0
        self._shown_at = 0.0
        self._committed = 0

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, **switches: Any) -> Iterator[World]:
        """A world whose tenant is empty; its ids are counted, so that whatever happens can happen again."""
        numbers = count(1)
        (folder / "copies").mkdir()
        with ExitStack() as stack:
            patch = stack.enter_context(pytest.MonkeyPatch.context())
            patch.setattr(secrets, "token_urlsafe", lambda size: f"{next(numbers):022d}")
            patch.setattr(os, "fsync", lambda descriptor: None)  # the kernel outlives who is killed
            site = stack.enter_context(Site.opened(folder))
            stack.enter_context(wired(site.simulator))
            yield cls(site, switches)

    def run(
        self,
        verb: Verb,
        disturbance: Disturbance,
        *,
        prune: bool,
        shown: tuple[Change, ...] | None = None,
    ) -> int:
        """Carry a verb out and hold what it did against the ledger; the exit code, or KILLED.

        `shown` is what a saved plan has shown, and only that may be done.
        """
        if not disturbance.hurry:
            self.pass_time()
        self._lag = disturbance.lag
        self.site.switch(**self._switches, list_lag=1_000_000 if disturbance.lag else 0)
        self.declare()
        run = _Run(self, disturbance)
        code = run.carry_out(verb, self.options(prune=prune, sleep=self.sleep))
        self.ends[code] += 1
        run.hold(shown)
        if code == 0 and verb is not destroy and not disturbance.hurry and disturbance.meanwhile is None:
            self.hold_done(prune)
        return code

    def options(self, **given: Any) -> Options:
        return self.site.options(parallelism=1, allowances=ANYTHING, **given)

    def declare(self) -> None:
        self.site.declare(self.files.webhooks, self.files.channels, guards={"deletes": True})

    def hold_done(self, prune: bool) -> None:
        """After an apply that ended well there is nothing left to do."""
        self.pass_time()
        left = self.site.plan(prune=prune, allowances=ANYTHING).writes
        if left:
            raise Violation(f"an apply ended with 0, and a plan would still {left}")

    def save_plan(self, copy: str, prune: bool) -> None:
        """Plan into a file, unless the plan is refused."""
        self.pass_time()
        self.declare()
        with suppress(RefusedError):
            plan(self.options(prune=prune), self._kept(f"{copy}.json"))

    def apply_saved(self, copy: str, disturbance: Disturbance) -> None:
        """Apply a plan that was saved a while ago, or do nothing when there is none."""
        if not self._kept(f"{copy}.json").exists():
            return
        saved = load_plan(self._kept(f"{copy}.json"))

        def verb(options: Options, confirm: Confirm, tell: OnEvent) -> Result:
            return apply(options, confirm, tell, saved)

        self.run(verb, disturbance, prune=saved.prune, shown=saved.plan.writes)

    def back_up(self, copy: str) -> None:
        """Copy the state as it is, unless there is none."""
        if self._state_folder.exists():
            shutil.rmtree(self._kept(copy), ignore_errors=True)
            shutil.copytree(self._state_folder, self._kept(copy))

    def lose_state(self, copy: str | None) -> None:
        """Put a backup in the place of the state, or nothing; of a backup that is not there comes nothing."""
        if copy is not None and not self._kept(copy).exists():
            return
        self.pass_time()
        shutil.rmtree(self._state_folder, ignore_errors=True)
        if copy is not None:
            shutil.copytree(self._kept(copy), self._state_folder)
            self.ledger.abandon_replaced(self.state)

    def end_in_peace(self) -> None:
        """When nobody else is left in the tenant, an apply does what the files say."""
        self._switches = {}
        self.ledger.abandon(self.state, self.files, self.live)
        for id, (type, _) in self.live.items():
            if id not in self.ledger.owners:
                self.site.tenant.remove(f"{type}s", id)
        code = self.run(apply, CALM, prune=True)
        wanted = {f"{type}.{key}" for type in ("webhook", "channel") for key in self.files.of(type)}
        bound = {str(address) for address in self.state.bindings}
        if (code, bound, len(self.live)) != (0, wanted, len(wanted)):
            raise Violation(f"left in peace, it ends with {code}; bound are {bound}, live {self.live}")

    def pass_time(self) -> None:
        """So long that listings show everything."""
        self.site.clock.time += A_WHILE
        self.site.simulator.catch_up()

    def sleep(self, seconds: float) -> None:
        """What the tool does in place of sleeping: listings show what was written as long ago as they lag."""
        clock, committed = self.site.clock, len(self.committed)
        if committed != self._committed:
            self._committed, self._shown_at = committed, clock() + self._lag
        clock.sleep(seconds)
        if clock() >= self._shown_at:
            self.site.simulator.catch_up()

    @property
    def committed(self) -> list[Any]:
        return [one for one in self.site.simulator.writes if one.committed]

    @property
    def state(self) -> State:
        """What is remembered; nothing, when there is no state."""
        return store_of(self.options()).load() or State("", "", "")

    @property
    def live(self) -> dict[str, Named]:
        """The type and the name of everything that lives, by id."""
        tenant = self.site.tenant
        return {
            one["id"]: (collection.removesuffix("s"), one["name"])
            for collection in COLLECTIONS
            for one in tenant.list(collection)
        }

    @property
    def _state_folder(self) -> Path:
        return store_of(self.options()).folder

    def _kept(self, copy: str) -> Path:
        return self.site.folder / "copies" / copy


class _Run:
    """One run under way, and what was seen of it."""

    def __init__(self, world: World, disturbance: Disturbance) -> None:
        self.world = world
        self.disturbance = disturbance
        self.shown: tuple[Change, ...] = ()
        self.others: set[str] = set()
        self.trace: Trace | None = None
        self.described = False
        self.finished = 0
        self.live = world.live
        world.ledger.abandon(world.state, world.files, self.live)
        self.bound = {one.id for one in world.state.bindings.values()}

    def carry_out(self, verb: Verb, options: Options) -> int:
        simulator = self.world.site.simulator
        simulator.forget_requests()
        for fault in self.disturbance.faults:
            simulator.inject(fault)
        try:
            with self._life().living():
                return verb(options, self.confirm, self.tell).exit_code
        except Killed:
            return KILLED
        except StateError as error:
            raise Violation("the state cannot be used any more") from error
        except ProvisionerError as error:
            return error.exit_code
        finally:
            simulator.clear_faults()

    def _life(self) -> Mortal:
        kill = self.disturbance.kill
        return Mortal(kill.nth, _die, kill.kind) if kill else Mortal(None, _die)

    def confirm(self, plan: Plan) -> bool:
        """Whoever is asked says yes, and somebody else is quick."""
        self.shown = plan.writes
        if self.disturbance.meanwhile is not None:
            before = self.world.live
            tenant = self.world.site.tenant
            others = any("description" in one for one in tenant.list("channels"))
            self.described = others and tenant.switches.description == "returned"
            self.trace = self.disturbance.meanwhile.on(tenant)
            self.others = self.world.live.keys() - before.keys()
        return True

    def tell(self, event: Event) -> None:
        self.finished += isinstance(event, ChangeFinished)
        if isinstance(event, ChangeFinished) and self.finished == self.disturbance.signal:
            signal.raise_signal(signal.SIGINT)

    def hold(self, shown: tuple[Change, ...] | None) -> None:
        """Whatever became of the run, nothing happened that must never happen."""
        ledger, live, state = self.world.ledger, self.world.live, self.world.state
        ledger.hold_writes(self.shown if shown is None else shown, self.world.committed)
        created = {id: live[id] for id in live.keys() - self.live.keys() - self.others}
        ledger.note_created(self.shown, created)
        ledger.note_bound(state, live)
        ledger.hold_one_each()
        ledger.hold_nothing_lost([*created, *(self.bound & live.keys())], state, live)
        self._hold_trace()

    def _hold_trace(self) -> None:
        """What somebody else changed after the plan was made is still as they left it."""
        trace = self.trace
        if trace is None or self.disturbance.hurry:
            return  # in a hurry the plan may have seen the tenant as it was before
        body = self.world.site.tenant.get(trace.collection, trace.id)
        if body is None and trace.member == "x-note":
            return  # nobody manages it: what it stands in may be deleted
        if trace.member == "description" and not self.described:
            return  # the plan could not see it, or not know that it was empty
        if body is None or body.get(trace.member) != trace.value:
            raise Violation(f"{trace} was overwritten")


def _die() -> NoReturn:
    raise Killed
