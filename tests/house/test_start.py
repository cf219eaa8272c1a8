"""The tool starts fast: what only some commands need is imported by those alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"requests", "urllib3", "deepdiff", "pydantic", "yaml"}
LOADED = "import sys; print(*sorted({heavy} & sys.modules.keys()))"
HELP = """
import sys
sys.argv = ["provisioner", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


@pytest.mark.parametrize("then", ["", HELP], ids=["import", "help"])
def test_starting_imports_nothing_heavy(then: str) -> None:
    program = "\n".join(("from provisioner.cli.main import main", then, LOADED.format(heavy=HEAVY)))
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == ""
