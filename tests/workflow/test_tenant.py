"""The tenant of one run: with its key, and closed to writes unless it must be open."""

from __future__ import annotations

from pathlib import Path

import pytest

from provisioner.errors import CredentialError
from provisioner.model.outcome import Done
from provisioner.resources.webhook import WEBHOOK
from provisioner.workflow.prepare import declared
from provisioner.workflow.tenant import reached
from tests.journeys.site import BOT, KEY, LIVE_BOT, WEB, Site


@pytest.fixture
def site(site: Site) -> Site:
    site.declare({"bot": BOT}, {"web": WEB})
    return site


def test_a_connection_for_reading_refuses_to_write(site: Site) -> None:
    options = site.options()
    with (
        reached(options, declared(options).environment) as tenancy,
        pytest.raises(RuntimeError, match="POST"),
    ):
        tenancy.connection.writer.create(WEBHOOK, LIVE_BOT)
    assert site.requests == []


def test_a_writable_connection_writes(site: Site) -> None:
    options = site.options()
    with reached(options, declared(options).environment, writable=True) as tenancy:
        assert isinstance(tenancy.connection.writer.create(WEBHOOK, LIVE_BOT), Done)


def test_the_key_is_shown_nowhere(site: Site) -> None:
    options = site.options()
    with reached(options, declared(options).environment) as tenancy:
        assert tenancy.key == KEY
        assert KEY not in repr(tenancy) + repr(options)


def test_a_key_may_stand_in_a_file(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(f"{KEY}\n")
    site.declare({"bot": BOT}, {"web": WEB}, tenant={"api_key": {"file": str(path)}})
    assert site.apply().exit_code == 0


def test_a_missing_secret_of_the_statistics_is_named(site: Site) -> None:
    client = {"client_id": {"env": "PROVISIONER_ID"}, "client_secret": {"env": "PROVISIONER_SECRET"}}
    site.declare({"bot": BOT}, {"web": WEB}, tenant={"statistics": client})
    with pytest.raises(CredentialError) as missing:
        site.plan()
    assert "PROVISIONER_ID" in missing.value.diagnostics[0].detail


def test_the_calls_are_logged_without_query_and_secret(site: Site) -> None:
    site.apply()
    assert all(line.partition(" ")[0] in ("GET", "POST") and "?" not in line for line in site.log)
    assert KEY not in "".join(site.log)
