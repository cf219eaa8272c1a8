"""The page about the library tells what can be called, and its program does what it says."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import provisioner.workflow
from provisioner.workflow.init import init
from provisioner.workflow.options import Options
from tests.docs.pages import ROOT, page, rows, spans

PAGE = page("docs/library.md")
WORKFLOW = "provisioner.workflow"
(EXAMPLE,) = (block.text for block in PAGE.blocks if "example" in block.marks)
(PRINTED,) = (block.text for block in PAGE.blocks if "printed" in block.marks)


def called_by_the_commands() -> Iterator[str]:
    """The functions of the workflow that the command line calls, as `module.function`."""
    for path in (ROOT / "provisioner/cli").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        whole = {one.name for node in imported if node.module == WORKFLOW for one in node.names}
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(value=ast.Name(id=module), attr=name) if module in whole:
                    yield f"{module}.{name}"
        for node in imported:
            room, _, module = str(node.module).rpartition(".")
            if room == WORKFLOW:
                yield from (f"{module}.{one.name}" for one in node.names)


def function(name: str) -> Any:
    module, _, attribute = name.partition(".")
    return getattr(import_module(f"{WORKFLOW}.{module}"), attribute)


def call(name: str) -> tuple[str, str]:
    """A function with its parameters, and what it gives."""
    signature = inspect.signature(function(name))
    return f"{name}({', '.join(signature.parameters)})", signature.return_annotation


def test_every_verb_is_listed_as_it_is_called_and_no_other() -> None:
    verbs = {name for name in called_by_the_commands() if inspect.isfunction(function(name))}
    listed = [(spans(row[0])[0], spans(row[1])[0]) for row in rows(PAGE.section("Verbs"))]
    assert sorted(listed) == sorted(map(call, verbs))


def test_every_option_is_listed_and_no_other() -> None:
    listed = [name for row in rows(PAGE.section("Options")) for name in spans(row[0])]
    assert listed == [one.name for one in fields(Options)]


def test_the_program_that_is_shown_prints_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    init(tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "example"}
    exec(EXAMPLE, names)
    assert (capsys.readouterr().out, names["exit_code"]) == (PRINTED, 0)
    exec(EXAMPLE, names)
    assert (capsys.readouterr().out, names["exit_code"]) == ("", 0)


def test_its_types_are_right(tmp_path: Path) -> None:
    (tmp_path / "example.py").write_text(EXAMPLE, encoding="utf-8")
    line = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--follow-imports=silent"]
    ended = subprocess.run(
        [*line, str(tmp_path / "example.py")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr


def test_no_module_of_the_workflow_loads_the_command_line() -> None:
    modules = sorted(path.stem for path in Path(provisioner.workflow.__path__[0]).glob("[!_]*.py"))
    lines = [f"import {WORKFLOW}.{module}" for module in modules]
    lines += ["import sys", "print(*{'click', 'provisioner.cli'} & sys.modules.keys())"]
    program = "\n".join(lines)
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (len(modules) > 20, ended.stdout) == (True, "\n")
