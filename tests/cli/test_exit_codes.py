"""One way to each exit code; behind every number stands something a script may rely on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioner.simulator import Drop, Fault, Lag, Status
from provisioner.state.local import LocalStore
from provisioner.state.store import Lock
from tests.cli.shell import Ended, Shell
from tests.journeys.site import BOT, CHANNELS, WEB, WEBHOOKS, Site

APPLY = "apply --auto-approve --settle 0"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("PROVISIONER_KEY", "eght_the-key-of-acme")
    with Site.opened(tmp_path) as site:
        site.declare({"bot": BOT}, {"web": WEB})
        yield site


def ended(site: Site, command: str, err: io.StringIO | None = None) -> Ended:
    """A command on the site, whose result must parse however it ends."""
    ended = Shell(site.folder).run(f"{command} -o json", err=err)
    assert ended.json["exit_code"] == ended.code
    return ended


def test_0_done_or_nothing_to_do(site: Site) -> None:
    assert ended(site, APPLY).code == 0
    assert ended(site, APPLY).code == 0


def test_1_refused_by_the_tenant_and_nothing_changed(site: Site) -> None:
    site.inject(Fault(Status(400), "POST", WEBHOOKS))
    assert ended(site, APPLY).code == 1


def test_2_differences(site: Site) -> None:
    assert ended(site, "plan --detailed-exitcode").code == 2


def test_3_at_least_one_write_accepted_not_all_done(site: Site) -> None:
    site.inject(Fault(Status(400), "POST", CHANNELS))
    result = ended(site, APPLY)
    assert result.code == 3
    assert [one["status"] for one in result.json["results"]] == ["done", "failed"]


def test_4_locked_by_somebody_else(site: Site) -> None:
    store = LocalStore(site.folder, "prod")
    store.lock(Lock("abc123", "ci@build", "2026-01-01T00:00:00+00:00", "apply -e prod"))
    try:
        refused = ended(site, APPLY)
    finally:
        store.unlock()
    assert refused.code == 4
    assert "abc123" in refused.err


def test_5_outcome_of_a_write_unknown(site: Site) -> None:
    site.inject(Fault(Lag(lists=30), "POST", CHANNELS), Fault(Drop(), "POST", CHANNELS, when="after"))
    assert ended(site, APPLY).code == 5


def test_6_refused_by_a_guard(site: Site) -> None:
    assert ended(site, "plan --max-creates 0").code == 6


class Sabotage(io.StringIO):
    """A log whose first finished change makes the state's folder unwritable, also for root."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def write(self, text: str) -> int:
        if text.startswith("done:"):
            (self.folder / "prod.json.new").mkdir(exist_ok=True)
        return super().write(text)


def test_7_written_but_the_state_could_not_be_saved(site: Site) -> None:
    folder = site.folder / ".provisioner" / "state"
    assert ended(site, APPLY, err=Sabotage(folder)).code == 7


def test_64_wrong_usage(site: Site) -> None:
    assert ended(site, "plan --bogus").code == 64


def test_69_the_tenant_is_unreachable(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB}, tenant={"endpoint": "http://127.0.0.1:1"})
    assert ended(site, "plan --timeout 0.2").code == 69


def test_77_the_key_is_missing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROVISIONER_KEY")
    assert ended(site, "plan").code == 77


def test_78_a_file_is_wrong(site: Site) -> None:
    site.declare({"bot": {"name": "Bot", "url": "x"}}, {})
    for command in ("plan", "validate", "render", "list", "output"):
        assert ended(site, command).code == 78
