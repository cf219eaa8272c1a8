"""`compare` on the command line: what is named, what is excluded, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from junitparser import JUnitXml
from prometheus_client.parser import text_string_to_metric_families

from provisioner.reports.kinds import Kind
from tests.cli.shell import SANDBOX, Shell


@pytest.fixture
def pair(shell: Shell) -> Shell:
    """Two simulated tenants set up from files that differ in a name."""
    other = SANDBOX.replace("environment: sandbox", "environment: other").replace("Web chat", "Shop chat")
    shell.write(other, "other")
    for name in ("sandbox", "other"):
        assert shell.run(f"apply -e {name} --auto-approve").code == 0
    return shell


def test_a_real_difference_is_shown_and_ends_with_2_where_asked(pair: Shell) -> None:
    ended = pair.run("compare sandbox other")
    assert ended.code == 0
    assert '    name\n      sandbox  "Web chat"\n      other    "Shop chat"\n' in ended.out
    assert "1 different, 0 on purpose, 1 the same.\n" in ended.out
    assert pair.run("compare sandbox other --detailed-exitcode").code == 2


@pytest.mark.parametrize("flags", ["", "--live", "--config", "--all-attributes"])
def test_the_same_ends_with_0_in_every_way(pair: Shell, flags: str) -> None:
    pair.change("Shop chat", "Web chat", "other")
    pair.run("apply -e other --auto-approve")
    ended = pair.run(f"compare sandbox other --detailed-exitcode {flags}")
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "0 different, 0 on purpose, 2 the same.")


def test_what_is_meant_to_differ_does_not_fail(pair: Shell) -> None:
    shared = pair.folder / "environments" / "shared"
    shared.mkdir()
    (shared / "all.yaml").write_text(
        "format_version: 1\nchannels:\n  web: { name: Web chat, webhook: bot, queue: sales }\n"
    )
    for name in ("sandbox", "other"):
        pair.change("queues:\n  sales:", "include: [shared]\nqueues:\n  sales:", name)
    ended = pair.run("compare sandbox other --config --detailed-exitcode -o json")
    (web,) = ended.json["resources"]
    assert (ended.code, web["word"], web["differences"][0]["cause"]) == (0, "on purpose", "by an overlay")


@pytest.mark.parametrize("line", ["", "sandbox", "sandbox sandbox", "sandbox other --live --config", "a b/c"])
def test_two_environments_are_compared_in_one_way(pair: Shell, line: str) -> None:
    assert pair.run(f"compare {line}").code == 64


def test_an_environment_nobody_knows_is_a_mistake_of_the_files(pair: Shell) -> None:
    ended = pair.run("compare sandbox othr -o json")
    assert ended.code == 78
    assert ended.json["errors"][0]["summary"].startswith("othr: ")


def test_a_comparison_is_written_in_every_kind_that_counts_no_changes(pair: Shell, tmp_path: Path) -> None:
    kinds = [kind for kind in Kind if kind is not Kind.GITLAB]
    flags = [word for kind in kinds for word in ("--report", f"{kind}={tmp_path / kind}.out")]
    ended = pair.run("compare sandbox other --detailed-exitcode", *flags)
    assert ended.code == 2
    assert (tmp_path / "text.out").read_text() == ended.out
    assert "1 resource differs between sandbox and other" in (tmp_path / "html.out").read_text()
    assert (
        (tmp_path / "github.out")
        .read_text()
        .startswith("::warning title=different%3A channel.web::name: sandbox:")
    )


def test_what_differs_fails_its_case_and_is_counted(pair: Shell, tmp_path: Path) -> None:
    junit, metrics = tmp_path / "junit", tmp_path / "metrics"
    pair.run("compare sandbox other", "--report", f"junit={junit}", "--report", f"prometheus={metrics}")
    cases = [case for suite in JUnitXml.fromfile(str(junit)) for case in suite]
    assert [(one.name, bool(one.result)) for one in cases] == [
        ("channel.web", True),
        ("1 other resource", False),
    ]
    counts = {
        sample.labels["word"]: sample.value
        for family in text_string_to_metric_families(metrics.read_text())
        for sample in family.samples
        if family.name == "provisioner_compared_resources"
    }
    assert counts == {"different": 1, "on purpose": 0, "the same": 1}


def test_the_outputs_of_a_step_say_whether_they_differ(
    pair: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "outputs"))
    pair.run("compare sandbox other --report github=-")
    assert (tmp_path / "outputs").read_text() == (
        "exit-code=0\nheadline=1 resource differs between sandbox and other\n"
        "different=1\non-purpose=0\nthe-same=1\n"
    )


def test_a_widget_that_counts_changes_is_refused(pair: Shell, tmp_path: Path) -> None:
    ended = pair.run("compare sandbox other", "--report", f"gitlab={tmp_path / 'widget'}")
    assert ended.code == 64
    assert "a comparison has none" in ended.err
