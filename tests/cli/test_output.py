"""`output` on the command line: ids for people, scripts and .env files."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def applied(shell: Shell) -> Shell:
    assert shell.run("apply --auto-approve").code == 0
    return shell


def test_an_address_alone_gives_its_id_alone(applied: Shell) -> None:
    ids = {one["address"]: one["id"] for one in applied.run("output -o json").json["resources"]}
    assert set(ids) == {"webhook.bot", "channel.web"}
    assert applied.run("output channel.web").out == f"{ids['channel.web']}\n"


def test_dotenv_can_be_sourced(applied: Shell) -> None:
    id = applied.run("output webhook.bot").out.strip()
    assert f"WEBHOOK_BOT_ID={id}\n" in applied.run("output -o dotenv").out
    assert applied.run("output webhook.bot -o dotenv").out == f"WEBHOOK_BOT_ID={id}\n"


def test_an_address_that_is_not_bound_is_an_error(applied: Shell) -> None:
    ended = applied.run("output channel.sales")
    assert (ended.code, ended.out) == (1, "")
    assert "channel.sales is not bound to an id" in ended.err


def test_before_the_first_apply_it_says_what_to_run(shell: Shell) -> None:
    ended = shell.run("output -o dotenv")
    assert (ended.code, ended.out) == (1, "")
    assert "provisioner apply -e sandbox" in ended.err
