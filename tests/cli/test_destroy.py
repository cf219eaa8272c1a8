"""`destroy` on the command line: the name is typed, or given where nobody can be asked."""

from __future__ import annotations

import io

import pytest

from tests.cli.shell import Shell, Terminal


@pytest.fixture
def shell(shell: Shell) -> Shell:
    """An applied sandbox that allows deletes."""
    shell.change("channels:", "guards: { deletes: true }\nchannels:")
    assert shell.run("apply --auto-approve").code == 0
    return shell


def lives(shell: Shell) -> bool:
    return len(shell.run("list -o json").json["resources"]) == 2


def test_the_name_of_the_environment_is_typed(shell: Shell) -> None:
    ended = shell.answer("sandbox\n", "destroy")
    assert "Apply 2 changes, 2 deletes among them, to sandbox? Type sandbox to go on: " in ended.err
    assert (ended.code, lives(shell)) == (0, False)
    assert ended.out.endswith("Apply: 2 done.\n")


@pytest.mark.parametrize("answer", ["yes\n", "Sandbox\n", "\n", ""])
def test_fault_61_any_other_answer_destroys_nothing(shell: Shell, answer: str) -> None:
    ended = shell.answer(answer, "destroy")
    assert (ended.code, lives(shell)) == (1, True)
    assert "Nothing was applied" in ended.err


def test_where_nobody_can_be_asked_the_name_is_given(shell: Shell) -> None:
    ended = shell.run("destroy --confirm sandbox --no-input -o json")
    assert (ended.code, ended.json["counts"]["done"], lives(shell)) == (0, 2, False)


@pytest.mark.parametrize(
    ("stdin", "err", "flags"),
    [(io.StringIO(), io.StringIO(), ""), (Terminal("sandbox\n"), Terminal(), "--no-input")],
)
def test_fault_61_without_a_terminal_it_names_the_flag(
    shell: Shell, stdin: io.StringIO, err: io.StringIO, flags: str
) -> None:
    ended = shell.run(f"destroy {flags}", stdin=stdin, err=err)
    assert (ended.code, ended.out, lives(shell)) == (64, "", True)
    assert "pass --confirm sandbox" in ended.err


@pytest.mark.parametrize("name", ["prod", "", "Sandbox"])
def test_another_name_destroys_nothing(shell: Shell, name: str) -> None:
    ended = shell.run("destroy", "--confirm", name)
    assert (ended.code, lives(shell)) == (64, True)


def test_an_approval_of_everything_is_not_offered(shell: Shell) -> None:
    assert shell.run("destroy --auto-approve").code == 64


def test_an_environment_that_allows_no_deletes_is_not_destroyed(shell: Shell) -> None:
    shell.change("deletes: true", "deletes: false")
    ended = shell.run("destroy --confirm sandbox")
    assert (ended.code, lives(shell)) == (6, True)
    assert "- delete  webhook.bot" in ended.out
    assert "sandbox does not allow deletes" in ended.err


def test_what_is_destroyed_already_is_not_asked_about(shell: Shell) -> None:
    shell.run("destroy --confirm sandbox")
    ended = shell.answer("", "destroy")
    assert ended.code == 0
    assert "Apply: nothing to write." in ended.out
    assert "?" not in ended.err
