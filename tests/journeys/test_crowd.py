"""Thirty-two whole applies at once on one tenant: one goes on, the others say who it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.journeys.crowd import crowd
from tests.journeys.forks import aside
from tests.journeys.site import BOT, WEB, Site, names

SIZE = 32


def test_fault_51_of_thirty_two_applies_at_once_one_goes_on_and_the_rest_name_it(tmp_path: Path) -> None:
    with Site.opened(tmp_path) as site:
        site.declare({"bot": BOT}, {"web": WEB})
        *others, last = aside(partial(crowd, SIZE, tmp_path, site.environ))
        assert last.code == 0, last.told
        assert [one.code for one in others] == [4] * (SIZE - 1)
        assert all("apply -e prod" in one.told for one in others), others[0].told
        assert site.writes == ["POST webhooks", "POST channels"]
        assert names(site.tenant.list("webhooks")) == ["Bot"]
        assert names(site.tenant.list("channels")) == ["Web chat"]
        assert not site.plan().writes
