"""The tables of exit codes hold every code that the tool can end with, and no other."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator

import pytest

from provisioner import errors
from provisioner.apply.result import ChangeResult, Result, Status
from provisioner.cli.plan import DIFFERENCES
from provisioner.errors import ProvisionerError, StoppedError
from provisioner.model.address import Address
from provisioner.plan.change import Action, Change, Reason
from provisioner.plan.plan import Plan
from tests.docs.pages import page, rows

SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)


def table(name: str) -> dict[int, str]:
    return {
        int(code): row[1]
        for row in rows(page(name).section("Exit codes"))
        for code in re.findall(r"\d+", row[0])
    }


def raised(kind: type[ProvisionerError] = ProvisionerError) -> Iterator[int]:
    if kind is not StoppedError:
        yield kind.exit_code
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from raised(below)


def returned() -> Iterator[int]:
    """The codes of an apply that has a result, for every status a change can have."""
    plan = Plan("prod", "acme", "simulator", "", ())
    change = Change(Address("channel", "web"), Action.CREATE, Reason.NOT_IN_TENANT, "Web")
    for status in Status:
        results = (ChangeResult(change, Status.DONE), ChangeResult(change, status))
        yield Result(plan, results).exit_code
        yield from (Result(plan, results[1:], stopped_by=one).exit_code for one in SIGNALS)


@pytest.mark.parametrize("name", ["README.md", "docs/commands.md"])
def test_the_table_holds_every_code_and_no_other(name: str) -> None:
    assert set(table(name)) == {*raised(), *returned(), DIFFERENCES}


def test_both_tables_are_the_same() -> None:
    assert table("README.md") == table("docs/commands.md")
