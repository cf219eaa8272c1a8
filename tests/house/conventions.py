"""The house rules a machine can see, one function a rule; each yields the places that break it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator

from tests.house.source import Module, dotted

Rule = Callable[[Module], Iterator[str]]

CONSOLE = "provisioner/cli/console.py"
OUTPUT = {
    "print",
    "click.echo",
    "click.secho",
    "sys.stdout",
    "sys.stderr",
    "sys.__stdout__",
    "sys.__stderr__",
}
BANNED_WORDS = {
    *("manager", "handler", "handlers", "process", "helper", "helpers"),
    *("common", "base", "misc", "info", "util", "utils"),
}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SECOND_SENTENCE = re.compile(r"[.!?] +[A-Z]")
SWITCHED_OFF = (
    "mark.skip",
    "mark.skipif",
    "mark.xfail",
    "pytest.skip",
    "pytest.xfail",
    "pytest.importorskip",
)


def only_the_console_prints(module: Module) -> Iterator[str]:
    """Everything else returns text or yields events, so that one place escapes all output."""
    if module.place == CONSOLE:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute) and dotted(node) in OUTPUT:
            yield at(module, node, f"{dotted(node)} outside the console")


def modules_bear_telling_names(module: Module) -> Iterator[str]:
    """No manager, helper, utils: such a name says nothing about what is inside."""
    if words := BANNED_WORDS & set(module.path.stem.lower().split("_")):
        yield f"{module.place}: {', '.join(sorted(words))} says nothing"


def modules_say_what_they_hold(module: Module) -> Iterator[str]:
    """The first line of every module is one sentence."""
    first = (ast.get_docstring(module.tree) or "").partition("\n")[0]
    if not first.endswith(".") or SECOND_SENTENCE.search(first):
        yield f"{module.place}:1 the docstring's first line is not one sentence: {first!r}"


def modules_are_short(module: Module) -> Iterator[str]:
    """A file longer than this holds two things."""
    if (lines := module.text.count("\n")) > LONGEST_MODULE:
        yield f"{module.place}: {lines} lines"


def functions_are_short(module: Module) -> Iterator[str]:
    """A function longer than this hides a second one."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            lines = node.end_lineno - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield at(module, node, f"{node.name} has {lines} lines")


def nothing_is_unfinished(module: Module) -> Iterator[str]:
    """What is left to do stands in the issues."""
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type == tokenize.COMMENT and UNFINISHED.search(token.string):
            yield f"{module.place}:{token.start[0]} {token.string}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id == "NotImplementedError":
            yield at(module, node, "a function without a body")


def tests_are_switched_off_with_a_reason(module: Module) -> Iterator[str]:
    """A skipped test tells the reader what it waits for."""
    called = {id(node.func): node for node in ast.walk(module.tree) if isinstance(node, ast.Call)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and dotted(node).endswith(SWITCHED_OFF):
            call = called.get(id(node))
            if call is None or not _reason(call, dotted(node)):
                yield at(module, node, f"{dotted(node)} without a reason")


def _reason(call: ast.Call, name: str) -> bool:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "reason"]
    if name in ("pytest.skip", "pytest.xfail"):
        given += call.args[:1]
    return any(not (isinstance(reason, ast.Constant) and not reason.value) for reason in given)


def tests_do_not_sleep(module: Module) -> Iterator[str]:
    """Clock and sleep are parameters of the engine: a test hands in its own."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Attribute() if dotted(node) in ("time.sleep", "asyncio.sleep"):
                yield at(module, node, "a test that sleeps")
            case ast.ImportFrom(module="time" | "asyncio", names=names) if "sleep" in {
                one.name for one in names
            }:
                yield at(module, node, "a test that sleeps")


def at(module: Module, node: ast.expr | ast.stmt, what: str) -> str:
    """A place and what is wrong there."""
    return f"{module.place}:{node.lineno} {what}"


EVERYWHERE: tuple[Rule, ...] = (modules_bear_telling_names, modules_are_short, nothing_is_unfinished)
IN_THE_PACKAGE: tuple[Rule, ...] = (only_the_console_prints, modules_say_what_they_hold, functions_are_short)
IN_TESTS: tuple[Rule, ...] = (tests_are_switched_off_with_a_reason, tests_do_not_sleep)
