"""What is bound and not listed is asked for by its id, up to a number that is no lag any more."""

from __future__ import annotations

import pytest

from provisioner.errors import TenantError
from provisioner.simulator import Fault
from provisioner.simulator import Status as Answered
from provisioner.workflow import unlisted
from provisioner.workflow.plan import PlanRefused
from tests.journeys.site import BOT, CHANNELS, WEB, WEBHOOKS, Site


@pytest.fixture
def site(site: Site) -> Site:
    """Two bound resources in a tenant whose listings lag behind their creation."""
    site.switch(list_lag=50)
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.forget_requests()
    return site


def test_each_is_read_once_and_nothing_is_planned(site: Site) -> None:
    assert not site.plan().writes
    assert sorted(site.requests) == [
        f"GET {CHANNELS}",
        f"GET {CHANNELS}/{site.id_of('channel.web')}",
        f"GET {WEBHOOKS}",
        f"GET {WEBHOOKS}/{site.id_of('webhook.bot')}",
    ]


def test_what_the_tenant_says_is_gone_is_missing(site: Site) -> None:
    site.remove_outside("channel.web")
    assert [str(change.address) for change in site.plan().writes] == ["channel.web"]


def test_what_cannot_be_read_ends_the_run(site: Site) -> None:
    site.inject(Fault(Answered(503), "GET", f"{CHANNELS}/*", times=None))
    with pytest.raises(TenantError):
        site.plan()
    assert site.writes == []


def test_too_many_are_an_outage_and_left_to_the_guard(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlisted, "MOST", 1)
    with pytest.raises(PlanRefused, match="Far fewer live resources"):
        site.plan()
    assert not [one for one in site.requests if one.startswith((f"GET {CHANNELS}/", f"GET {WEBHOOKS}/"))]
