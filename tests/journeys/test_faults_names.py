"""Case 41: names and ids that would mean something else to a filter, a path or a header."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from provisioner.plan.change import Action
from tests.journeys.site import BOT, LIVE_BOT, WEB, WEBHOOKS, Site, names

NAMES = ["x,id==25", "a;b", "*", "%2F", 'say "hi"', "it's", "../..", "\\", "ünï 😀", "=1+1"]
IDS = ["../webhooks/12", "25?x=", "a/b", "%2e%2e", "#", "-starts-with-a-dash", "_x", "a b", "ü"]


@pytest.mark.parametrize("name", NAMES)
def test_fault_41_a_name_is_sent_as_it_is_and_found_by_exact_equality(site: Site, name: str) -> None:
    site.declare({"bot": BOT | {"name": name}}, {"web": WEB | {"name": name}})
    assert site.apply().exit_code == 0
    assert names(site.tenant.list("webhooks")) == names(site.tenant.list("channels")) == [name]
    (site.folder / ".provisioner" / "state" / "prod.json").unlink()
    (site.folder / ".provisioner" / "state" / "prod.journal").unlink()
    assert (site.plan().writes, site.plan().found_by_name) == ((), 2)


@pytest.mark.parametrize("other", ["bot", "Bot ", "Bo", "Bot\u200b", "Bo\u0074\u0308", "Bot\r\nX: y"])
def test_fault_41_a_name_that_is_only_like_it_is_another_one(site: Site, other: str) -> None:
    site.tenant.put("webhooks", LIVE_BOT | {"name": other})
    site.declare({"bot": BOT}, {})
    assert [one.action for one in site.plan().writes] == [Action.CREATE]


@pytest.mark.parametrize("id", IDS)
def test_fault_41_an_odd_id_leads_to_its_own_object_alone(site: Site, id: str) -> None:
    site.tenant.put("webhooks", LIVE_BOT | {"id": id, "uri": "https://old.example.com"})
    site.declare({"bot": BOT}, {})
    assert site.apply().exit_code == 0
    assert [one.path for one in site.simulator.writes] == [f"{WEBHOOKS}/{quote(id, safe='')}"]
    assert site.live("webhook.bot")["uri"] == BOT["uri"]


@pytest.mark.parametrize("id", ["..", ".", "a\nb"])
def test_fault_41_an_id_that_leads_elsewhere_is_refused(site: Site, id: str) -> None:
    site.tenant.put("webhooks", LIVE_BOT | {"id": id, "uri": "https://old.example.com"})
    site.declare({"bot": BOT}, {})
    result = site.apply()
    told = result.results[0].diagnostic
    assert told is not None
    assert (result.exit_code, told.summary) == (1, "A webhook has an id that cannot be used")
    assert site.writes == []
