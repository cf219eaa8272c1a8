"""`plan --out`, `show` and `apply FILE` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import SANDBOX, Shell, Terminal
from tests.cli.test_main import invoke

PLAN = "plan.json"


@pytest.fixture
def shell(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The sandbox, a saved plan of its first apply, and somebody who stands in its folder."""
    monkeypatch.chdir(shell.folder)
    assert shell.run(f"plan --out {PLAN}").code == 0
    return shell


def writes(shell: Shell) -> int:
    """How many resources the tenant holds: nothing but the tool puts any there."""
    with shell.tenant() as simulator:
        tenant = simulator.add_tenant("sandbox", "eght_x")
        return len(tenant.list("webhooks")) + len(tenant.list("channels"))


def test_a_saved_plan_is_shown_as_usual_and_names_the_command_that_applies_it(shell: Shell) -> None:
    usual = shell.run("plan").out
    saved = shell.run(f"plan --out {PLAN}").out
    assert saved == usual.replace("apply -e sandbox", f"apply {PLAN}")


@pytest.mark.parametrize("format", ["text", "json", "markdown"])
def test_show_tells_the_same_again_and_reads_nothing_else(
    shell: Shell, format: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = shell.run(f"plan --out {PLAN} -o {format}").out
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (shell.folder / PLAN).rename(elsewhere / PLAN)
    monkeypatch.chdir(elsewhere)
    ended = invoke("show", PLAN, "-o", format)
    assert (ended.code, ended.out, ended.err) == (0, said, "")


def test_a_saved_plan_is_applied_without_a_question_and_without_a_terminal(shell: Shell) -> None:
    ended = shell.run(f"apply {PLAN}")
    assert (ended.code, writes(shell)) == (0, 2)
    assert "Plan: 2 to create" in ended.err
    assert "Type" not in ended.err


def test_a_saved_plan_is_not_asked_about_on_a_terminal_either(shell: Shell) -> None:
    ended = shell.run(f"apply {PLAN} --no-input", stdin=Terminal("no\n"), err=Terminal())
    assert (ended.code, writes(shell)) == (0, 2)


def test_a_saved_plan_names_its_environment(shell: Shell) -> None:
    shell.write(SANDBOX.replace("sandbox", "other"), "other")
    assert shell.run("plan").code == 64
    assert shell.run(f"apply {PLAN}").out.startswith("Environment sandbox,")


def test_fault_57_another_environment_than_that_of_the_plan_is_refused(shell: Shell) -> None:
    shell.write(SANDBOX.replace("sandbox", "other"), "other")
    ended = shell.run(f"apply {PLAN} -e other -o json")
    assert (ended.code, ended.json["report"]) == (6, "outdated")
    assert "it was made for the environment sandbox, this is other" in ended.err
    assert writes(shell) == 0


def test_fault_57_both_plans_are_shown_when_it_no_longer_holds(shell: Shell) -> None:
    shell.change("queue: sales", "queue: sales, description: New")
    ended = shell.run(f"apply {PLAN}")
    saved, fresh = ended.out.split("The plan as it would be made now:")
    assert (ended.code, writes(shell)) == (6, 0)
    assert saved.startswith("The plan as it was saved:\n\nEnvironment sandbox,")
    assert ("description" in saved, "description" in fresh) == (False, True)
    assert (
        "error: The saved plan no longer holds\n  | channel.web: not the same description after" in ended.err
    )


def test_fault_57_both_plans_and_the_reasons_are_data(shell: Shell) -> None:
    shell.run(f"apply {PLAN}")
    document = shell.run(f"apply {PLAN} -o json").json
    assert (document["report"], document["exit_code"]) == ("outdated", 6)
    assert (document["saved"]["counts"]["create"], document["fresh"]["counts"]["create"]) == (2, 0)
    assert "nothing is to be done any more" in document["errors"][0]["detail"]


@pytest.mark.parametrize("command", ["show", "apply"])
@pytest.mark.parametrize("content", ["", "{", '{"report": "plan"}', "[1]"])
def test_fault_57_a_broken_file_ends_with_78_and_the_way_out(
    shell: Shell, command: str, content: str
) -> None:
    (shell.folder / PLAN).write_text(content)
    ended = invoke(command, PLAN)
    assert (ended.code, ended.out) == (78, "")
    assert f"{PLAN} is not a saved plan" in ended.err
    assert "make it anew: provisioner plan --out FILE" in ended.err


@pytest.mark.parametrize("command", ["show", "apply"])
def test_fault_57_a_plan_of_another_format_ends_with_6(shell: Shell, command: str) -> None:
    path = shell.folder / PLAN
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format_version": 2}))
    ended = invoke(command, PLAN, "-o", "json")
    assert (ended.code, ended.json["exit_code"]) == (6, 6)
    assert "its format_version is 2, this version of provisioner reads 1" in ended.err


@pytest.mark.parametrize("place", ["nowhere.json", "environments"])
def test_a_plan_that_is_not_there_is_told(shell: Shell, place: str) -> None:
    ended = invoke("show", place)
    assert ended.code in (64, 78)
    assert place in ended.err


def test_a_report_of_a_plan_is_not_a_saved_plan(shell: Shell) -> None:
    Path(PLAN).write_text(shell.run("plan -o json").out)
    ended = shell.run(f"apply {PLAN}")
    assert ended.code == 78
    assert "it is something else" in ended.err


def test_the_deletes_of_a_saved_plan_belong_to_it(shell: Shell) -> None:
    ended = shell.run(f"apply {PLAN} --prune")
    assert ended.code == 64
    assert "plan --prune --out" in ended.err


def test_a_file_holds_one_plan(shell: Shell) -> None:
    shell.write(SANDBOX.replace("sandbox", "other"), "other")
    ended = shell.run("plan -e sandbox -e other --out both.json")
    assert ended.code == 64
    assert not Path("both.json").exists()


def test_a_plan_that_cannot_be_saved_says_so(shell: Shell) -> None:
    ended = shell.run("plan --out nowhere/plan.json")
    assert ended.code == 1
    assert "The plan cannot be saved to nowhere/plan.json" in ended.err


def test_a_change_of_what_was_found_by_name_needs_no_further_word_in_a_saved_plan(shell: Shell) -> None:
    with shell.tenant() as simulator:
        tenant = simulator.add_tenant("sandbox", "eght_x")
        live = {"name": "Bot", "uri": "https://old.example.com/8x8", "version": "Chat Gateway v1.0"}
        tenant.put("webhooks", live)
    shell.run(f"plan --out {PLAN}")
    assert shell.run(f"apply {PLAN} --auto-approve").code == 0


def test_a_guard_is_told_again_when_a_saved_plan_is_applied(shell: Shell) -> None:
    assert shell.run(f"apply {PLAN} --max-creates 1").code == 6
    assert writes(shell) == 0


def test_deletes_are_counted_in_the_question(shell: Shell) -> None:
    shell.run(f"apply {PLAN}")
    shell.change("  web: { name: Web chat, webhook: bot, queue: sales }\n", "")
    shell.change("channels:", "guards: { deletes: true }\nchannels: {}")
    ended = shell.answer("yes\n", "apply --prune")
    assert "Apply 1 change, 1 delete among them, to sandbox? Type yes to go on: " in ended.err
    assert (ended.code, writes(shell)) == (0, 1)
    assert shell.run("plan").out.endswith("No changes. 1 unchanged.\n")


def test_without_prune_what_left_the_files_is_told_and_stays(shell: Shell) -> None:
    shell.run(f"apply {PLAN}")
    shell.change("  web: { name: Web chat, webhook: bot, queue: sales }\n", "")
    shell.change("channels:", "channels: {}")
    assert "1 orphaned, not deleted: channel.web." in shell.run("plan").out
    refused = shell.run("plan --prune")
    assert refused.code == 6
    assert "- delete  channel.web" in refused.out
    assert "write `guards: { deletes: true }` in environments/sandbox.yaml" in refused.err
