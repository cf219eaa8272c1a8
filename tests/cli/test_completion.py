"""What the shell offers when a person presses tab."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from click.shell_completion import ShellComplete

from provisioner.cli.console import Console
from provisioner.cli.main import COMMANDS, program
from tests.cli.shell import SANDBOX, Shell
from tests.cli.test_main import invoke


def offered(*words: str, incomplete: str = "") -> list[str]:
    """What is offered behind these words."""
    told = Console(io.StringIO(), io.StringIO(), io.StringIO())
    completion = ShellComplete(program, {"obj": told}, "provisioner", "_PROVISIONER_COMPLETE")
    return [one.value for one in completion.get_completions(list(words), incomplete)]


def test_commands_are_offered() -> None:
    assert sorted(offered()) == sorted(COMMANDS)
    assert offered("state") == ["resolve", "show", "unlock"]


def test_environments_are_offered(shell: Shell) -> None:
    shell.write(SANDBOX, "staging")
    here = ("-C", str(shell.folder))
    assert offered("plan", *here, "-e") == ["sandbox", "staging"]
    assert offered("plan", *here, "-e", incomplete="st") == ["staging"]
    assert offered("promote", *here, "sandbox") == ["sandbox", "staging"]


def test_addresses_of_the_environment_are_offered(shell: Shell) -> None:
    here = ("-C", str(shell.folder))
    assert offered("output", *here) == ["webhook.bot", "channel.web"]
    assert offered("adopt", *here, "-e", "sandbox", incomplete="ch") == ["channel.web"]
    assert offered("apply", *here, "--allow-protected") == ["webhook.bot", "channel.web"]


def test_nothing_is_offered_when_the_files_are_wrong(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shell.folder.parent)
    shell.write("format_version: [", "sandbox")
    assert offered("output", "-C", str(shell.folder)) == []
    assert offered("plan", "-C", str(shell.folder / "nowhere"), "-e") == []


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(shell_name: str) -> None:
    ended = invoke("completion", shell_name)
    assert (ended.code, ended.err) == (0, "")
    assert "_PROVISIONER_COMPLETE" in ended.out


def test_the_script_asks_the_program(shell: Shell) -> None:
    environ = os.environ | {
        "_PROVISIONER_COMPLETE": "bash_complete",
        "COMP_WORDS": "provisioner pl",
        "COMP_CWORD": "1",
    }
    words = [sys.executable, "-c", "from provisioner.cli.main import main; raise SystemExit(main())"]
    ended = subprocess.run(words, env=environ, capture_output=True, text=True, check=True, cwd=shell.folder)
    assert ended.stdout == "plain,plan\n"
