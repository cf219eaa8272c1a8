"""The page at a glance: the state, the map, each difference with both sides and its age, and what to run."""

from __future__ import annotations

import base64
import hashlib
import re
from xml.etree import ElementTree

import html5lib
import pytest

from provisioner.reports.compare import compare_document
from provisioner.reports.html import html_page
from provisioner.reports.shape import AnyDocument
from tests.reports import portraits, tenants
from tests.reports.pictured import DOCUMENTS
from tests.reports.tenants import NOW

SVG = "{http://www.w3.org/2000/svg}"
MEGABYTES = 1_000_000


def page(document: AnyDocument) -> ElementTree.Element:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html_page(document, NOW))
    assert isinstance(tree, ElementTree.Element)
    return tree


def first_section(document: AnyDocument) -> ElementTree.Element:
    """The first environment of a page that would take long to parse."""
    written = html_page(document, NOW)
    section, end, _ = written[written.index("<section") :].partition("</section>")
    fragment = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(section + end)
    found = fragment.find("section")
    assert isinstance(found, ElementTree.Element)
    return found


def text(element: ElementTree.Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def cards(document: AnyDocument) -> list[str]:
    return [text(one) for one in page(document).iter("article")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_policy_allows_the_style_of_the_page_and_nothing_else(name: str) -> None:
    written = html_page(DOCUMENTS[name], NOW)
    (style,) = re.findall(r"<style>(.*?)</style>", written, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in written
    assert not re.search(r"<script|url\(|@import|style=|https?:(?!//www\.w3\.org)", style)


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("drift", "prod has drifted"),
        ("incomplete", "labs could not be read"),
        ("several", "3 of 4 environments need a look"),
        ("plan", "prod: 6 changes to apply"),
        ("plan-refused", "prod: the plan is refused"),
        ("plan-empty", "prod: no changes"),
        ("result", "prod: not all is done"),
        ("result-done", "prod: 1 change applied"),
        ("result-nothing", "prod: nothing to do"),
        ("outdated", "prod: the saved plan no longer holds"),
        ("failure", "The command failed"),
    ],
)
def test_the_headline_says_what_the_report_comes_down_to(name: str, headline: str) -> None:
    whole = page(DOCUMENTS[name])
    assert [text(one) for one in whole.iter("h1")] == [headline]
    assert [text(one) for one in whole.iter("title")] == [f"{headline} - provisioner"]


def test_each_difference_has_both_sides_and_since_when() -> None:
    (hook,) = (one for one in cards(DOCUMENTS["drift"]) if "webhook.support-bot" in one)
    assert (
        "changed outside, environments/shared/webhooks.yaml:14, since 16 November 2026 (for 7 days)" in hook
    )
    assert '- in the tenant "https://elsewhere.example.net/8x8/support?token=(sensitive)"' in hook
    assert '+ in the files "https://bots.example.com/8x8/support"' in hook


def test_a_conflict_shows_what_was_last_applied_and_what_is_new_says_so() -> None:
    (channel,) = (one for one in cards(DOCUMENTS["drift"]) if "channel.returns-app" in one)
    assert 'last applied "Returns chat (app)"' in channel
    assert ", new" in channel


def test_an_attribute_that_is_older_or_newer_than_its_resource_says_so() -> None:
    document = tenants.shop_drift()
    (channel,) = (one for one in document["resources"] if one["address"] == "channel.orders-web")
    channel["first_seen"] = "2026-11-16T07:30:00+00:00"
    channel["ignored"] = ["name"]
    channel["differences"][0] |= {"first_seen": NOW, "word": "conflict"}
    (card,) = (one for one in cards(document) if "channel.orders-web" in one)
    assert "since 16 November 2026 (for 7 days), ignored: name" in card
    assert "queue conflict, new" in card


def test_the_gravest_difference_comes_first() -> None:
    words = [one.split()[1] for one in cards(DOCUMENTS["drift"])]
    assert words == ["conflict", "missing", "drift", "drift", "pending", "orphaned"]


def test_a_result_shows_how_each_change_ended_and_a_map_of_what_lives_now() -> None:
    told = cards(DOCUMENTS["result"])
    assert told[0].startswith("! failed Sales bot")
    assert "400 from the tenant. invalid_uri. correct it" in told[0]
    assert "Waits for webhook.sales-bot." in " ".join(told)


def test_what_an_apply_did_is_in_sync_on_its_map() -> None:
    texts = page(DOCUMENTS["result"]).iter(f"{SVG}text")
    assert {str(one.text) for one in texts if one.get("class") == "word"} == {
        "~ pending",
        "- missing",
        "! drift",
        "+ orphaned",
    }


def test_what_to_run_next_is_there_to_be_copied() -> None:
    commands = [text(one) for one in page(DOCUMENTS["drift"]).iter("code")]
    assert {"provisioner apply -e prod", "provisioner accept -e prod"} <= set(commands)


def test_the_map_is_an_image_with_a_name_and_is_told_in_words_as_well() -> None:
    whole = page(DOCUMENTS["drift"])
    (drawing,) = (one for one in whole.iter(f"{SVG}svg") if one.get("role") == "img")
    assert drawing.get("aria-label") == (
        "Routing of prod: 3 webhooks, 11 channels, 4 queues; 6 not in sync. The table below says it in words."
    )
    told = [text(one) for one in whole.iter("td")]
    assert "Orders overflow (only in the tenant), Orders (only in the files)" in told


def test_every_environment_is_one_jump_away() -> None:
    whole = page(DOCUMENTS["several"])
    targets = [str(one.get("href")).removeprefix("#") for one in whole.iter("a")]
    assert targets == [one.get("id") for one in whole.iter("section")]
    assert [text(one) for one in whole.iter("a")] == ["dev", "staging", "prod", "labs"]


def test_the_map_of_an_environment_in_order_is_folded() -> None:
    dev, _staging, prod, _labs = page(DOCUMENTS["several"]).iter("section")
    assert "Routing map" in [text(one) for one in dev.iter("summary")]
    assert "Routing map" in [text(one) for one in prod.iter("h3")]


@pytest.mark.no_cover
@pytest.mark.parametrize(("every", "shown"), [(20, 9), (1, 10)], ids=["some differ", "all differ"])
def test_fifty_environments_of_200_resources_stay_under_three_megabytes(every: int, shown: int) -> None:
    written = html_page(tenants.many(50, 200, every), NOW)
    assert len(written.encode()) < 3 * MEGABYTES
    assert written.count("<article") == 50 * shown


@pytest.mark.no_cover
def test_what_a_page_has_no_room_for_is_named() -> None:
    document = tenants.many(50, 200, 1)
    (section,) = page(document["documents"][0]).iter("section")
    assert not [one for one in section.iter("summary") if "more" in text(one)]
    first = first_section(document)
    (summary,) = (text(one) for one in first.iter("summary") if "more" in text(one))
    assert summary == "170 more resources; the JSON report tells all in full"
    assert "channel.regional-web-179" in [text(one) for one in first.iter("code")]


def test_a_comparison_of_any_size_stays_a_page_and_says_what_is_left_out() -> None:
    document = compare_document(portraits.THREE, "both")
    document["resources"] *= 300
    written = html_page(document, NOW)
    assert written.count("<article") == 500 + 300
    assert re.findall(r"(\d+) more; the JSON report", written) == ["700", "400"]
    assert len(written.encode()) < 3 * MEGABYTES
