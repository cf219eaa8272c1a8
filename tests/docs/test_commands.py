"""The page of commands and the commands themselves name the same flags, arguments, codes and variables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import click
import pytest

from provisioner.cli.main import program
from tests.docs.pages import PAGES, ROOT, Page, page, rows, section, spans

COMMANDS = page("docs/commands.md")
SHARED = COMMANDS.section("Shared flags")
FLAG = re.compile(r"(?<![\w-])--?[a-zA-Z][\w-]*")
CALLED = re.compile(r"(?<![\w/.-])provisioner((?: +[^\s`\]|;&]+)+)")
MADE = re.compile(r"(?<![\w/-])make ([a-z]+)\b")
VARIABLE = re.compile(
    r"(?:PROVISIONER|GITHUB|CI|BUILD|BITBUCKET|GIT|REQUESTS|CURL|SSL|NO|FORCE)_[A-Z_]+|TERM"
)
OF_TESTS = {"PROVISIONER_GOLDEN"}
READ_BY_FILES = {"PROVISIONER_..."}
PROXIES = {"HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"}


def walk(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from walk(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


TREE = dict(walk(program))
each_command = pytest.mark.parametrize("name", TREE)


def flags(name: str) -> set[str]:
    """Every flag a command takes, in all its spellings."""
    options = [
        one for one in TREE[name].get_params(click.Context(TREE[name])) if isinstance(one, click.Option)
    ]
    return {spelling for one in options for spelling in (*one.opts, *one.secondary_opts)}


def documented_flags(name: str) -> set[str]:
    """Those of the command's own table, and of the shared tables its section leads to."""
    text = COMMANDS.section(name)
    groups = re.findall(r"\[([a-z]+)\]\(#[a-z]+\)", text.rpartition("Takes ")[2])
    shared = [row for group in groups for row in rows(section(SHARED, group.capitalize()))]
    return {flag for row in (*rows(text), *shared) for span in spans(row[0]) for flag in FLAG.findall(span)}


def test_every_command_is_listed_and_no_other() -> None:
    overview = rows(COMMANDS.text.partition("## Where")[0])
    listed = [re.findall(r"\[([a-z ]+)\]", row[0])[0] for row in overview]
    assert sorted(listed) == sorted(TREE)


@each_command
def test_every_flag_is_documented_and_no_other(name: str) -> None:
    assert documented_flags(name) == flags(name)


@each_command
def test_every_argument_is_documented(name: str) -> None:
    (text,) = (part for part in re.split(r"(?m)^## ", COMMANDS.text) if part.startswith(f"{name}\n"))
    arguments = [one for one in TREE[name].params if isinstance(one, click.Argument)]
    usages = re.findall(rf"(?m)^    provisioner {name}\b(.*)$", text)
    assert usages
    choices = [
        one.type.choices if isinstance(one.type, click.Choice) else [one.human_readable_name]
        for one in arguments
    ]
    assert all(any(word in usages[0] for word in words) for words in choices)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_that_is_shown_is_possible(page: Page) -> None:
    assert [line for line in command_lines(page.text) if not possible(line)] == []


def command_lines(text: str) -> list[str]:
    """What stands behind the program's name in code, on every page."""
    lines = re.findall(r"(?m)^(?:    |```[^\n]*\n|\$ |Next: )?(provisioner .*)$", text)
    return [line for one in (*lines, *spans(text)) for line in CALLED.findall(one)]


def possible(line: str) -> bool:
    words = [word.strip("[],.:") for word in line.split()]
    if words[0] in ("COMMAND", "--version"):
        return True
    name = next((" ".join(words[:size]) for size in (2, 1) if " ".join(words[:size]) in TREE), "")
    return bool(name) and {word for word in words if FLAG.fullmatch(word)} <= flags(name)


def test_an_impossible_line_is_seen() -> None:
    assert command_lines("see `provisioner rehearse -e prod`") == [" rehearse -e prod"]
    assert not possible(" rehearse -e prod")
    assert not possible(" apply -e prod --purge")
    assert possible(" apply plan.json")
    assert possible(" state show -e prod")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_target_that_is_shown_can_be_made(page: Page) -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    shown = [*spans(page.text), *(block.text for block in page.blocks)]
    assert {name for text in shown for name in MADE.findall(text)} <= targets


def test_every_variable_is_documented_and_no_other() -> None:
    documented = {name for row in rows(COMMANDS.section("Environment variables")) for name in spans(row[0])}
    assert documented - READ_BY_FILES - PROXIES == read_variables() - OF_TESTS


def read_variables() -> set[str]:
    """The names of environment variables that stand as whole texts in the package."""
    return {
        node.value
        for path in (ROOT / "provisioner").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and VARIABLE.fullmatch(node.value)
    }
