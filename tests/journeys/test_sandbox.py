"""`endpoint: simulator`: a tenant with no account and no key, kept between runs beside the files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from provisioner.apply.result import Result
from provisioner.errors import ConfigurationError
from provisioner.plan.change import Action
from provisioner.simulator import EMBEDDED_KEY, Simulator
from provisioner.workflow.apply import apply
from provisioner.workflow.listing import list_live, list_queues
from provisioner.workflow.options import Options
from provisioner.workflow.plan import plan
from tests.apply.clock import Clock

SANDBOX = """\
format_version: 1
environment: sandbox
tenant: { id: sandbox, endpoint: simulator }
simulator:
  queues: { 101: Sales, 102: Billing }
  description: %s
queues: { sales: { name: Sales } }
webhooks:
  bot: { name: Bot, uri: https://bots.example.com/8x8 }
channels:
  web: { name: Web chat, description: Chat on the shop, webhook: bot, queue: sales }
"""


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """A folder with one sandbox."""
    declare(tmp_path, "returned")
    clock = Clock()
    return Options(tmp_path, "sandbox", {}, clock=clock, now=clock.now, sleep=clock.sleep)


def declare(folder: Path, description: str) -> None:
    path = folder / "environments" / "sandbox.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(SANDBOX % description)


def applied(options: Options) -> Result:
    return apply(options, lambda plan: True, lambda event: None)


def behind_the_tool(options: Options, **members: Any) -> None:
    """Change the sandbox's channel as its administrator would."""
    with Simulator(options.folder / ".provisioner" / "simulator" / "sandbox.sqlite") as simulator:
        tenant = simulator.add_tenant("sandbox", EMBEDDED_KEY)
        (channel,) = tenant.list("channels")
        tenant.put("channels", channel | members)


def test_a_sandbox_needs_no_key_and_keeps_what_was_applied(options: Options) -> None:
    assert plan(options).counts == {Action.CREATE: 2}
    assert applied(options).exit_code == 0
    assert plan(options).counts == {Action.NO_OP: 2}
    assert len(list_live(options).rows) == 2


def test_a_change_behind_the_tools_back_is_put_back(options: Options) -> None:
    applied(options)
    behind_the_tool(options, name="Hijacked")
    assert plan(options).counts == {Action.UPDATE: 1, Action.NO_OP: 1}
    assert applied(options).exit_code == 0
    assert plan(options).counts == {Action.NO_OP: 2}


def test_switches_are_read_again_at_every_run(options: Options) -> None:
    applied(options)
    declare(options.folder, "dropped")
    assert [one.summary for one in applied(options).notices] == [
        "The description of a channel is not readable in this tenant"
    ]
    assert not plan(options).writes


def test_the_queues_of_a_sandbox_are_those_of_its_file(options: Options) -> None:
    assert [(one.id, one.name, one.keys) for one in list_queues(options)] == [
        ("102", "Billing", ()),
        ("101", "Sales", ("sales",)),
    ]


def test_a_switch_nobody_knows_is_a_mistake_of_the_file(options: Options) -> None:
    declare(options.folder, "eaten")
    with pytest.raises(ConfigurationError) as wrong:
        plan(options)
    assert wrong.value.exit_code == 78


def test_the_state_of_a_sandbox_does_not_know_the_port(options: Options) -> None:
    applied(options)
    document = (options.folder / ".provisioner" / "state" / "sandbox.json").read_text()
    assert '"endpoint": "simulator"' in document
    assert "127.0.0.1" not in document
