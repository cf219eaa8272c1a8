"""The state machine: whatever may happen to one environment, in any order."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
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
    {"description": "dropped"},
    {"put": "keeps"},
    {"uri": "normalised"},
    {"delete_in_use": "dangling"},
    {"duplicate_names": "refused-409"},
    {"page_size": 2},
    {"version": "notificationVersion", "description": "dropped", "put": "keeps"},
)
COPIES = st.sampled_from(("one", "two", "three"))


@dataclass
class Experience:
    """How many steps were gone, how often a run ended with which code, and what nobody could find again."""

    steps: int = 0
    ends: Counter[int] = field(default_factory=Counter)
    abandoned: int = 0


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
        self.edit([Webhook(key, name, URIS[0]) for key, name in zip(WEBHOOKS, WEBHOOK_NAMES, strict=False)])
        self.edit(
            [Channel(key, name, "a", "sales") for key, name in zip(CHANNELS, CHANNEL_NAMES, strict=False)]
        )

    @rule(edits=EDITS)
    def edit(self, edits: Sequence[Edit]) -> None:
        for one in edits:
            one.on(self.world.files)

    @rule(act=ACTS)
    def meet_somebody(self, act: Act) -> None:
        act.on(self.world.site.tenant)

    @rule(edits=EDITS, disturbance=DISTURBANCES, prune=st.booleans())
    def edit_and_apply(self, edits: Sequence[Edit], disturbance: Disturbance, prune: bool) -> None:
        self.edit(edits)
        self.world.run(apply, disturbance, prune=prune)

    @rule(act=ACTS, disturbance=DISTURBANCES, prune=st.booleans())
    def meet_somebody_and_apply(self, act: Act, disturbance: Disturbance, prune: bool) -> None:
        self.meet_somebody(act)
        self.world.run(apply, disturbance, prune=prune)

    @rule(edits=EDITS, death=DEATHS)
    def die_and_begin_at_once_again(self, edits: Sequence[Edit], death: Disturbance) -> None:
        self.edit(edits)
        self.world.run(apply, death, prune=True)
        self.world.run(apply, AT_ONCE, prune=True)

    @rule(disturbance=DISTURBANCES)
    def destroy_and_apply(self, disturbance: Disturbance) -> None:
        self.world.run(destroy, CALM, prune=True)
        self.world.run(apply, disturbance, prune=True)

    @rule(disturbance=DISTURBANCES)
    def destroy(self, disturbance: Disturbance) -> None:
        self.world.run(destroy, disturbance, prune=True)

    @rule(prune=st.booleans())
    def apply_in_peace(self, prune: bool) -> None:
        self.world.run(apply, CALM, prune=prune)

    @rule(copy=COPIES, prune=st.booleans())
    def save_plan(self, copy: str, prune: bool) -> None:
        self.world.save_plan(copy, prune)

    @rule(copy=COPIES, edits=EDITS, act=ACTS, disturbance=DISTURBANCES)
    def apply_saved(self, copy: str, edits: Sequence[Edit], act: Act, disturbance: Disturbance) -> None:
        self.edit(edits[1:])
        self.meet_somebody(act)
        self.world.apply_saved(copy, disturbance)

    @rule(copy=COPIES, edits=EDITS, disturbance=DISTURBANCES)
    def apply_as_saved(self, copy: str, edits: Sequence[Edit], disturbance: Disturbance) -> None:
        self.edit(edits)
        self.save_plan(copy, prune=True)
        self.world.apply_saved(copy, disturbance)

    @rule(copy=COPIES)
    def back_up(self, copy: str) -> None:
        self.world.back_up(copy)

    @rule(copy=COPIES | st.none())
    def lose_state(self, copy: str | None) -> None:
        """All of it, or what came after a backup."""
        self.world.lose_state(copy)

    @invariant()
    def count(self) -> None:
        self.experience.steps += 1

    def teardown(self) -> None:
        """Left in peace, every history ends well."""
        try:
            self.world.end_in_peace()
        finally:
            self.experience.ends.update(self.world.ends)
            self.experience.abandoned += self.world.ledger.abandoned
            self.stack.close()


def live(switches: dict[str, Any], histories: int, **given: Any) -> Experience:
    """Go through so many histories of fifty steps; raises Violation, and what else goes wrong."""

    class Tenant(Machine):
        experience = Experience()

    Tenant.switches = switches
    always = {"stateful_step_count": 50, "database": None, "suppress_health_check": list(HealthCheck)}
    # A history is told as it is: making it smaller takes minutes.
    chosen = settings(max_examples=histories, deadline=None, phases=(Phase.generate,), **(always | given))
    run_state_machine_as_test(Tenant, settings=chosen)
    return Tenant.experience
