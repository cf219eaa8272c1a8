"""Several environments in one run: read side by side, written one after the other."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest

from provisioner.cli.console import Console
from provisioner.cli.each import Told, one_after_the_other, report_each
from provisioner.diagnostics import Diagnostic
from provisioner.errors import LockedError, ProvisionerError
from provisioner.reports.document import failure_document
from provisioner.workflow.options import Options
from tests.cli.shell import SANDBOX, Shell

NAMES = ("dev", "prod", "staging")
UNREACHABLE = """\
    format_version: 1
    environment: remote
    tenant: { id: acme, endpoint: "http://127.0.0.1:1", api_key: { env: PROVISIONER_KEY } }
    """


@pytest.fixture
def three(tmp_path: Path) -> Shell:
    """Three simulated tenants and nothing else."""
    shell = Shell(tmp_path)
    for name in NAMES:
        shell.write(SANDBOX.replace("sandbox", name), name)
    return shell


@pytest.fixture
def applied(three: Shell) -> Shell:
    """The same, each applied."""
    assert three.run("apply --all --auto-approve").code == 0
    return three


def rows(out: str) -> list[list[str]]:
    """The cells of the table that comes first."""
    return [line.split(maxsplit=2) for line in out.partition("\n\n")[0].splitlines()]


def test_one_table_comes_first_and_each_is_told_in_full_below(three: Shell) -> None:
    ended = three.run("plan --all")
    assert (ended.code, ended.err) == (0, "")
    create = "Plan: 2 to create, 0 to update, 0 to adopt."
    assert rows(ended.out) == [["exit", "environment", "summary"], *(["0", name, create] for name in NAMES)]
    alone = [three.run(f"plan -e {name}").out for name in NAMES]
    assert ended.out.partition("\n\n")[2] == "\n".join(alone)


def test_named_ones_come_in_the_order_they_were_named(three: Shell) -> None:
    ended = three.run("list -e staging -e dev -e staging -o json")
    assert [one["environment"] for one in ended.json["documents"]] == ["staging", "dev"]


def test_all_are_taken_whatever_the_variable_names(three: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVISIONER_ENVIRONMENT", "dev")
    assert len(three.run("drift --all -o json").json["documents"]) == 3


def test_which_environment_is_answered_with_all(three: Shell) -> None:
    assert "or take all with --all" in three.run("drift").err
    assert "--all" not in three.run("queues").err


def test_all_of_one_is_a_report_on_one(shell: Shell) -> None:
    assert shell.run("plan --all").out == shell.run("plan").out


def test_all_of_none_says_so(tmp_path: Path) -> None:
    (tmp_path / "environments").mkdir()
    ended = Shell(tmp_path).run("plan --all")
    assert ended.code == 78
    assert "provisioner init" in ended.err


@pytest.mark.parametrize("command", ["plan", "drift", "list"])
def test_a_bad_tenant_and_a_broken_file_hide_nobody(
    applied: Shell, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROVISIONER_KEY", "eght_key-of-acme")
    applied.write(UNREACHABLE, "remote")
    applied.write("format_version: 2\n", "broken")
    ended = applied.run(f"{command} --all --timeout 0.2 -o json")
    assert ended.code == ended.json["exit_code"] == 69
    codes = {one["environment"]: one["exit_code"] for one in ended.json["documents"]}
    assert codes == {"broken": 78, "dev": 0, "prod": 0, "remote": 69, "staging": 0}
    assert "error: remote: " in ended.err
    assert "error: broken: " in ended.err


def test_drift_in_one_is_told_beside_the_others(applied: Shell) -> None:
    applied.change("queue: sales", "queue: sales, description: Chat", "dev")
    for path in (applied.folder / ".provisioner" / "state").glob("staging*"):
        path.unlink()
    applied.change("name: Web chat", "name: Other chat", "staging")
    applied.change("bots.example.com", "bots.example.net", "staging")
    ended = applied.run("drift --all")
    assert ended.code == 2
    assert [row[1:] for row in rows(ended.out)[1:]] == [
        ["dev", "No drift: 1 pending. 1 in sync."],
        ["prod", "No drift. 2 in sync."],
        ["staging", "Drift: 1 pending, 1 drift."],
    ]


def test_a_tenant_that_could_not_be_read_is_incomplete_in_the_table(
    applied: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROVISIONER_KEY", "eght_key-of-acme")
    applied.write(UNREACHABLE, "remote")
    ended = applied.run("drift --all --timeout 0.2")
    assert ended.code == 69
    assert rows(ended.out)[3] == [
        "69",
        "remote",
        "Incomplete: the tenant could not be read, so nobody knows whether it drifted.",
    ]


def test_a_report_on_several_is_an_earlier_report_for_each(applied: Shell) -> None:
    (applied.folder / "earlier.json").write_text(applied.run("drift --all -o json").out, encoding="utf-8")
    ended = applied.run("drift --all -o json", "--since", str(applied.folder / "earlier.json"))
    assert all(one["since"] for one in ended.json["documents"])


def test_as_markdown_the_table_comes_first_too(three: Shell) -> None:
    out = three.run("plan --all -o markdown").out
    assert out.startswith("<!-- provisioner -->\n### 3 environments\n\n| exit | environment | summary |\n")
    assert out.count("### Plan for") == 3


def test_a_file_holds_the_plan_of_one(three: Shell) -> None:
    assert three.run("plan --all --out plan.json").code == 64
    assert three.run("plan -e dev", "--out", str(three.folder / "plan.json")).code == 0
    ended = three.run("apply --all", str(three.folder / "plan.json"))
    assert ended.code == 64
    assert "A file holds one plan" in ended.err


def test_apply_writes_to_each_in_turn_and_reports_at_the_end(three: Shell) -> None:
    ended = three.run("apply --all --auto-approve")
    assert ended.code == 0
    assert rows(ended.out)[1:] == [["0", name, "Apply: 2 done."] for name in NAMES]
    assert three.run("plan --all --detailed-exitcode").code == 0


def test_apply_tries_none_after_one_that_failed(three: Shell) -> None:
    three.change("channels:", "guards: { max_creates: 1 }\nchannels:", "prod")
    ended = three.run("apply --all --auto-approve -o json")
    assert ended.code == ended.json["exit_code"] == 6
    dev, prod, staging = ended.json["documents"]
    assert (dev["report"], dev["exit_code"]) == ("result", 0)
    assert (prod["report"], prod["exit_code"]) == ("plan", 6)
    assert (staging["report"], staging["environment"], staging["exit_code"]) == ("failure", "staging", 6)
    assert staging["errors"][0]["summary"] == "Not tried: prod failed before"
    assert "error: prod: Too many creates" in ended.err
    assert three.run("plan -e staging --detailed-exitcode").code == 2


def test_apply_goes_the_way_of_promotion_whatever_order_is_asked_for(three: Shell) -> None:
    three.change("tenant:", "promotes_from: staging\ntenant:", "dev")
    three.change("tenant:", "promotes_from: prod\ntenant:", "staging")
    for flags in ("--all", "-e dev -e staging -e prod"):
        documents = three.run(f"apply {flags} --auto-approve -o json").json["documents"]
        assert [one["environment"] for one in documents] == ["prod", "staging", "dev"]
    documents = three.run("apply -e dev -e prod --auto-approve -o json").json["documents"]
    assert [one["environment"] for one in documents] == ["prod", "dev"]


def test_what_comes_before_and_fails_keeps_what_comes_after_from_being_tried(three: Shell) -> None:
    three.change("tenant:", "promotes_from: staging\ntenant:", "dev")
    three.change("channels:", "guards: { max_creates: 1 }\nchannels:", "staging")
    ended = three.run("apply --all --auto-approve")
    assert [row[:2] for row in rows(ended.out)[1:]] == [["0", "prod"], ["6", "staging"], ["6", "dev"]]
    assert not (three.folder / ".provisioner" / "state" / "dev.json").exists()


def test_a_circle_has_no_beginning_and_no_end_and_is_refused(three: Shell) -> None:
    three.change("tenant:", "promotes_from: staging\ntenant:", "dev")
    three.change("tenant:", "promotes_from: dev\ntenant:", "staging")
    ended = three.run("apply --all --auto-approve")
    assert ended.code == 78
    assert rows(ended.out)[1:] == [
        ["0", "prod", "Apply: 2 done."],
        ["78", "dev", "Promotion in a circle"],
        ["78", "staging", "Not tried: dev failed before"],
    ]


def test_apply_asks_for_each_and_a_no_ends_it(three: Shell) -> None:
    ended = three.answer("yes\nno\n", "apply", "--all")
    assert ended.code == 1
    assert ended.err.count("Type yes to go on:") == 2
    assert rows(ended.out)[1:] == [
        ["0", "dev", "Apply: 2 done."],
        ["1", "prod", "Nothing was applied"],
        ["1", "staging", "Not tried: prod failed before"],
    ]


def told(options: Options) -> Told:
    """A report with nothing in it."""
    return failure_document((), 0, options.environment), ()


def several(folder: Path, count: int = 4) -> list[Options]:
    return [Options(folder, f"e{number}") for number in range(count)]


@pytest.fixture
def console() -> Console:
    return Console(None, io.StringIO(), io.StringIO())


def test_so_many_are_looked_at_side_by_side_and_no_more(tmp_path: Path, console: Console) -> None:
    together, barrier, lock = 0, threading.Barrier(2, timeout=10), threading.Lock()
    most: list[int] = []

    def report(options: Options) -> Told:
        nonlocal together
        with lock:
            together += 1
            most.append(together)
        barrier.wait()
        with lock:
            together -= 1
        return told(options)

    assert report_each(console, several(tmp_path), report, 2) == 0
    assert max(most) == 2


def test_the_gravest_exit_code_stands_for_all(tmp_path: Path, console: Console) -> None:
    codes = {"e0": 2, "e1": 0, "e2": 69, "e3": 4}
    whole = report_each(
        console,
        several(tmp_path),
        lambda one: (failure_document((), codes[one.environment], one.environment), ()),
        4,
    )
    assert whole == 69


@pytest.mark.parametrize(
    ("error", "code"), [(LockedError("x"), 4), (PermissionError("x"), 1), (ZeroDivisionError("x"), 1)]
)
def test_whatever_happens_to_one_is_told_of_that_one(
    tmp_path: Path, console: Console, error: Exception, code: int
) -> None:
    def report(options: Options) -> Told:
        if options.environment == "e1":
            raise error
        return told(options)

    assert report_each(console, several(tmp_path), report, 4) == code
    assert isinstance(console.stdout.stream, io.StringIO)
    ended = [row[:2] for row in rows(console.stdout.stream.getvalue())[1:]]
    assert ended == [["0", "e0"], [str(code), "e1"], ["0", "e2"], ["0", "e3"]]


class Interrupted(Console):
    """A person presses Ctrl-C when the first environment is done."""

    @property
    def rewrites(self) -> bool:
        raise KeyboardInterrupt


def test_an_interrupt_begins_no_other(tmp_path: Path) -> None:
    begun: list[str] = []
    gate = threading.Event()

    def report(options: Options) -> Told:
        begun.append(options.environment)
        if options.environment != "e0":
            gate.wait(10)
        return told(options)

    with pytest.raises(KeyboardInterrupt):
        report_each(Interrupted(None, io.StringIO(), io.StringIO()), several(tmp_path), report, 1)
    gate.set()
    for thread in threading.enumerate():
        if thread.name.startswith("environment"):
            thread.join(10)
    assert begun in (["e0"], ["e0", "e1"])


def test_each_is_told_of_by_its_name_while_the_run_goes_on(three: Shell) -> None:
    err = three.run("plan --all -vv").err
    assert {line.partition(":")[0] for line in err.splitlines()} == set(NAMES)


def test_in_turn_a_failure_is_named_by_all_that_were_not_tried(tmp_path: Path, console: Console) -> None:
    tried: list[str] = []

    def report(options: Options) -> Told:
        tried.append(options.environment)
        if options.environment == "e1":
            raise ProvisionerError(Diagnostic("No"))
        return told(options)

    assert one_after_the_other(console, several(tmp_path), report) == 1
    assert tried == ["e0", "e1"]
