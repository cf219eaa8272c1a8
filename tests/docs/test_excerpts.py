"""What the README shows of plan, apply and drift is what the product says on the shipped environments."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest

from provisioner.cli.console import Console
from provisioner.cli.main import run
from provisioner.simulator import Simulator
from tests.docs.pages import ROOT, page

LEFT_OUT = "[...]\n"
ID = re.compile(r"\([A-Za-z0-9_-]{22}\)")
SHOWN = {name: block.text for block in page("README.md").blocks for name in (block.info.partition(" ")[2],)}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The outputs of one walk through the sandbox, by the mark of the block that shows them."""
    folder = tmp_path_factory.mktemp("shown")
    shutil.copytree(ROOT / "environments", folder / "environments")
    first, applied, empty = (provisioner(folder, *words) for words in (PLAN, APPLY, PLAN))
    change_outside(folder)
    return {
        "plan=first": first,
        "apply=first": applied,
        "empty": empty,
        "drift=changed-outside": provisioner(folder, *DRIFT, ends=2),
    }


PLAN = ("plan", "-e", "sandbox")
DRIFT = ("drift", "-e", "sandbox")
APPLY = ("apply", "-e", "sandbox", "--auto-approve")


def provisioner(folder: Path, command: str, *arguments: str, ends: int = 0) -> str:
    """What one command writes to stdout."""
    stdout = io.StringIO()
    assert run([command, "-C", str(folder), *arguments], Console(None, stdout, io.StringIO())) == ends
    return stdout.getvalue()


def change_outside(folder: Path) -> None:
    """Do what the README tells that somebody did in the console."""
    with Simulator(folder / ".provisioner/simulator/sandbox.sqlite") as simulator:
        tenant = simulator.add_tenant("sandbox")
        (channel,) = (one for one in tenant.list("channels") if one["name"] == "Support web chat")
        (webhook,) = (one for one in tenant.list("webhooks") if one["name"] == "Support bot")
        tenant.put("channels", channel | {"name": "Support web chat (renamed by hand)"})
        tenant.put("webhooks", webhook | {"uri": "https://elsewhere.example.net/hook?token=s3cret"})


@pytest.mark.parametrize("mark", ["plan=first", "apply=first", "drift=changed-outside"])
def test_the_excerpt_is_what_the_product_says(said: dict[str, str], mark: str) -> None:
    assert agree(SHOWN[mark], said[mark]), said[mark]


def test_the_second_plan_says_what_the_readme_quotes(said: dict[str, str]) -> None:
    quoted = re.search(r"The next plan says `([^`]+)`", page("README.md").text)
    assert quoted
    assert quoted[1] in said["empty"].splitlines()


def test_another_word_in_an_excerpt_is_seen(said: dict[str, str]) -> None:
    shown, output = SHOWN["plan=first"], said["plan=first"]
    assert not agree(shown.replace("8 to create", "7 to create"), output)
    assert not agree(shown.replace("webhooks.yaml:7:3", "webhooks.yaml:8:3"), output)
    assert not agree(shown.replace(LEFT_OUT, ""), output)


def agree(shown: str, output: str) -> bool:
    """Whether an excerpt is the output, parts left out, whatever the ids are."""
    parts = map(re.escape, ID.sub("(ID)", shown).split(LEFT_OUT))
    return re.fullmatch("(?s:.*)".join(parts), ID.sub("(ID)", output)) is not None
