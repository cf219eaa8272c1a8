"""An ignored attribute through plan, apply and the day after its last one."""

from __future__ import annotations

import pytest

from provisioner.plan.change import Reason
from tests.journeys.site import BOT, WEB, Site

DESCRIBED = WEB | {"description": "Chat on the shop"}
DAY = 86_400


@pytest.fixture
def site(site: Site) -> Site:
    """An applied environment, its channel renamed outside and the name ignored for today."""
    site.declare({"bot": BOT}, {"web": DESCRIBED})
    site.apply()
    site.change_outside("channel.web", name="Shop chat")
    declare(site, DESCRIBED)
    site.forget_requests()
    return site


def declare(site: Site, web: dict[str, str], *attributes: str) -> None:
    """Declare the channel, the name and these attributes ignored for today."""
    today = site.options().today.isoformat()
    names = ("name", *attributes)
    ignored = [{"attribute": f"channel.web.{name}", "reason": "theirs", "until": today} for name in names]
    site.declare({"bot": BOT}, {"web": web}, ignore=ignored)


def test_it_is_left_alone_and_counted(site: Site) -> None:
    assert (site.apply().exit_code, site.writes) == (0, [])
    assert [str(one.ignore) for one in site.plan().ignored] == ["channel.web.name"]
    assert site.live("channel.web")["name"] == "Shop chat"


def test_an_update_of_another_attribute_keeps_it(site: Site) -> None:
    declare(site, DESCRIBED | {"queue": "billing"})
    assert (site.apply().exit_code, site.writes) == (0, ["PUT channels"])
    assert site.live("channel.web")["name"] == "Shop chat"
    assert site.live("channel.web")["routingOptions"]["id"] == "102"


@pytest.mark.parametrize("queue", ["sales", "billing"])
def test_the_day_after_it_is_drift_whether_or_not_something_was_written(site: Site, queue: str) -> None:
    declare(site, DESCRIBED | {"queue": queue})
    site.apply()
    site.clock.sleep(DAY)
    plan = site.plan()
    (change,) = plan.writes
    assert [(one.attribute, one.reason) for one in change.differences] == [("name", Reason.CHANGED_OUTSIDE)]
    assert "channel.web.name is no longer ignored" in [one.summary for one in plan.notices]


def test_the_day_after_what_cannot_be_read_has_not_drifted(site: Site) -> None:
    site.switch(description="dropped")
    site.declare({"bot": BOT}, {"web": DESCRIBED | {"name": "Shop chat", "queue": "billing"}})
    site.apply()
    declare(site, DESCRIBED | {"name": "Shop chat"}, "description")
    site.apply()
    site.clock.sleep(DAY)
    assert site.plan().writes == ()


def test_a_resource_that_is_created_gets_it(site: Site) -> None:
    site.remove_outside("channel.web")
    assert site.apply().exit_code == 0
    assert site.live("channel.web")["name"] == "Web chat"
