"""`apply` on the command line: the question, the streams, and the ways it ends."""

from __future__ import annotations

import io
import os
import signal

import pytest

from tests.cli.shell import Ended, Shell, Terminal

QUESTION = "Apply 2 changes to sandbox? Type yes to go on: "


class Signalled(Terminal):
    """A person who does not answer but stops the run."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        os.kill(os.getpid(), self.number)
        return ""


def nothing_was_done(shell: Shell) -> bool:
    """Whether the next plan still has everything to do and nobody holds the lock."""
    ended = shell.run("plan -o json")
    return ended.json["counts"]["create"] == 2 and shell.run("apply --auto-approve").code == 0


def test_it_shows_the_plan_asks_and_tells_the_result(shell: Shell) -> None:
    ended = shell.answer("yes\n")
    assert ended.code == 0
    assert "+ create  webhook.bot" in strip(ended.err)
    assert "Plan: 2 to create, 0 to update, 0 to adopt." in ended.err
    assert QUESTION in ended.err
    assert ended.out.startswith(
        "Environment sandbox, tenant sandbox, simulator\n\ndone  + create  webhook.bot"
    )
    assert ended.out.endswith("Apply: 2 done.\nNext: provisioner output -e sandbox\n")


def strip(text: str) -> str:
    """The text without colours."""
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize("answer", ["y\n", "YES\n", " yes\n", "no\n", "\n", "sandbox\n", ""])
def test_fault_61_any_other_answer_does_nothing(shell: Shell, answer: str) -> None:
    ended = shell.answer(answer)
    assert (ended.code, ended.out) == (1, "")
    assert "Nothing was applied" in ended.err
    assert nothing_was_done(shell)


@pytest.mark.parametrize(("answer", "code"), [("sandbox\n", 0), ("yes\n", 1)])
def test_an_environment_may_want_its_name_typed(shell: Shell, answer: str, code: int) -> None:
    shell.change("channels:", "guards: { confirm: name }\nchannels:")
    ended = shell.answer(answer)
    assert "Type sandbox to go on: " in ended.err
    assert ended.code == code


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_fault_61_a_stop_at_the_question_does_nothing(shell: Shell, number: int, code: int) -> None:
    before = signal.getsignal(number)
    ended = shell.run("apply", stdin=Signalled(number), err=Terminal())
    assert ended.code == code
    assert "nothing was applied" in ended.err
    assert signal.getsignal(number) is before
    assert nothing_was_done(shell)


@pytest.mark.parametrize(
    ("stdin", "err", "flags"),
    [
        (io.StringIO("yes\n"), Terminal(), ""),
        (Terminal("yes\n"), io.StringIO(), ""),
        (Terminal("yes\n"), Terminal(), "--no-input"),
    ],
)
def test_fault_61_without_a_terminal_it_names_the_flag(
    shell: Shell, stdin: io.StringIO, err: io.StringIO, flags: str
) -> None:
    ended = shell.run(f"apply {flags}", stdin=stdin, err=err)
    assert (ended.code, ended.out) == (64, "")
    assert "pass --auto-approve" in ended.err
    assert not (shell.folder / ".provisioner").exists()


def test_nothing_to_write_is_not_asked_about(shell: Shell) -> None:
    shell.run("apply --auto-approve")
    ended = shell.answer("")
    assert ended.code == 0
    assert "Apply: nothing to write. 2 unchanged.\n" in ended.out
    assert "?" not in ended.err


def test_a_log_has_the_plan_and_one_line_a_finished_change(shell: Shell) -> None:
    ended = shell.run("apply --auto-approve")
    assert "Plan: 2 to create" in ended.err
    assert [line.partition(" (")[0] for line in ended.err.splitlines() if line.startswith("done:")] == [
        'done: + create webhook.bot "Bot"',
        'done: + create channel.web "Web chat"',
    ]


def test_quiet_leaves_the_result_alone(shell: Shell) -> None:
    ended = shell.run("apply --auto-approve -q")
    assert ended.err == ""
    assert "Apply: 2 done." in ended.out


def test_json_on_stdout_is_the_result_alone(shell: Shell) -> None:
    ended = shell.run("apply --auto-approve -o json")
    assert (ended.json["report"], ended.json["exit_code"]) == ("result", 0)
    assert [one["status"] for one in ended.json["results"]] == ["done", "done"]
    assert all(one["id"] for one in ended.json["results"])


def test_a_refusal_is_told_and_nothing_is_asked(shell: Shell) -> None:
    ended: Ended = shell.answer("yes\n", "apply --max-creates 0 -o json")
    assert (ended.code, ended.json["exit_code"]) == (6, 6)
    assert QUESTION not in ended.err
    assert nothing_was_done(shell)


def test_adopting_with_a_change_needs_a_word_when_nobody_is_asked(shell: Shell) -> None:
    with shell.tenant() as simulator:
        tenant = simulator.add_tenant("sandbox", "eght_x")
        tenant.put(
            "webhooks", {"name": "Bot", "uri": "https://old.example.com/8x8", "version": "Chat Gateway v1.0"}
        )
    assert shell.run("apply --auto-approve").code == 6
    assert shell.run("apply --auto-approve --adopt").code == 0


def test_more_is_told_to_those_who_ask(shell: Shell) -> None:
    ended = shell.run("apply --auto-approve -vv")
    assert "POST" in ended.err
