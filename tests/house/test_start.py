"""The tool starts fast: what only some commands need is imported by those alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.source import ROOT

HEAVY = {"requests", "urllib3", "deepdiff", "pydantic", "yaml", "json", "urllib", "dataclasses", "pathlib"}
OURS = ["", ".cli", ".cli.command", ".cli.console", ".cli.main", ".cli.outlet"]
LOADED = """
print(*sorted({heavy} & sys.modules.keys()))
print(*sorted(one for one in sys.modules if one.partition(".")[0] == "provisioner"))
"""
VALIDATE = ("validate", "-C", str(ROOT))
HELP = """
import sys
sys.argv = ["provisioner", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


@pytest.mark.parametrize("then", ["import sys", HELP], ids=["import", "help"])
def test_starting_imports_nothing_heavy_and_no_command(then: str) -> None:
    program = "\n".join(("from provisioner.cli.main import main", then, LOADED.format(heavy=HEAVY)))
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    heavy, ours = ended.stdout.splitlines()[-2:]
    assert heavy == ""
    assert ours.split() == [f"provisioner{one}" for one in OURS]


def test_files_without_a_mistake_load_no_models() -> None:
    line = "import sys; from provisioner.cli.main import main; assert not main(); " + LOADED
    ended = subprocess.run(
        [sys.executable, "-c", line.format(heavy={"pydantic", "pydantic_core", "requests"}), *VALIDATE],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.splitlines()[-2] == ""
