"""`list`, `queues`, `adopt`, `forget`, `state` and `history` on the command line."""

from __future__ import annotations

import pytest
import yaml

from provisioner.model.address import Address
from provisioner.model.state import Binding, PendingWrite, State
from provisioner.state.local import LocalStore
from provisioner.state.store import Lock
from tests.cli.shell import Shell

DASHED = "-Kd03x_9f1Zk2SG8rk6mtZ"
BOT = {"name": "Old bot", "uri": "https://bots.example.com/old", "version": "Chat Gateway v1.0"}


def put(shell: Shell, id: str) -> None:
    """A live webhook that nobody declares."""
    with shell.tenant() as simulator:
        simulator.add_tenant("sandbox", "eght_x").put("webhooks", BOT | {"id": id})


def test_list_shows_what_each_live_resource_is(shell: Shell) -> None:
    shell.run("apply --auto-approve")
    put(shell, DASHED)
    rows = {one["name"]: one["status"] for one in shell.run("list -o json").json["resources"]}
    assert rows == {"Bot": "managed", "Old bot": "unmanaged", "Web chat": "managed"}
    assert "2 managed, 1 unmanaged. 66% managed.\n" in shell.run("list").out


def test_queues_can_be_pasted_into_the_environment(shell: Shell) -> None:
    ended = shell.run("queues")
    bound = yaml.safe_load("queues:\n" + ended.out)["queues"]
    assert bound == {"sales": {"id": 101}, "billing": {"id": 102}}


def test_an_id_that_begins_like_a_flag_is_adopted(shell: Shell) -> None:
    put(shell, DASHED)
    for line in (("webhook.bot", DASHED), ("--", "webhook.bot", DASHED)):
        ended = shell.run("adopt", *line)
        assert (ended.code, ended.out.splitlines()[0]) == (0, f'webhook.bot is bound to "Old bot" ({DASHED})')
    assert shell.run("plan -o json").json["changes"][0]["action"] == "update"


def test_forget_unbinds(shell: Shell) -> None:
    shell.run("apply --auto-approve")
    ended = shell.run("forget channel.web")
    assert ended.code == 0
    assert ended.out.startswith('channel.web is no longer bound to "Web chat" (')
    assert shell.run("forget channel.web").code == 64


def test_the_state_is_shown_whole(shell: Shell) -> None:
    assert shell.run("state show").code == 1
    shell.run("apply --auto-approve")
    document = shell.run("state show -o json").json
    assert set(document["state"]["bindings"]) == {"channel.web", "webhook.bot"}
    assert yaml.safe_load(shell.run("state show").out) == document["state"]


def test_a_lock_is_removed_by_its_id_alone(shell: Shell) -> None:
    store = LocalStore(shell.folder, "sandbox")
    store.lock(Lock("abc123", "ci@build", "2026-01-01T00:00:00+00:00", "apply"))
    assert shell.run("state unlock wrong").code == 4
    assert shell.run("state unlock abc123").out == "The lock abc123 of sandbox is removed.\n"
    store.unlock()


def lose_a_create(shell: Shell) -> None:
    """A create whose answer never came and that no listing shows."""
    store = LocalStore(shell.folder, "sandbox")
    store.lock(Lock("abc123", "ci@build", "2026-01-01T00:00:00+00:00", "apply"))
    store.save(State("lineage", "sandbox", "simulator"))
    applied = Binding("", {"name": "Bot", "uri": "https://bots.example.com/8x8"})
    store.intend(PendingWrite(Address("webhook", "bot"), "create", "Bot", 1000.0, applied))
    store.unlock()


def test_fault_28_a_pending_create_is_resolved_as_absent(shell: Shell) -> None:
    lose_a_create(shell)
    ended = shell.run("state resolve webhook.bot --absent")
    assert (ended.code, ended.out) == (
        0,
        'webhook.bot: "Bot" was not created\nNext: provisioner plan -e sandbox\n',
    )
    assert shell.run("state show -o json").json["state"]["pending"] == []


def test_fault_28_a_pending_create_is_resolved_by_an_id_that_begins_like_a_flag(shell: Shell) -> None:
    lose_a_create(shell)
    put(shell, DASHED)
    ended = shell.run("state resolve webhook.bot", "--adopt", DASHED)
    assert ended.out.startswith(f'webhook.bot: it is bound to "Old bot" ({DASHED})\n')
    assert set(shell.run("state show -o json").json["state"]["bindings"]) == {"webhook.bot"}


@pytest.mark.parametrize("flags", ["", "--adopt x --absent"])
def test_a_pending_create_is_resolved_in_exactly_one_way(shell: Shell, flags: str) -> None:
    lose_a_create(shell)
    ended = shell.run(f"state resolve webhook.bot {flags}")
    assert ended.code == 64
    assert "either --adopt ID or --absent" in ended.err


def test_what_is_not_pending_is_no_business_of_resolve(shell: Shell) -> None:
    lose_a_create(shell)
    ended = shell.run("state resolve channel.web --absent")
    assert ended.code == 64
    assert "pending is webhook.bot" in ended.err


def test_the_history_tells_of_the_last_runs(shell: Shell) -> None:
    assert shell.run("history").code == 1
    shell.run("apply --auto-approve")
    shell.change("Web chat", "Shop chat")
    shell.run("apply --auto-approve")
    runs = shell.run("history -o json").json["runs"]
    assert [(one["result"], one["counts"]) for one in runs] == [("done", {"done": 1}), ("done", {"done": 2})]
    first, second = shell.run("history").out.splitlines()
    assert (first.split("  ")[2], second.split("  ")[2]) == ("1 done", "2 done")
