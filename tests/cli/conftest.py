"""A folder whose only environment is a simulated tenant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import SANDBOX, Shell


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    shell.write(SANDBOX)
    return shell
