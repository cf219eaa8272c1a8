"""A folder with files, a simulated tenant on loopback, and a clock nobody waits for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from provisioner.apply.events import Event
from provisioner.apply.result import Result
from provisioner.diagnostics import Diagnostic
from provisioner.model.address import Address
from provisioner.model.state import Binding, State
from provisioner.plan.plan import Plan
from provisioner.simulator import Fault, Queue, Simulator, Switches, Tenant
from provisioner.workflow.apply import apply
from provisioner.workflow.memory import store_of
from provisioner.workflow.options import Options
from provisioner.workflow.plan import plan
from provisioner.workflow.saved_plan import load_plan
from tests.apply.clock import Clock

ENVIRONMENT = "prod"
TENANT = "acme"
KEY = "eght_the-key-of-acme"
WEBHOOKS = "/chat-gateway/v1/webhooks"
CHANNELS = "/chat-gateway/v1/channels"
QUEUES = "/cc/v1/stats/rt/queues"
BOT = {"name": "Bot", "uri": "https://bots.example.com/8x8"}
LIVE_BOT = BOT | {"version": "Chat Gateway v1.0"}
WEB = {"name": "Web chat", "webhook": "bot", "queue": "sales"}
CHAT_QUEUES = (Queue(101, "Sales"), Queue(102, "Billing"), Queue(103, "Support"), Queue(9, "Phone", "phone"))
QUEUE_KEYS = {"sales": {"id": 101}, "billing": {"id": 102}}
CLIENT = ("client-of-acme", "secret-of-the-client")

Section = Mapping[str, Any]


@dataclass
class Site:
    """What a run is given and what it leaves behind; `told` are notices, `log` the calls."""

    folder: Path
    simulator: Simulator
    tenant: Tenant
    clock: Clock = field(default_factory=Clock)
    environ: dict[str, str] = field(default_factory=dict)
    told: list[Diagnostic] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, database: Path | None = None) -> Iterator[Site]:
        """A site whose files are still to be declared; its tenant is empty, or what a database holds."""
        clock = Clock()
        with Simulator(database, clock=clock.now) as simulator:
            environ = {"PROVISIONER_KEY": KEY, "GITHUB_SHA": "c0ffee"}
            yield cls(folder, simulator, _tenant_of(simulator), clock, environ)

    def serve(self, simulator: Simulator) -> None:
        """Let another simulator, whose tenant is empty, stand for the tenant from now on."""
        self.simulator, self.tenant = simulator, _tenant_of(simulator)

    def declare(self, webhooks: Section, channels: Section, **sections: Any) -> None:
        """Write the environment's file; a section given here replaces the usual one."""
        tenant = {"id": TENANT, "endpoint": self.simulator.url, "api_key": {"env": "PROVISIONER_KEY"}}
        tenant |= sections.pop("tenant", {})
        self.write(
            {
                "format_version": 1,
                "environment": ENVIRONMENT,
                "tenant": tenant,
                "queues": QUEUE_KEYS,
                "webhooks": webhooks,
                "channels": channels,
                **sections,
            }
        )

    def write(self, document: Section) -> None:
        """Write any document as the environment's file; JSON is YAML."""
        path = self.folder / "environments" / f"{ENVIRONMENT}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")

    def switch(self, **switches: Any) -> None:
        """Let the tenant behave otherwise from now on."""
        self.tenant.switches = Switches(**switches)

    def inject(self, *faults: Fault) -> None:
        for fault in faults:
            self.simulator.inject(fault)

    def options(self, **changed: Any) -> Options:
        given: dict[str, Any] = {"environ": self.environ, "tell": self.told.append, "log": self.log.append}
        given |= {"clock": self.clock, "now": self.clock.now, "sleep": self.clock.sleep, "parallelism": 4}
        return Options(self.folder, ENVIRONMENT, **(given | changed))

    def plan(self, **changed: Any) -> Plan:
        return plan(self.options(**changed))

    def apply(self, before_writing: Callable[[], object] = lambda: None, **changed: Any) -> Result:
        """Apply and say yes; `before_writing` happens elsewhere between the plan and the first write."""

        def confirm(plan: Plan) -> bool:
            before_writing()
            return True

        return apply(self.options(**changed), confirm, self.events.append)

    def save_plan(self, **changed: Any) -> Path:
        """Plan into a file."""
        plan(self.options(**changed), self.plan_file)
        return self.plan_file

    @property
    def plan_file(self) -> Path:
        return self.folder / "plan.json"

    def apply_saved(self, **changed: Any) -> Result:
        """Apply the plan of the file; nobody is asked."""
        return apply(
            self.options(**changed), lambda plan: True, self.events.append, load_plan(self.plan_file)
        )

    @property
    def state(self) -> State:
        state = store_of(self.options()).load()
        assert state is not None
        return state

    def binding(self, address: str) -> Binding:
        return self.state.bindings[Address.parse(address)]

    def id_of(self, address: str) -> str:
        return self.binding(address).id

    def live(self, address: str) -> dict[str, Any]:
        """The body the tenant keeps for what an address is bound to."""
        body = self.tenant.get(f"{Address.parse(address).type}s", self.id_of(address))
        assert body is not None
        return body

    def change_outside(self, address: str, **members: Any) -> None:
        """Change a live resource behind the tool's back."""
        self.tenant.put(f"{Address.parse(address).type}s", self.live(address) | members)

    def remove_outside(self, address: str) -> None:
        self.tenant.remove(f"{Address.parse(address).type}s", self.id_of(address))

    @property
    def writes(self) -> list[str]:
        """The writes since the last `forget_requests`, as `POST webhooks` or `PUT channels`."""
        return [f"{one.method} {one.path.split('/')[3]}" for one in self.simulator.writes]

    @property
    def requests(self) -> list[str]:
        """Every request since the last `forget_requests`, as `GET /chat-gateway/v1/webhooks`."""
        return [f"{one.method} {one.path}" for one in self.simulator.requests]

    def forget_requests(self) -> None:
        self.simulator.forget_requests()


def _tenant_of(simulator: Simulator) -> Tenant:
    return simulator.add_tenant(TENANT, KEY, queues=CHAT_QUEUES)


def names(bodies: list[dict[str, Any]]) -> list[str]:
    """The names of live bodies, sorted."""
    return sorted(body["name"] for body in bodies)
