"""Every live resource with its status, and how much of the tenant the files cover."""

from __future__ import annotations

import pytest

from provisioner.model.address import Address
from provisioner.workflow.listing import Listing, Row, list_live, list_unmanaged
from tests.journeys.site import BOT, KEY, LIVE_BOT, WEB, Site


def statuses(site: Site) -> dict[str, str]:
    return {row.name: row.status for row in list_live(site.options()).rows}


def test_every_status_has_its_word(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB, "old": WEB | {"name": "Old chat"}})
    site.apply()
    site.tenant.put("webhooks", LIVE_BOT | {"name": "Found"})
    site.tenant.put("webhooks", LIVE_BOT | {"name": "Theirs"})
    site.tenant.put("channels", {"id": "sms", "name": "Text", "type": "SMS"})
    site.tenant.put("channels", {"id": "broken", "name": 7})
    site.declare({"bot": BOT, "found": BOT | {"name": "Found"}}, {"web": WEB})
    assert statuses(site) == {
        "Bot": "managed",
        "Found": "found by name",
        "Theirs": "unmanaged",
        "Web chat": "managed",
        "Old chat": "orphaned",
        "Text": "other type",
        "": "unreadable",
    }


def test_rows_stand_by_type_and_id_with_their_addresses(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    assert list_live(site.options()).rows == (
        Row("webhook", site.id_of("webhook.bot"), "Bot", "managed", Address("webhook", "bot")),
        Row("channel", site.id_of("channel.web"), "Web chat", "managed", Address("channel", "web")),
    )


def test_a_renamed_key_is_still_managed(site: Site) -> None:
    site.declare({"bot": BOT}, {})
    site.apply()
    site.declare({"robot": BOT}, {})
    assert statuses(site) == {"Bot": "managed"}


def test_a_missing_resource_has_no_row(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.remove_outside("channel.web")
    assert statuses(site) == {"Bot": "managed"}


def test_a_listing_is_shown_although_a_guard_would_refuse_the_plan(site: Site) -> None:
    for _ in range(2):
        site.tenant.put("webhooks", LIVE_BOT)
    site.declare({"bot": BOT}, {})
    assert [row.status for row in list_live(site.options()).rows] == ["unmanaged", "unmanaged"]


@pytest.mark.parametrize(
    ("words", "coverage"),
    [
        ((), 100),
        (("managed",), 100),
        (("managed", "unmanaged"), 50),
        (("found by name", "unmanaged", "orphaned"), 33),
        (("managed", "other type", "unreadable"), 100),
    ],
)
def test_coverage_is_the_managed_part_of_what_could_be_managed(words: tuple[str, ...], coverage: int) -> None:
    rows = (Row("channel", str(number), "x", status) for number, status in enumerate(words))
    assert Listing(tuple(rows)).coverage == coverage


def test_what_no_file_declares_is_drafted_beside_what_is(site: Site) -> None:
    site.declare({"bot": BOT}, {"old": WEB})
    site.apply()
    id = site.id_of("channel.old")
    site.declare({"bot": BOT}, {})
    found = list_unmanaged(site.options(environ={"PROVISIONER_KEY": KEY}))
    assert found.sections == {
        "queues": {},
        "webhooks": {},
        "channels": {"old": {"name": "Web chat", "webhook": "bot", "queue": "sales"}},
    }
    assert [(one.address, one.id) for one in found.drafts.drafts] == [(Address("channel", "old"), id)]
    assert Address("channel", "old") in found.bound
