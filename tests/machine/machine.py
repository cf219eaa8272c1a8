"""The state machine: whatever may happen to one environment, in any order."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial, wraps
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    get_state_machine_test,
    initialize,
    rule,
)

from provisioner.workflow.apply import apply
from provisioner.workflow.destroy import destroy
from tests.machine.disturbance import AT_ONCE, CALM, DEATHS, DISTURBANCES, Disturbance
from tests.machine.files import EDITS, Channel, Edit, Webhook
from tests.machine.names import CHANNEL_NAMES, CHANNELS, URIS, WEBHOOK_NAMES, WEBHOOKS
from tests.machine.others import ACTS, Act
from tests.machine.world import World

TENANTS: tuple[dict[str, Any], ...] = (
    {},
    {"description": "dropped", "put": "keeps", "version": "notificationVersion"},
    {"uri": "normalised", "delete_in_use": "dangling", "page_size": 2},
    {"duplicate_names": "refused-409"},
)
COPIES = st.sampled_from(("one", "two", "three"))


SETTINGS = partial(
    settings,
    stateful_step_count=50,
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # a history is told as it was: to make it smaller takes minutes
    suppress_health_check=list(HealthCheck),
)


@dataclass
class Experience:
    """How many steps were gone, how often a run ended with which code, and what nobody could find again."""

    steps: int = 0
    ends: Counter[int] = field(default_factory=Counter)
    abandoned: int = 0


def step(**drawn: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A rule of the machine, whose steps are counted."""
    made_rule: Any = rule  # its overloads take no mapping

    def counted(act: Callable[..., None]) -> Callable[..., None]:
        @wraps(act)
        def acted(machine: Machine, **chosen: Any) -> None:
            machine.experience.steps += 1
            act(machine, **chosen)

        stepped: Callable[..., None] = made_rule(**drawn)(acted)
        return stepped

    return counted


class Machine(RuleBasedStateMachine):
    """Any history of one environment, whose tenant behaves as its `switches` say."""

    switches: ClassVar[dict[str, Any]]
    experience: ClassVar[Experience]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.world = self.stack.enter_context(World.opened(folder, **self.switches))

    @initialize()
    def begin(self) -> None:
        """With something of everything."""
        self._edit([Webhook(key, name, URIS[0]) for key, name in zip(WEBHOOKS, WEBHOOK_NAMES, strict=False)])
        self._edit(
            [Channel(key, name, "a", "sales") for key, name in zip(CHANNELS, CHANNEL_NAMES, strict=False)]
        )

    @step(edits=EDITS)
    def edit(self, edits: Sequence[Edit]) -> None:
        self._edit(edits)

    @step(act=ACTS)
    def meet_somebody(self, act: Act) -> None:
        act.on(self.world.site.tenant)

    @step(edits=EDITS, disturbance=DISTURBANCES, prune=st.booleans())
    def edit_and_apply(self, edits: Sequence[Edit], disturbance: Disturbance, prune: bool) -> None:
        self._edit(edits)
        self.world.run(apply, disturbance, prune=prune)

    @step(act=ACTS, disturbance=DISTURBANCES, prune=st.booleans())
    def meet_somebody_and_apply(self, act: Act, disturbance: Disturbance, prune: bool) -> None:
        act.on(self.world.site.tenant)
        self.world.run(apply, disturbance, prune=prune)

    @step(edits=EDITS, death=DEATHS)
    def die_and_begin_at_once_again(self, edits: Sequence[Edit], death: Disturbance) -> None:
        self._edit(edits)
        self.world.run(apply, death, prune=True)
        self.world.run(apply, AT_ONCE, prune=True)

    @step(disturbance=DISTURBANCES)
    def destroy_and_apply(self, disturbance: Disturbance) -> None:
        self.world.run(destroy, CALM, prune=True)
        self.world.run(apply, disturbance, prune=True)

    @step(disturbance=DISTURBANCES)
    def destroy(self, disturbance: Disturbance) -> None:
        self.world.run(destroy, disturbance, prune=True)

    @step(prune=st.booleans())
    def apply_in_peace(self, prune: bool) -> None:
        self.world.run(apply, CALM, prune=prune)

    @step(copy=COPIES, prune=st.booleans())
    def save_plan(self, copy: str, prune: bool) -> None:
        self.world.save_plan(copy, prune)

    @step(copy=COPIES, edits=EDITS, act=ACTS, disturbance=DISTURBANCES)
    def apply_saved(self, copy: str, edits: Sequence[Edit], act: Act, disturbance: Disturbance) -> None:
        self._edit(edits[1:])
        act.on(self.world.site.tenant)
        self.world.apply_saved(copy, disturbance)

    @step(copy=COPIES, edits=EDITS, disturbance=DISTURBANCES)
    def apply_as_saved(self, copy: str, edits: Sequence[Edit], disturbance: Disturbance) -> None:
        self._edit(edits)
        self.world.save_plan(copy, prune=True)
        self.world.apply_saved(copy, disturbance)

    @step(copy=COPIES)
    def back_up(self, copy: str) -> None:
        self.world.back_up(copy)

    @step(copy=COPIES | st.none())
    def lose_state(self, copy: str | None) -> None:
        """All of it, or what came after a backup."""
        self.world.lose_state(copy)

    def _edit(self, edits: Sequence[Edit]) -> None:
        for one in edits:
            one.on(self.world.files)

    def teardown(self) -> None:
        """Left in peace, every history ends well."""
        try:
            self.world.end_in_peace()
        finally:
            self.experience.ends.update(self.world.ends)
            self.experience.abandoned += self.world.ledger.abandoned
            self.stack.close()


def live(switches: dict[str, Any], histories: int, seed_of_all: int) -> Experience:
    """Go through so many histories of fifty steps each; raises Violation, and whatever else goes wrong."""

    class Tenant(Machine):
        experience = Experience()

    Tenant.switches = switches
    test = get_state_machine_test(Tenant, settings=SETTINGS(max_examples=histories))
    seed(seed_of_all)(test)()
    return Tenant.experience
