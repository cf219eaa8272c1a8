"""Where a saved plan may be put, who may read it, and that no secret stands in it."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

import pytest

from provisioner.errors import ConfigurationError, ProvisionerError
from provisioner.plan.allowances import Allowances
from provisioner.workflow.plan import PlanRefused, plan
from tests.journeys.site import BOT, KEY, WEB, Site

HOOK = "https://bots.example.com/8x8?token=${env.PROVISIONER_TOKEN}"
CANARY = "canary/of+ours=="


@pytest.fixture
def applied(site: Site) -> Site:
    """An applied environment, and a saved plan that gives its channel another queue."""
    site.environ["PROVISIONER_TOKEN"] = CANARY
    site.declare({"bot": BOT | {"uri": HOOK}}, {"web": WEB})
    site.apply()
    site.declare({"bot": BOT | {"uri": HOOK}}, {"web": WEB | {"queue": "billing"}})
    site.save_plan()
    site.forget_requests()
    return site


def test_planning_into_a_file_only_reads_the_tenant(applied: Site) -> None:
    applied.save_plan()
    assert {one.method for one in applied.simulator.requests} == {"GET"}


def test_a_plan_for_this_user_alone_replaces_the_former_one(applied: Site) -> None:
    applied.plan_file.chmod(0o644)
    applied.save_plan()
    assert applied.plan_file.stat().st_mode & 0o777 == 0o600
    left = {path.name for path in applied.folder.iterdir()}
    assert left == {".provisioner", "environments", "plan.json"}


def test_a_refused_plan_is_not_saved(applied: Site) -> None:
    applied.plan_file.unlink()
    applied.declare({"bot": BOT | {"uri": HOOK}}, {"web": WEB}, guards={"allowed_hosts": ["other.example"]})
    with pytest.raises(PlanRefused):
        applied.save_plan()
    assert not applied.plan_file.exists()


@pytest.mark.parametrize("place", ["missing/plan.json", "environments", "pipe"])
def test_a_plan_that_cannot_be_saved_says_where_and_why(applied: Site, place: str) -> None:
    os.mkfifo(applied.folder / "pipe")
    out = applied.folder / place
    with pytest.raises(ProvisionerError, match=f"The plan cannot be saved to .*{place}") as refused:
        plan(applied.options(), out)
    assert (refused.value.exit_code, bool(refused.value.diagnostics[0].detail)) == (1, True)
    assert not out.is_file()


def test_a_file_that_is_not_there_is_told(applied: Site) -> None:
    applied.plan_file.unlink()
    with pytest.raises(ConfigurationError, match="cannot be read") as refused:
        applied.apply_saved()
    assert refused.value.diagnostics[0].detail == "No such file or directory"


def test_a_link_in_place_of_the_plan_is_replaced_and_not_followed(applied: Site, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("keep me")
    applied.plan_file.unlink()
    applied.plan_file.symlink_to(precious)
    applied.save_plan()
    assert precious.read_text() == "keep me"
    assert applied.apply_saved().exit_code == 0


def holds_no_secret(content: bytes) -> bool:
    """Whether neither the key nor any form of the canary stands in a file that names its variable."""
    encoded = b64encode(CANARY.encode()).decode()
    forms = (CANARY, quote(CANARY), quote(CANARY, safe=""), json.dumps(CANARY)[1:-1], encoded, KEY)
    return b"PROVISIONER_TOKEN" in content and not any(form.encode() in content for form in forms)


@pytest.mark.parametrize(
    "live",
    [f"https://{quote(CANARY, safe='')}@evil.example.net", f"https://bots.example.com/8x8?token={CANARY}-2"],
)
def test_fault_63_no_form_of_a_secret_stands_in_a_plan_file(site: Site, live: str) -> None:
    site.environ["PROVISIONER_TOKEN"] = CANARY
    site.declare({"bot": BOT | {"uri": HOOK}}, {"web": WEB})
    create = site.save_plan().read_bytes()
    site.apply_saved()
    site.change_outside("webhook.bot", uri=live)
    update = site.save_plan().read_bytes()
    site.declare({}, {}, guards={"deletes": True})
    delete = site.save_plan(prune=True, allowances=Allowances(empty=True)).read_bytes()
    assert all(map(holds_no_secret, (create, update)))
    assert CANARY.encode() not in delete
    assert quote(CANARY, safe="").encode() not in delete


def test_fault_63_a_secret_of_one_letter_is_not_in_its_place(site: Site) -> None:
    site.environ["PROVISIONER_TOKEN"] = "x"
    site.declare({"bot": BOT | {"uri": HOOK}}, {})
    assert b"token=x" not in site.save_plan().read_bytes()
