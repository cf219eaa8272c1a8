"""The Makefile tells what it can do."""

from __future__ import annotations

import re
import subprocess

from tests.house.source import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_help_is_the_default_and_lists_every_target() -> None:
    targets = re.findall(r"(?m)^([a-z]+):", MAKEFILE)
    ended = subprocess.run(["make", "-s", "-C", ROOT], capture_output=True, text=True, check=True)
    assert re.findall(r"make ([a-z]+) ", ended.stdout) == targets


def test_every_target_is_phony() -> None:
    declared = re.findall(r"(?m)^\.PHONY: (.*)$", MAKEFILE)
    assert declared[0].split() == re.findall(r"(?m)^([a-z]+):", MAKEFILE)


def test_every_target_that_runs_something_sets_up_its_environment_first() -> None:
    alone = re.findall(r"(?m)^([a-z]+): +##", MAKEFILE)
    assert alone == ["help", "clean"]


def test_cleaning_never_touches_the_state_of_tenants() -> None:
    ended = subprocess.run(["make", "-n", "-C", ROOT, "clean"], capture_output=True, text=True, check=True)
    assert ".provisioner" not in ended.stdout
