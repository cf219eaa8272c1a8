"""Whatever happens becomes an exit code and something a person can act on."""

from __future__ import annotations

import io
import json
from importlib import import_module
from pathlib import Path

import click
import pytest

import provisioner.cli
from provisioner import __version__
from provisioner.cli.command import Group
from provisioner.cli.console import Console
from provisioner.cli.failure import asked_format
from provisioner.cli.main import COMMANDS, program, run
from provisioner.reports.formats import Format
from tests.cli.shell import Ended

SECRET = "q7f3/never==shown"


def invoke(*arguments: str, commands: click.Group = program) -> Ended:
    """Run a line that needs no folder."""
    out, err = io.StringIO(), io.StringIO()
    code = run(arguments, Console(io.StringIO(), out, err), commands)
    return Ended(code, out.getvalue(), err.getvalue())


def failing(error: BaseException) -> click.Group:
    """A program whose only command fails in a way the tool does not know."""
    group = Group("provisioner")

    @group.command("break")
    def fail() -> None:
        raise error

    return group


@pytest.mark.parametrize("line", [(), ("--help",)])
def test_help_lists_every_command_with_a_whole_sentence(line: tuple[str, ...]) -> None:
    ended = invoke(*line)
    listed = ended.out.partition("Commands:\n")[2].splitlines()
    assert ended.code == 0
    assert [entry.split()[0] for entry in listed] == list(COMMANDS)
    assert [entry for entry in listed if not entry.endswith(".") or entry.endswith("...")] == []


def test_the_commands_are_the_modules_that_hold_one() -> None:
    folder = Path(provisioner.cli.__path__[0])
    names = {
        path.stem
        for path in folder.glob("*.py")
        if "\ncommand" in path.read_text() or "\ndef command" in path.read_text()
    }
    assert names == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    ended = invoke(name, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"Usage: provisioner {name} ")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_of_a_command_is_the_first_sentence_of_its_help(name: str) -> None:
    command = import_module(f"provisioner.cli.{name}").command
    assert COMMANDS[name] == command.get_short_help_str(limit=1000)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_bears_the_name_of_its_module(name: str) -> None:
    assert import_module(f"provisioner.cli.{name}").command.name == name


def test_the_version_is_told() -> None:
    assert invoke("--version") == Ended(0, f"provisioner {__version__}\n", "")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("plan", "--bogus"), "No such option"),
        (("plan", "-o", "xml"), "is not one of"),
        (("plan", "--max-creates", "30%"), "'30%' is not a number"),
        (("apply", "--timeout", "soon"), "'soon' is not a number of seconds"),
        (("apply", "--timeout", "nan"), "'nan' is not a number of seconds"),
        (("apply", "--max-updates", "many"), "neither a number nor a percentage"),
        (("adopt",), "Missing argument"),
        (("adopt", "Sales!", "x"), "is not an address like channel.sales-web"),
        (("state",), "Missing command"),
        (("-e", "prod", "plan"), "flags stand after the command"),
        (("aply",), 'did you mean "provisioner apply"?'),
        (("state", "unlok"), 'did you mean "provisioner state unlock"?'),
        (("drfit",), '"drfit" is not a command'),
        (("schema", "--write", "--check"), "exclude each other"),
    ],
)
def test_fault_06_wrong_usage_ends_with_64_and_never_2(line: tuple[str, ...], told: str) -> None:
    ended = invoke(*line)
    assert (ended.code, ended.out) == (64, "")
    assert told in ended.err


@pytest.mark.parametrize(
    "flag", [("-o", "json"), ("-ojson",), ("--output=json",), ("--output", "json"), ("-vo", "json")]
)
def test_wrong_usage_still_parses_as_json(flag: tuple[str, ...]) -> None:
    ended = invoke("plan", *flag, "--bogus")
    document = json.loads(ended.out)
    assert (document["report"], document["exit_code"], ended.code) == ("failure", 64, 64)
    assert "--bogus" in document["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("line", "format"),
    [
        (["plan"], Format.TEXT),
        (["plan", "-o"], Format.TEXT),
        (["plan", "-o", "xml"], Format.TEXT),
        (["plan", "-o", "json", "-o", "markdown"], Format.MARKDOWN),
    ],
)
def test_the_last_format_of_a_line_counts(line: list[str], format: Format) -> None:
    assert asked_format(line) is format


def test_fault_48_a_defect_is_a_short_message_without_its_text() -> None:
    ended = invoke("break", commands=failing(ZeroDivisionError(SECRET)))
    assert ended.code == 1
    assert "ZeroDivisionError in test_main.py:" in ended.err
    assert "Traceback" not in ended.err
    assert SECRET not in ended.err


def test_fault_63_a_traceback_is_shown_on_request_without_the_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PROVISIONER_DEBUG", "1")
    monkeypatch.setenv("PROVISIONER_PROD_API_KEY", SECRET)
    ended = invoke("break", commands=failing(ZeroDivisionError(f"key {SECRET}")))
    assert "Traceback" in ended.err
    assert "ZeroDivisionError: key (sensitive)" in ended.err
    assert SECRET not in ended.err


def test_an_operating_system_that_refuses_is_no_defect() -> None:
    ended = invoke("break", commands=failing(PermissionError(13, "Permission denied", "/srv/x")))
    assert (ended.code, ended.err) == (1, "error: Permission denied: /srv/x\n")


def test_an_interrupt_ends_with_130_and_no_word() -> None:
    assert invoke("break", commands=failing(KeyboardInterrupt())) == Ended(130, "", "")
