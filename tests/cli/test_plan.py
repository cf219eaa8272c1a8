"""`plan` on the command line: what it shows, on which stream, and how it ends."""

from __future__ import annotations

import pytest

from tests.cli.shell import SANDBOX, Shell


def test_the_only_environment_need_not_be_named(shell: Shell) -> None:
    ended = shell.run("plan")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Environment sandbox, tenant sandbox, simulator\n")
    assert ended.out.endswith(
        "Plan: 2 to create, 0 to update, 0 to adopt.\nNext: provisioner apply -e sandbox\n"
    )


def test_of_several_environments_one_must_be_named(shell: Shell) -> None:
    shell.write(SANDBOX.replace("sandbox", "other"), "other")
    ended = shell.run("plan")
    assert ended.code == 64
    assert "there are other, sandbox" in ended.err


def test_the_environment_may_come_from_a_variable(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.write(SANDBOX.replace("sandbox", "other"), "other")
    monkeypatch.setenv("PROVISIONER_ENVIRONMENT", "other")
    assert shell.run("plan").out.startswith("Environment other,")


def test_the_folder_may_come_from_a_variable_or_be_found_above(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.cli.test_main import invoke

    monkeypatch.setenv("PROVISIONER_DIR", str(shell.folder))
    assert invoke("plan").code == 0
    monkeypatch.delenv("PROVISIONER_DIR")
    (shell.folder / ".git").mkdir()
    monkeypatch.chdir(shell.folder / "environments")
    assert invoke("plan").code == 0


def test_what_destroys_takes_one_environment_at_a_time(shell: Shell) -> None:
    ended = shell.run("destroy --confirm sandbox -e sandbox -e other")
    assert ended.code == 64
    assert "One environment at a time" in ended.err


def test_fault_08_a_folder_without_environment_files_says_so(shell: Shell) -> None:
    (shell.folder / "environments" / "sandbox.yaml").unlink()
    ended = shell.run("plan")
    assert ended.code == 78
    assert "provisioner init" in ended.err


def test_an_unknown_environment_is_answered_with_those_there_are(shell: Shell) -> None:
    ended = shell.run("plan -e sandbx")
    assert ended.code == 78
    assert "sandbox" in ended.err


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "", "a b"])
def test_an_environment_is_a_name_and_not_a_path(shell: Shell, name: str) -> None:
    assert shell.run("state show", "-e", name).code == 64


def test_changes_end_with_2_only_when_asked(shell: Shell) -> None:
    assert shell.run("plan").code == 0
    assert shell.run("plan --detailed-exitcode").code == 2
    shell.run("apply --auto-approve")
    assert shell.run("plan --detailed-exitcode").code == 0


def test_a_refused_plan_is_shown_before_it_is_refused(shell: Shell) -> None:
    ended = shell.run("plan --max-creates 1")
    assert ended.code == 6
    assert "+ create  webhook.bot" in ended.out
    assert "Next:" not in ended.out
    assert ended.err.startswith("error: ")
    assert "--max-creates 2" in ended.err


def test_a_refused_plan_has_its_refusal_inside_as_json(shell: Shell) -> None:
    ended = shell.run("plan --max-changes 10% -o json")
    assert (ended.json["report"], ended.json["exit_code"], ended.code) == ("plan", 6, 6)
    assert ended.json["errors"]
    assert len(ended.json["changes"]) == 2


def test_several_environments_have_one_report_and_the_gravest_code(shell: Shell) -> None:
    shell.write("format_version: 2\n", "broken")
    ended = shell.run("plan -e sandbox -e broken -e sandbox --detailed-exitcode -o json")
    assert ended.code == 78
    assert [one["report"] for one in ended.json["documents"]] == ["plan", "failure"]
    assert [one["exit_code"] for one in ended.json["documents"]] == [2, 78]
    assert "error: broken: " in ended.err


def test_each_flag_of_a_guard_lets_the_plan_pass(shell: Shell) -> None:
    shell.change("channels:", "guards: { allowed_hosts: [nowhere.example], max_creates: 1 }\nchannels:")
    refused = shell.run("plan")
    assert refused.code == 6
    assert shell.run("plan --allow-host bots.example.com --max-creates 2").code == 0


def test_a_plan_writes_nothing_anywhere(shell: Shell) -> None:
    shell.run("plan")
    assert not (shell.folder / ".provisioner" / "state").exists()
    with shell.tenant() as simulator:
        assert simulator.writes == []
