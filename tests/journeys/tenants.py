"""A folder with several environments, a simulated tenant for each, and files as a person writes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from provisioner.apply.result import Result
from provisioner.diagnostics import Diagnostic
from provisioner.model.address import Address
from provisioner.model.state import State
from provisioner.plan.plan import Plan
from provisioner.simulator import Queue, Simulator, Tenant
from provisioner.workflow.apply import apply
from provisioner.workflow.memory import store_of
from provisioner.workflow.options import Options
from provisioner.workflow.plan import plan
from tests.apply.clock import Clock

QUEUES = (Queue(101, "Sales"), Queue(102, "Billing"), Queue(103, "Support"), Queue(9, "Phone", "phone"))
WEBHOOKS = """\
format_version: 1
webhooks:
  bot:
    name: Bot                     # what people see
    uri: https://${vars.host}/8x8
"""
CHANNELS = """\
format_version: 1
channels:
  web:
    name: Web chat
    description: Chat on the shop
    webhook: bot
    queue: sales
"""


@dataclass
class Tenants:
    """What the runs are given; `told` are their notices."""

    folder: Path
    simulator: Simulator
    clock: Clock = field(default_factory=Clock)
    environ: dict[str, str] = field(default_factory=dict)
    told: list[Diagnostic] = field(default_factory=list)
    of: dict[str, Tenant] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def opened(cls, folder: Path) -> Iterator[Tenants]:
        """No environment yet, and the two shared files above."""
        clock = Clock()
        with Simulator(clock=clock.now) as simulator:
            tenants = cls(folder, simulator, clock, {"GITHUB_SHA": "c0ffee"})
            tenants.write("shared/webhooks.yaml", WEBHOOKS)
            tenants.write("shared/channels.yaml", CHANNELS)
            yield tenants

    def add(self, name: str, sections: str = "", live: tuple[Queue, ...] = QUEUES, **replaced: str) -> None:
        """One more environment with a tenant of its own; `replaced` sections stand as they are given."""
        if name not in self.of:
            self.of[name] = self.simulator.add_tenant(name, f"eght_key-of-{name}", queues=live)
            self.environ[f"PROVISIONER_{name.upper()}_KEY"] = f"eght_key-of-{name}"
        key = f"{{ env: PROVISIONER_{name.upper()}_KEY }}"
        usual = {
            "tenant": f"{{ id: {name}, endpoint: '{self.simulator.url}', api_key: {key} }}",
            "include": "[shared]",
            "vars": f"{{ host: bots.{name}.example.com }}",
            "queues": "{ sales: { id: 101 }, billing: { name: Billing } }",
        }
        header = "".join(f"{section}: {text}\n" for section, text in (usual | replaced).items() if text)
        self.write(f"{name}.yaml", f"format_version: 1\nenvironment: {name}\n{header}{sections}")

    def path(self, name: str) -> Path:
        return self.folder / "environments" / name

    def write(self, name: str, text: str) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_bytes(text.encode())

    def read(self, name: str) -> str:
        return self.path(name).read_bytes().decode()

    def change(self, name: str, before: str, after: str) -> None:
        """Replace one text in a file."""
        text = self.read(name)
        assert text.count(before) == 1, text
        self.write(name, text.replace(before, after))

    def options(self, name: str, **changed: Any) -> Options:
        given: dict[str, Any] = {"environ": self.environ, "tell": self.told.append, "parallelism": 4}
        given |= {"clock": self.clock, "now": self.clock.now, "sleep": self.clock.sleep}
        return Options(self.folder, name, **(given | changed))

    def plan(self, name: str, **changed: Any) -> Plan:
        return plan(self.options(name, **changed))

    def apply(self, *names: str, **changed: Any) -> Result:
        """Apply to each in turn and say yes; the last result."""
        results = [
            apply(self.options(name, **changed), lambda plan: True, lambda event: None) for name in names
        ]
        return results[-1]

    def state(self, name: str) -> State:
        state = store_of(self.options(name)).load()
        assert state is not None
        return state

    def live(self, name: str, address: str) -> dict[str, Any]:
        """The body a tenant keeps for what an address is bound to."""
        parsed = Address.parse(address)
        body = self.of[name].get(f"{parsed.type}s", self.state(name).bindings[parsed].id)
        assert body is not None
        return body

    def change_outside(self, environment: str, address: str, /, **members: Any) -> None:
        """Change a live resource behind the tool's back."""
        self.of[environment].put(f"{Address.parse(address).type}s", self.live(environment, address) | members)

    def differences(self, name: str) -> list[str]:
        """What a plan would change, as `channel.web name`."""
        return [f"{one.address} {inner.attribute}" for one in self.plan(name).writes for inner in one.told]
