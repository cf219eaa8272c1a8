"""`--report KIND=PATH`: what is written where, also when a command fails, and what it can never harm."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml

from provisioner.cli.report_files import Desk, ReportFile, write_reports
from provisioner.reports.kinds import Kind
from tests.cli.shell import SANDBOX, Shell

FILES = tuple(kind for kind in Kind if kind is not Kind.GITHUB)
BROKEN = SANDBOX.replace("queue: sales", "queue: nowhere")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def reports(out: Path, *kinds: Kind) -> list[str]:
    return [word for kind in kinds for word in ("--report", f"{kind}={out / kind}")]


def test_every_kind_is_written_beside_the_result(shell: Shell, out: Path) -> None:
    ended = shell.run("plan", *reports(out, *FILES))
    assert ended.code == 0
    assert (out / "text").read_text() == ended.out
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)


def test_the_picture_has_every_resource_and_the_plain_plan_does_not_pay_for_it(
    shell: Shell, out: Path
) -> None:
    shell.run("apply --auto-approve")
    ended = shell.run("plan -o json", *reports(out, Kind.JUNIT))
    assert [case.name for suite in JUnitXml.fromfile(str(out / "junit")) for case in suite] == [
        "webhook.bot",
        "channel.web",
    ]
    assert len(ended.json["resources"]) == 2
    assert "resources" not in shell.run("plan -o json").json


@pytest.mark.parametrize("command", ["plan", "apply --auto-approve", "destroy --confirm sandbox"])
def test_a_report_of_a_command_that_failed_has_its_errors(shell: Shell, out: Path, command: str) -> None:
    shell.write(BROKEN)
    ended = shell.run(command, *reports(out, *FILES))
    assert ended.code == 78
    assert json.loads((out / "json").read_text())["errors"][0]["summary"] == "Unbound queue"
    for kind in (Kind.HTML, Kind.MARKDOWN, Kind.JUNIT):
        assert "Unbound queue" in (out / kind).read_text()
    assert ',report="failure"} 78\n' in (out / "prometheus").read_text()


def test_a_report_of_a_plan_that_was_refused_has_the_refusal_and_the_picture(shell: Shell, out: Path) -> None:
    ended = shell.run("apply --auto-approve --max-creates 1", *reports(out, Kind.HTML, Kind.JSON, Kind.JUNIT))
    assert ended.code == 6
    assert len(json.loads((out / "json").read_text())["resources"]) == 2
    assert "the plan is refused" in (out / "html").read_text()
    assert JUnitXml.fromfile(str(out / "junit")).errors == 1


def test_an_apply_reports_how_each_change_ended(shell: Shell, out: Path) -> None:
    ended = shell.run("apply --auto-approve -o json", *reports(out, Kind.HTML, Kind.PROMETHEUS))
    assert (ended.code, len(ended.json["resources"])) == (0, 2)
    assert "2 changes applied" in (out / "html").read_text()
    assert 'report="result",status="done"} 2' in (out / "prometheus").read_text()


def test_the_page_of_a_drift_tells_of_what_is_in_sync_as_well(shell: Shell, out: Path) -> None:
    shell.run("apply --auto-approve")
    assert shell.run("drift", *reports(out, Kind.HTML)).code == 0
    page = (out / "html").read_text()
    assert "sandbox is in sync" in page
    assert "<dt><span>=</span> in sync</dt><dd>2</dd>" in page


def test_an_earlier_drift_report_may_be_such_a_file(shell: Shell, out: Path) -> None:
    shell.run("apply --auto-approve")
    shell.change("Web chat", "Shop chat")
    shell.run("drift", *reports(out, Kind.JSON))
    ended = shell.run("drift -o json", "--since", str(out / "json"))
    assert ended.json["since"] == json.loads((out / "json").read_text())["time"]


@pytest.mark.parametrize(
    ("report", "told"),
    [
        ("weather=x", "there are text, json, markdown, html, junit, prometheus, github, gitlab"),
        ("html", "write html=PATH"),
        ("html=", "write html=PATH"),
        ("json=-", "what goes to stdout is chosen with -o"),
        ("html=nowhere/report.html", "there is no folder nowhere"),
        ("html=/dev/null", "it is no regular file"),
        ("html=/", "it is no regular file"),
    ],
)
def test_a_report_that_cannot_be_is_refused_before_anything_is_read(
    shell: Shell, report: str, told: str
) -> None:
    ended = shell.run("apply --auto-approve", "--report", report)
    assert ended.code == 64
    assert told in ended.err
    assert not (shell.folder / ".provisioner").exists()


def test_two_reports_do_not_go_to_one_file(shell: Shell, out: Path) -> None:
    ended = shell.run("plan", "--report", f"html={out / 'x'}", "--report", f"json={out / 'x'}")
    assert (ended.code, "two reports would go to one file" in ended.err) == (64, True)


def test_fault_49_a_report_is_never_written_through_a_link(shell: Shell, out: Path) -> None:
    (out / "precious").write_text("precious")
    (out / "html").symlink_to(out / "precious")
    assert shell.run("plan", *reports(out, Kind.HTML)).code == 64
    assert (out / "precious").read_text() == "precious"


def test_a_report_replaces_the_former_one_whole_and_leaves_nothing_beside_it(shell: Shell, out: Path) -> None:
    former = out / "html"
    former.write_text("former")
    held = former.open()
    shell.run("plan", *reports(out, Kind.HTML))
    assert held.read() == "former"
    held.close()
    assert former.read_text().startswith("<!doctype html>")
    assert [path.name for path in out.iterdir()] == ["html"]


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_who_may_read_a_report_is_what_the_umask_says(shell: Shell, out: Path, mask: int, mode: int) -> None:
    former = os.umask(mask)
    try:
        shell.run("plan", *reports(out, Kind.PROMETHEUS))
    finally:
        os.umask(former)
    assert stat.S_IMODE((out / "prometheus").stat().st_mode) == mode


@pytest.mark.parametrize(
    ("command", "code"), [("plan", 1), ("plan --detailed-exitcode", 2), ("apply --auto-approve", 0)]
)
def test_a_report_that_is_lost_is_told_and_hides_no_other_end(
    shell: Shell, out: Path, monkeypatch: pytest.MonkeyPatch, command: str, code: int
) -> None:
    monkeypatch.setenv("GITHUB_OUTPUT", str(out / "nowhere" / "output"))
    ended = shell.run(command, "--report", "github", *reports(out, Kind.HTML))
    assert ended.code == code
    assert f"The report {out / 'nowhere' / 'output'} could not be written" in ended.err
    assert "No such file or directory" in ended.err
    assert ended.out.startswith("Environment sandbox")
    assert (out / "html").is_file()


def test_a_view_that_fails_stops_no_other_and_no_command(out: Path) -> None:
    broken: Any = {"report": "plan", "exit_code": 0}
    files = [ReportFile(kind, out / kind) for kind in (Kind.HTML, Kind.JSON)]
    (told,) = write_reports(files, broken, Desk("2026-11-23T07:30:00+00:00", "", {}, lambda text: None))
    assert (told.summary, told.detail) == (
        f"The report {out / 'html'} could not be written",
        "KeyError: a defect of provisioner",
    )
    assert [path.name for path in out.iterdir()] == ["json"]


def test_github_is_told_in_the_log_and_in_the_files_of_the_step(
    shell: Shell, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, summary = out / "output", out / "summary"
    output.write_text("before=1\n")
    monkeypatch.setenv("GITHUB_OUTPUT", str(output))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(shell.folder.parent))
    ended = shell.run("plan", "--report", "github")
    place = f"::notice file={shell.folder.name}/environments/sandbox.yaml,line=9,col=3,"
    assert ended.err.startswith(f"{place}title=sandbox%3A pending%3A webhook.bot::not in the tenant")
    assert "::" not in ended.out
    assert output.read_text().startswith(
        "before=1\nexit-code=0\nheadline=sandbox: 2 changes to apply\ncreate=2\n"
    )
    assert summary.read_text().startswith("<!-- provisioner:sandbox -->\n### Plan for `sandbox`")


def test_github_annotations_can_go_to_a_file(shell: Shell, out: Path) -> None:
    ended = shell.run("plan", "--report", f"github={out / 'github'}")
    assert (out / "github").read_text().count("::notice ") == 2
    assert "::notice" not in ended.err


def test_fault_63_no_report_holds_a_secret(shell: Shell, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    canary = "c4nary/+==value"
    monkeypatch.setenv("PROVISIONER_TOKEN", canary)
    shell.write(SANDBOX.replace("8x8 }", "8x8?token=${env.PROVISIONER_TOKEN} }"))
    shell.change("uri: https", 'uri: "https')
    shell.change("TOKEN} }", 'TOKEN}" }')
    for command in ("plan", "apply --auto-approve", "plan", "apply --auto-approve --max-creates 0"):
        ended = shell.run(command, "--report", "github", *reports(out, *FILES))
        assert canary not in ended.out + ended.err
        for path in out.iterdir():
            assert canary not in path.read_text(), (command, path.name)
            assert "c4nary" not in path.read_text(), (command, path.name)
