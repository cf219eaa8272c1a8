"""`accept` and `promote` on the command line."""

from __future__ import annotations

import pytest

from tests.cli.shell import SANDBOX, Shell

TRIED = SANDBOX.replace("environment: sandbox", "environment: dev").replace(
    "channels:\n", "channels:\n  app: { name: App chat, webhook: bot, queue: sales }\n"
)


def rename(shell: Shell) -> None:
    """Rename the channel behind the tool's back."""
    with shell.tenant() as simulator:
        tenant = simulator.add_tenant("sandbox", "eght_x")
        (channel,) = tenant.list("channels")
        tenant.put("channels", channel | {"name": "By hand"})


@pytest.fixture
def drifted(shell: Shell) -> Shell:
    shell.run("apply --auto-approve")
    rename(shell)
    return shell


def test_accept_shows_the_difference_then_what_it_took(drifted: Shell) -> None:
    ended = drifted.run("accept")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("--- a/environments/sandbox.yaml\n+++ b/environments/sandbox.yaml\n@@ ")
    assert ended.out.endswith(
        '\n\nchannel.web name: "Web chat" -> "By hand" (environments/sandbox.yaml)\n\n'
        "Accepted 1 value in 1 file for sandbox.\nNext: provisioner plan -e sandbox\n"
    )
    assert drifted.run("plan --detailed-exitcode").code == 0
    assert drifted.run("accept channel.web").out == "Nothing to accept.\n"


def test_accept_needs_no_terminal_and_a_dry_run_writes_nothing(drifted: Shell) -> None:
    document = drifted.run("accept --dry-run -o json").json
    assert (document["report"], document["verb"], document["written"], document["next"]) == (
        "edit",
        "accept",
        False,
        None,
    )
    assert drifted.run("accept --dry-run -o markdown").out.startswith("### Accept for `sandbox`\n\n```diff\n")
    assert drifted.run("plan --detailed-exitcode").code == 2


def test_accept_tells_what_it_refuses_also_as_json(drifted: Shell) -> None:
    drifted.change("name: Web chat", "name: Shop chat")
    ended = drifted.run("accept -o json")
    assert (ended.code, ended.json["report"], ended.json["exit_code"]) == (6, "failure", 6)
    assert "changed in both" in ended.err
    assert drifted.run("accept channel.web").code == 0
    assert drifted.run("accept channel.none").code == 64


@pytest.fixture
def pair(shell: Shell) -> Shell:
    """The sandbox, and dev in which one channel more is tried."""
    shell.write(TRIED, "dev")
    for name in ("dev", "sandbox"):
        assert shell.run("apply --auto-approve", "-e", name).code == 0
    return shell


def test_promote_shows_the_difference_and_what_a_plan_shows_then(pair: Shell) -> None:
    ended = pair.run("promote dev sandbox")
    assert (ended.code, ended.err) == (0, "")
    assert "+  app: { name: App chat, webhook: bot, queue: sales }\n" in ended.out
    assert ended.out.endswith(
        "A plan of sandbox then shows of these:\n"
        "+ create  channel.app\n"
        '    name: "App chat"\n'
        f'    webhook: bot "Bot" ({live_bot(pair)})\n'
        '    queue: sales "Sales" (101)\n\n'
        "Promoted 3 values in 1 file from dev to sandbox.\n"
        "Next: provisioner plan -e sandbox\n"
    )
    assert [one["address"] for one in pair.run("plan -e sandbox -o json").json["changes"]] == ["channel.app"]
    assert pair.run("promote dev sandbox").out == "Nothing to promote.\n"


def live_bot(shell: Shell) -> str:
    (body,) = (
        one for one in shell.run("output -e sandbox -o json").json["resources"] if one["name"] == "Bot"
    )
    return str(body["id"])


def test_a_check_shows_no_difference_and_a_dry_run_does(pair: Shell) -> None:
    check, dry = (
        pair.run("promote dev sandbox --check -o json"),
        pair.run("promote dev sandbox --dry-run -o json"),
    )
    assert (check.json["files"], len(dry.json["files"])) == ([], 1)
    assert check.json["changes"] == dry.json["changes"]
    assert not check.json["written"]
    assert "Would promote 3 values in 1 file from dev" in pair.run("promote dev sandbox --check").out
    assert pair.run("promote dev sandbox --check --dry-run").code == 64
    pair.change("name: App chat", "name: New chat", "dev")
    blocked = pair.run("promote dev sandbox --check")
    assert blocked.code == 6
    assert "channel.app is not in sync in dev" in blocked.err


def test_offline_says_what_nobody_looked_at(pair: Shell) -> None:
    ended = pair.run("promote dev sandbox --offline --only channel.app --dry-run")
    assert "not checked: whether dev has drift or pending changes\n" in ended.out
    assert ended.out.endswith("Would promote 3 values in 1 file from dev to sandbox; nothing was written.\n")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("promote dev", 64),
        ("promote", 64),
        ("promote dev sandbox other", 64),
        ("promote dev dev", 64),
        ("promote dev ../sandbox", 64),
        ("promote dev staging", 78),
        ("promote staging dev --only channel.web", 78),
        ("promote dev sandbox --only nonsense", 64),
    ],
)
def test_a_line_that_names_no_two_environments_is_wrong(pair: Shell, line: str, code: int) -> None:
    assert pair.run(line).code == code


def test_what_all_say_is_lifted(pair: Shell) -> None:
    assert pair.run("promote --to-shared").code == 6
    shared = pair.folder / "environments/shared/all.yaml"
    shared.parent.mkdir()
    shared.write_text("format_version: 1\n", encoding="utf-8")
    for name in ("dev", "sandbox"):
        pair.change("queues:\n  sales", "include: [shared]\nqueues:\n  sales", name)
    ended = pair.run("promote --to-shared --only webhook.bot")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith(
        "Lifted 2 values in 3 files to environments/shared.\nNext: provisioner plan --all\n"
    )
    assert pair.run("plan --all --detailed-exitcode").code == 0
    assert pair.run("promote dev --to-shared --check").out.startswith("channel.web name: (not set) -> ")
