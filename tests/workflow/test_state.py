"""`state show` and `state unlock`."""

from __future__ import annotations

import pytest

from provisioner.errors import LockedError, ProvisionerError
from provisioner.simulator import Drop, Fault
from provisioner.state.store import Lock
from provisioner.workflow import state
from provisioner.workflow.memory import store_of
from tests.journeys.site import BOT, WEB, Site


def test_the_state_is_shown_as_plain_data(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    shown = state.show(site.options())
    assert (shown["tenant"], sorted(shown["bindings"])) == ("acme", ["channel.web", "webhook.bot"])
    assert shown["bindings"]["channel.web"]["id"] == site.id_of("channel.web")


def test_a_pending_write_is_shown(site: Site) -> None:
    site.declare({"bot": BOT}, {})
    site.inject(Fault(Drop(), "POST"))
    site.apply()
    assert [one["address"] for one in state.show(site.options())["pending"]] == ["webhook.bot"]


def test_without_a_state_there_is_nothing_to_show(site: Site) -> None:
    with pytest.raises(ProvisionerError, match="prod has no state yet"):
        state.show(site.options())


def test_a_lock_is_removed_by_its_id_alone(site: Site) -> None:
    other = store_of(site.options())
    other.lock(Lock("f00", "ann@laptop", "2026-10-01T12:00:00+00:00", "apply -e prod"))
    try:
        with pytest.raises(LockedError, match="another id: f00"):
            state.unlock(site.options(), "bar")
        state.unlock(site.options(), "f00")
    finally:
        other.unlock()
    with pytest.raises(LockedError, match="no lock to remove"):
        state.unlock(site.options(), "f00")
