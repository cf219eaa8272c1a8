"""`drift` on the command line: what it shows, how it ends, and what an earlier report adds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from provisioner.simulator import Fault, Status
from tests.cli.shell import Ended, Shell
from tests.journeys.site import BOT, CHANNELS, TENANT, WEB, WEBHOOKS, Site

APP = WEB | {"name": "App chat"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """An applied environment whose log is empty."""
    monkeypatch.setenv("PROVISIONER_KEY", "eght_the-key-of-acme")
    with Site.opened(tmp_path) as site:
        site.declare({"bot": BOT}, {"web": WEB, "app": APP})
        site.apply()
        site.forget_requests()
        yield site


def drift(site: Site, *arguments: str) -> Ended:
    return Shell(site.folder).run("drift", *arguments)


def document(site: Site, *arguments: str) -> Any:
    ended = drift(site, "-o", "json", *arguments)
    assert ended.json["exit_code"] == ended.code
    return ended.json


def save(site: Site, document: object) -> str:
    """A file that holds a report, or anything else."""
    path = site.folder / "earlier.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def repoint(site: Site, address: str = "channel.web", queue: str = "102") -> None:
    site.change_outside(address, routingOptions={"type": "queue", "id": queue})


def test_without_drift_it_says_so_and_ends_with_0(site: Site) -> None:
    ended = drift(site)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("No drift. 3 in sync.\n100% of what lives is declared.\n")


def test_a_change_outside_is_shown_with_both_sides_and_both_ways_back(site: Site) -> None:
    repoint(site)
    ended = drift(site)
    assert ended.code == 2
    assert '    queue: live billing "Billing" (102), files sales "Sales" (101)\n' in ended.out
    assert "Drift: 1 drift. 2 in sync.\n" in ended.out
    assert "Put the tenant back: provisioner apply -e prod\n" in ended.out
    assert "Take it into the files: provisioner accept -e prod\n" in ended.out


def test_what_the_files_changed_is_pending_and_no_drift(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB | {"queue": "billing"}, "app": APP})
    ended = drift(site)
    assert ended.code == 0
    assert "~ pending  channel.web" in ended.out
    assert "No drift: 1 pending. 2 in sync.\n" in ended.out
    assert "Apply what is pending: provisioner apply -e prod\n" in ended.out
    assert "accept" not in ended.out


def test_what_both_changed_shows_three_values(site: Site) -> None:
    repoint(site, queue="103")
    site.declare({"bot": BOT}, {"web": WEB | {"queue": "billing"}, "app": APP})
    shown = 'live "Support" (103), files billing "Billing" (102), last applied sales "Sales" (101)'
    ended = drift(site)
    assert ended.code == 2
    assert f"    queue: {shown}\n" in ended.out


def test_what_is_missing_is_one_line_without_its_attributes(site: Site) -> None:
    site.remove_outside("channel.web")
    ended = drift(site)
    assert ended.code == 2
    assert '- missing  channel.web "Web chat"\n    missing: it was deleted outside' in ended.out
    assert "queue:" not in ended.out


def test_without_state_the_origin_is_unknown(site: Site) -> None:
    repoint(site)
    for path in (site.folder / ".provisioner" / "state").iterdir():
        path.unlink()
    document_ = document(site)
    (web,) = [one for one in document_["resources"] if one["address"] == "channel.web"]
    assert (web["word"], web["differences"][0]["reason"]) == ("drift", "origin unknown")
    assert document_["exit_code"] == 2
    assert 'files sales "Sales" (101) (origin unknown)\n' in drift(site).out


def test_guards_do_not_keep_anybody_from_looking(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB, "app": APP}, guards={"max_updates": 0})
    repoint(site)
    assert drift(site).code == 2


def test_an_almost_empty_tenant_is_a_warning_beside_the_missing(site: Site) -> None:
    for address in ("channel.web", "channel.app", "webhook.bot"):
        site.remove_outside(address)
    ended = drift(site)
    assert ended.code == 2
    assert "Drift: 3 missing." in ended.out
    assert "warning: Far fewer live resources than expected" in ended.err


@pytest.mark.parametrize(
    ("words", "code"),
    [("pending", 0), ("missing,orphaned", 0), ("drift", 2), ("orphaned,drift", 2), ("any", 2)],
)
def test_fail_on_says_what_ends_with_2(site: Site, words: str, code: int) -> None:
    repoint(site)
    assert drift(site, "--fail-on", words).code == code


@pytest.mark.parametrize("words", ["unmanaged", "any"])
def test_it_can_fail_on_what_no_file_declares(site: Site, words: str) -> None:
    site.tenant.put("channels", {"id": "theirs", "name": "Theirs", "type": "ChatAPI"})
    assert drift(site).code == 0
    assert drift(site, "--fail-on", words).code == 2


@pytest.mark.parametrize("words", ["", "in sync", "ignored", "drift,", "Drift"])
def test_an_unknown_word_is_wrong_usage(site: Site, words: str) -> None:
    ended = drift(site, "--fail-on", words)
    assert ended.code == 64
    assert "pending, drift, conflict" in ended.err


def test_exit_zero_shows_and_does_not_fail(site: Site) -> None:
    repoint(site)
    ended = drift(site, "--exit-zero")
    assert ended.code == 0
    assert "! drift" in ended.out


@pytest.mark.parametrize("collection", [WEBHOOKS, CHANNELS])
@pytest.mark.parametrize("flags", [(), ("--exit-zero",), ("--fail-on", "pending")])
def test_fault_62_one_collection_that_cannot_be_read_makes_the_report_incomplete_never_no_drift(
    site: Site, collection: str, flags: tuple[str, ...]
) -> None:
    site.inject(Fault(Status(500), "GET", collection, times=None))
    told = document(site, "--timeout", "0.2", *flags)
    assert (told["exit_code"], told["report"], told["complete"]) == (69, "drift", False)
    assert (told["resources"], told["coverage"], set(told["counts"].values())) == ([], None, {0})
    assert told["errors"]
    text = drift(site, "--timeout", "0.2", *flags)
    assert "Incomplete: the tenant could not be read" in text.out
    assert "No drift" not in text.out
    assert "error: " in text.err


def test_fault_62_a_key_that_is_refused_leaves_the_report_incomplete_as_well(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PROVISIONER_KEY")
    told = document(site)
    assert (told["exit_code"], told["complete"]) == (77, False)


def test_an_ignored_attribute_is_counted_and_no_drift(site: Site) -> None:
    repoint(site)
    ignore = [{"attribute": "channel.web.queue", "reason": "night shift", "until": "2999-12-31"}]
    site.declare({"bot": BOT}, {"web": WEB, "app": APP}, ignore=ignore)
    ended = drift(site)
    assert ended.code == 0
    assert "1 attribute ignored: channel.web.queue until 2999-12-31, differs (night shift)." in ended.out
    (web,) = [one for one in document(site)["resources"] if one["address"] == "channel.web"]
    (link,) = [one for one in web["links"] if one["attribute"] == "queue"]
    assert (web["ignored"], link["word"]) == (["queue"], "ignored")
    assert (link["live"]["id"], link["desired"]["id"]) == ("102", "101")


def test_every_resource_says_where_it_points(site: Site) -> None:
    repoint(site)
    (web,) = [one for one in document(site)["resources"] if one["address"] == "channel.web"]
    assert [(one["attribute"], one["word"]) for one in web["links"]] == [
        ("webhook", "in sync"),
        ("queue", "drift"),
    ]


def test_an_orphan_says_where_it_points_now(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    (orphan,) = [one for one in document(site)["resources"] if one["word"] == "orphaned"]
    assert (orphan["address"], orphan["id"], orphan["name"]) == (
        "channel.app",
        site.id_of("channel.app"),
        "App chat",
    )
    assert {(one["attribute"], one["desired"], bool(one["live"])) for one in orphan["links"]} == {
        ("webhook", None, True),
        ("queue", None, True),
    }


def test_since_tells_what_was_there_what_is_new_and_what_was_resolved(site: Site) -> None:
    repoint(site)
    repoint(site, "channel.app")
    earlier = document(site)
    assert {one["first_seen"] for one in earlier["resources"]} == {None}
    earlier["time"] = "2026-01-01T08:00:00+00:00"
    repoint(site, "channel.app", "101")
    site.change_outside("channel.web", name="Theirs")
    later = document(site, "--since", save(site, earlier))
    (web,) = [one for one in later["resources"] if one["address"] == "channel.web"]
    assert [(one["attribute"], one["first_seen"]) for one in web["differences"]] == [
        ("name", later["time"]),
        ("queue", "2026-01-01T08:00:00+00:00"),
    ]
    assert (later["since"], web["first_seen"]) == ("2026-01-01T08:00:00+00:00",) * 2
    assert later["resolved"] == [
        {
            "address": "channel.app",
            "attribute": "queue",
            "word": "drift",
            "first_seen": "2026-01-01T08:00:00+00:00",
        }
    ]
    text = drift(site, "--since", save(site, earlier)).out
    assert ", first seen 2026-01-01T08:00:00+00:00\n" in text
    assert "= resolved  channel.app queue: was drift, first seen 2026-01-01T08:00:00+00:00\n" in text


def test_since_carries_over_a_report_that_was_incomplete(site: Site) -> None:
    site.remove_outside("channel.web")
    monday = document(site) | {"time": "2026-01-05T08:00:00+00:00"}
    site.inject(Fault(Status(500), "GET", CHANNELS, times=None))
    tuesday = document(site, "--timeout", "0.2", "--since", save(site, monday))
    assert [one["first_seen"] for one in tuesday["unverified"]] == ["2026-01-05T08:00:00+00:00"]
    site.simulator.clear_faults()
    wednesday = document(site, "--since", save(site, tuesday))
    (web,) = [one for one in wednesday["resources"] if one["address"] == "channel.web"]
    assert (web["word"], web["first_seen"]) == ("missing", "2026-01-05T08:00:00+00:00")


def test_since_finds_its_environment_in_a_report_on_several(site: Site) -> None:
    repoint(site)
    one = document(site) | {"time": "2026-01-05T08:00:00+00:00"}
    failed = {"report": "failure", "format_version": 1, "errors": [], "exit_code": 78, "environment": "dev"}
    several = {"report": "several", "format_version": 1, "documents": [failed, one], "errors": []}
    later = document(site, "--since", save(site, several))
    assert later["since"] == "2026-01-05T08:00:00+00:00"
    without = drift(site, "--since", save(site, several | {"documents": [failed]}))
    assert without.code == 2
    assert "tells nothing of prod" in without.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tenant": "other"}, f"it is about tenant other, not {TENANT}"),
        ({"environment": "dev"}, "it is about dev, not prod"),
        ({"report": "plan"}, "it is a report of another command: plan"),
        ({"report": "several", "documents": [{"report": "plan"}]}, "reports of another command: plan"),
        ({"format_version": 2}, "its format_version is 2, this version of provisioner reads 1"),
        ({"time": "yesterday"}, "'time' is not a time"),
        ({"time": None}, "'time' is missing"),
        ({"resources": "none"}, "'resources' is missing or not a list"),
        ({"resources": [{"address": "web"}]}, "'web' is not an address"),
        ({"resources": [{"address": "a.b", "word": "odd"}]}, "'odd' is not a word of this version"),
        ({"unverified": [{"address": "a.b"}]}, "'first_seen' is missing"),
    ],
)
def test_a_report_that_cannot_be_the_earlier_one_ends_with_78(
    site: Site, change: dict[str, Any], said: str
) -> None:
    ended = drift(site, "--since", save(site, document(site) | change))
    assert ended.code == 78
    assert said in ended.err


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"report": 1}', b"[" * 100_000])
def test_a_file_that_is_no_report_ends_with_78_and_no_call(site: Site, content: bytes) -> None:
    path = site.folder / "earlier.json"
    path.write_bytes(content)
    site.forget_requests()
    ended = drift(site, "--since", str(path))
    assert ended.code == 78
    assert "earlier.json is not a drift report" in ended.err
    assert site.requests == []


def test_a_file_that_is_not_there_ends_with_78(site: Site) -> None:
    for path in (site.folder / "nowhere.json", site.folder):
        ended = drift(site, "--since", str(path))
        assert ended.code == 78
        assert "cannot be read" in ended.err


def test_what_an_earlier_report_says_is_shown_escaped(site: Site) -> None:
    evil = {
        "address": "channel.web",
        "attribute": "\n::error::owned `x`",
        "word": "drift",
        "first_seen": "2026-01-05T08:00:00+00:00",
    }
    path = save(site, document(site) | {"unverified": [evil]})
    assert "\n::error" not in drift(site, "--since", path).out
    assert "\n::error" not in drift(site, "--since", path, "-o", "markdown").out
