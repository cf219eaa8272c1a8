"""A live tenant as files: the plan is empty afterwards, and nothing of it was told to anybody."""

from __future__ import annotations

import json
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from provisioner.diagnostics import Severity
from provisioner.errors import ProvisionerError, RefusedError, StateError, TenantError, UsageError
from provisioner.model.address import Address
from provisioner.model.state import Binding, PendingWrite, Sealed
from provisioner.simulator import Fault, Key
from provisioner.simulator import Status as Answered
from provisioner.workflow.memory import save, store_of
from tests.journeys.exporting import (
    SECRET,
    SECRET_URI,
    applied,
    channel,
    exported,
    out_of,
    planned,
    set_up_by_hand,
    text_of,
)
from tests.journeys.site import BOT, KEY, LIVE_BOT, QUEUES, TENANT, WEB, Site

VARIABLE = "PROVISIONER_TWIN_2_TOKEN"


def test_a_tenant_set_up_by_hand_is_exported_and_its_plan_is_empty(site: Site) -> None:
    set_up_by_hand(site.tenant)
    site.declare({}, {}, queues={})
    site.forget_requests()
    found = exported(site)
    assert {one.method for one in site.simulator.requests} == {"GET"}
    types = [one.address.type for one in found.drafts.drafts]
    assert (types.count("webhook"), types.count("channel"), len(found.drafts.left_out)) == (30, 30, 7)
    plan = planned(site, **{VARIABLE: SECRET})
    assert not any(one.shown for one in plan.changes)
    assert plan.found_by_name == 0
    result = applied(site, **{VARIABLE: SECRET})
    assert (result.exit_code, result.results, site.writes) == (0, (), [])


def test_the_state_is_what_an_apply_would_have_left(site: Site) -> None:
    set_up_by_hand(site.tenant)
    site.declare({}, {}, queues={})
    exported(site)
    store = store_of(replace(site.options(), folder=out_of(site)))
    before = store.load()
    applied(site, **{VARIABLE: SECRET})
    assert before == store.load()
    assert before is not None
    bound = before.bindings[Address("webhook", "twin-2")]
    assert isinstance(bound.applied["uri"], Sealed)
    assert bound.applied["uri"].template.endswith(f"?token=${{env.{VARIABLE}}}")


def test_two_exports_are_the_same_to_the_byte(site: Site) -> None:
    set_up_by_hand(site.tenant)
    site.declare({}, {}, queues={})
    exported(site, "one")
    exported(site, "two")
    assert text_of(site, "one") == text_of(site, "two")
    before = text_of(site, "two")
    exported(site, "two", force=True)
    assert text_of(site, "two") == before


def test_the_definitions_hold_no_id(site: Site) -> None:
    set_up_by_hand(site.tenant)
    site.declare({}, {}, queues={})
    found = exported(site)
    definitions = text_of(site).partition("# Not declared here:")[0]
    assert not [one.id for one in found.drafts.drafts if one.id in definitions]
    assert "\nqueues:\n  billing: { name: Billing }\n  sales: { name: Sales }\n" in definitions


def test_what_is_left_out_stands_below_as_a_comment(site: Site) -> None:
    set_up_by_hand(site.tenant)
    site.tenant.put(
        "webhooks", LIVE_BOT | {"id": "w-plain", "name": "Plain", "uri": "http://bots.example.com"}
    )
    site.declare({}, {})
    exported(site)
    comments = text_of(site).partition("# Not declared here:\n")[2].splitlines()
    assert len(comments) == 8
    assert comments[0] == '#   webhook "Plain" (w-plain): its uri: http sends every conversation in the clear'
    assert re.fullmatch(r'#   channel "Half" \(\S+\): it has no webhook', comments[2])
    assert re.fullmatch(r'#   channel "WhatsApp line" \(\S+\): of type WhatsApp', comments[7])


def test_an_ordinary_edit_after_an_export_is_one_update(site: Site) -> None:
    hook = site.tenant.put("webhooks", LIVE_BOT)
    site.tenant.put("channels", channel(hook, "Web chat", language="en"))
    site.declare({}, {})
    exported(site)
    path = out_of(site) / "environments" / "prod.yaml"
    path.write_text(text_of(site).replace("name: Web chat", "name: Shop chat"), encoding="utf-8")
    assert applied(site).exit_code == 0
    assert site.writes == ["PUT channels"]
    (body,) = site.tenant.list("channels")
    assert (body["name"], body["language"]) == ("Shop chat", "en")


def test_a_secret_goes_into_the_private_file_and_nowhere_else(site: Site, tmp_path: Path) -> None:
    site.tenant.put("webhooks", LIVE_BOT | {"uri": SECRET_URI})
    site.declare({}, {})
    secrets = tmp_path / "prod.env"
    found = exported(site, secrets_to=secrets)
    assert secrets.read_text() == f"PROVISIONER_BOT_TOKEN={SECRET}\n"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    others = [path for path in tmp_path.rglob("*") if path.is_file() and path != secrets]
    assert len(others) > 3
    assert not [path for path in others if SECRET.encode() in path.read_bytes()]
    assert SECRET not in repr(found)
    assert not any(one.shown for one in planned(site, PROVISIONER_BOT_TOKEN=SECRET).changes)


def test_without_a_secret_no_file_for_them_is_written(site: Site, tmp_path: Path) -> None:
    site.tenant.put("webhooks", LIVE_BOT)
    site.declare({}, {})
    assert exported(site, secrets_to=tmp_path / "prod.env").secrets_to is None
    assert not (tmp_path / "prod.env").exists()


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_file_for_secrets_that_exists_is_left_alone(site: Site, tmp_path: Path, kind: str) -> None:
    site.tenant.put("webhooks", LIVE_BOT | {"uri": SECRET_URI})
    site.declare({}, {})
    other, path = tmp_path / "other", tmp_path / "prod.env"
    other.write_text("A=1\n")
    path.symlink_to(other) if kind == "link" else path.write_text("A=1\n")
    with pytest.raises(ProvisionerError, match=r"prod\.env is in the way"):
        exported(site, secrets_to=path)
    assert (other.read_text(), path.read_text()) == ("A=1\n", "A=1\n")
    exported(site, secrets_to=path, force=True)
    assert (other.read_text(), path.is_symlink()) == ("A=1\n", False)


def test_a_folder_with_files_is_left_alone(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    before = text_of(site, "")
    with pytest.raises(ProvisionerError) as refused:
        exported(site, "")
    assert refused.value.diagnostics[0].detail == "environments/prod.yaml"
    assert (text_of(site, ""), site.requests) == (before, [])


def test_what_no_file_declares_is_added_and_comments_stay(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    path = out_of(site, "") / "environments" / "prod.yaml"
    before = "# by hand\n" + text_of(site, "")
    path.write_text(before, encoding="utf-8")
    site.tenant.put("channels", channel(site.id_of("webhook.bot"), "Billing: chat", 103))
    site.tenant.put("webhooks", LIVE_BOT | {"name": "Other bot", "uri": SECRET_URI})
    found = exported(site, "", merge=True)
    assert [str(one.address) for one in found.drafts.drafts] == ["webhook.other-bot", "channel.billing-chat"]
    after = text_of(site, "")
    added = {line.strip().rstrip(",") for line in after.splitlines()} - set(before.splitlines())
    assert after.startswith("# by hand\n")
    assert '"queue": "support"' in after
    assert '"support": { "name": "Support" }' in added
    site.environ["PROVISIONER_OTHER_BOT_TOKEN"] = SECRET
    assert {one.shown for one in site.plan().changes} == {False}
    assert site.plan().found_by_name == 0
    assert exported(site, "", merge=True).files == ()
    assert text_of(site, "") == after


def test_nothing_is_added_under_a_key_that_a_layer_removed(site: Site) -> None:
    hook = site.tenant.put("webhooks", LIVE_BOT)
    site.tenant.put("channels", channel(hook, "Web chat"))
    shared = out_of(site, "") / "environments" / "shared"
    shared.mkdir(parents=True)
    web = {"name": "Other name", "description": "of the shared one", "webhook": "bot", "queue": "sales"}
    text = json.dumps({"format_version": 1, "channels": {"web-chat": web}})
    (shared / "channels.yaml").write_text(text, encoding="utf-8")
    site.declare({"bot": BOT}, {"web-chat": None}, include=["shared"])
    found = exported(site, "", merge=True)
    assert [str(one.address) for one in found.drafts.drafts] == ["channel.web-chat-2"]
    assert not any(one.shown for one in site.plan().changes if one.address.type == "channel")


def test_what_was_removed_and_lives_on_is_bound_under_its_new_key(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    id = site.id_of("channel.web")
    shared = out_of(site, "") / "environments" / "shared"
    shared.mkdir(parents=True)
    text = json.dumps({"format_version": 1, "channels": {"web": WEB | {"description": "shared"}}})
    (shared / "channels.yaml").write_text(text, encoding="utf-8")
    site.declare({"bot": BOT}, {"web": None}, include=["shared"])
    exported(site, "", merge=True)
    assert Address("channel", "web") not in site.state.bindings
    assert site.id_of("channel.web-chat") == id
    assert site.plan().orphaned == ()


def test_into_a_folder_with_other_environments_a_file_is_added(site: Site) -> None:
    site.declare({"bot": BOT}, {})
    site.apply()
    other = out_of(site) / "environments" / "dev.yaml"
    other.parent.mkdir(parents=True)
    other.write_text("format_version: 1\nenvironment: dev\ntenant: { id: dev, endpoint: simulator }\n")
    with pytest.raises(ProvisionerError, match="Files in the way"):
        exported(site)
    assert exported(site, merge=True).files == ("environments/prod.yaml",)
    assert [one.address.key for one in planned(site).changes] == ["bot"]


def test_another_tenant_of_the_same_name_is_not_added_to(site: Site) -> None:
    site.declare({}, {})
    exported(site)
    site.simulator.add_tenant("other", KEY)
    site.declare({}, {}, tenant={"id": "other"})
    with pytest.raises(RefusedError, match="is about another tenant"):
        exported(site, merge=True)


def test_what_would_speak_of_other_files_is_not_taken_over(site: Site) -> None:
    ignore = {"attribute": "channel.web.name", "reason": "owned by the shop", "until": "2099-01-01"}
    site.declare({"bot": BOT}, {"web": WEB}, ignore=[ignore], promotes_from="dev")
    dev = out_of(site, "") / "environments" / "dev.yaml"
    dev.write_text("format_version: 1\nenvironment: dev\ntenant: { id: dev, endpoint: simulator }\n")
    hook = site.tenant.put("webhooks", LIVE_BOT)
    exported(site, "without")
    assert "ignore" not in text_of(site, "without")
    assert "promotes_from" not in text_of(site, "without")
    site.tenant.put("channels", channel(hook, "Web chat"))
    exported(site, "", force=True)
    assert "channel.web.name" in text_of(site, "")
    assert "promotes_from: dev" in text_of(site, "")


def test_by_force_the_file_is_written_anew_and_keys_and_protection_stay(site: Site) -> None:
    uri = "https://bots.example.com/8x8?token=${env.PROVISIONER_T}"
    site.environ["PROVISIONER_T"] = SECRET
    site.declare({"robot": BOT | {"uri": uri, "protect": True}}, {"shop": WEB | {"webhook": "robot"}})
    site.apply()
    site.change_outside("channel.shop", name="Renamed by hand")
    exported(site, "", force=True)
    plan = site.plan()
    assert {str(one.address): one.shown for one in plan.changes} == {
        "webhook.robot": False,
        "channel.shop": False,
    }
    assert "PROVISIONER_T}" in text_of(site, "")
    assert "protect: true" in text_of(site, "")
    assert "name: Renamed by hand" in text_of(site, "")


def test_a_renamed_key_that_was_never_applied_is_bound_once(site: Site) -> None:
    site.declare({"bot": BOT}, {})
    site.apply()
    id = site.id_of("webhook.bot")
    site.declare({"robot": BOT}, {})
    exported(site, "", force=True)
    assert {str(address): one.id for address, one in site.state.bindings.items()} == {"webhook.robot": id}


def test_a_name_that_two_bear_is_warned_of(site: Site) -> None:
    for uri in ("https://a.example.com/8x8", "https://b.example.com/8x8"):
        site.tenant.put("webhooks", LIVE_BOT | {"uri": uri})
    site.declare({}, {})
    (warning,) = exported(site).notices
    assert (warning.severity, warning.summary) == (Severity.WARNING, '2 live webhooks are called "Bot"')
    assert warning.detail == "webhook.bot, webhook.bot-2"
    assert "  # one of 2 of this name\n  bot-2:\n" in text_of(site)
    assert not any(one.shown for one in planned(site).changes)


@pytest.mark.parametrize(
    ("only", "addresses"),
    [
        (("webhook",), ["webhook.bot", "webhook.other"]),
        (("channel",), ["webhook.bot", "channel.app", "channel.web"]),
        ((Address("channel", "web"),), ["webhook.bot", "channel.web"]),
        ((Address("channel", "app"), "webhook"), ["webhook.bot", "webhook.other", "channel.app"]),
    ],
)
def test_a_part_is_exported_with_what_it_refers_to(
    site: Site, only: tuple[Address | str, ...], addresses: list[str]
) -> None:
    hook = site.tenant.put("webhooks", LIVE_BOT)
    site.tenant.put("webhooks", LIVE_BOT | {"name": "Other", "uri": SECRET_URI})
    site.tenant.put("channels", channel(hook, "Web", 101))
    site.tenant.put("channels", channel(hook, "App", 102))
    site.declare({}, {}, queues={})
    found = exported(site, only=only).drafts
    assert [str(one.address) for one in found.drafts] == addresses
    assert ("billing" in found.queues) is ("channel.app" in addresses)
    assert bool(found.lifted) is ("webhook.other" in addresses)


def test_an_address_that_nothing_would_get_is_refused(site: Site) -> None:
    site.tenant.put("webhooks", LIVE_BOT)
    site.declare({}, {})
    with pytest.raises(UsageError, match=r"No live resource would be channel\.web") as refused:
        exported(site, only=(Address("channel", "web"),))
    assert refused.value.diagnostics[0].detail == "there would be webhook.bot"
    assert not (out_of(site) / "environments").exists()


def test_queues_that_cannot_be_read_are_bound_by_id(site: Site) -> None:
    site.simulator.add_tenant(TENANT, Key(KEY, frozenset({"Chat Gateway"})))
    hook = site.tenant.put("webhooks", LIVE_BOT)
    site.tenant.put("channels", channel(hook, "Web", 104))
    site.declare({}, {}, queues={})
    found = exported(site)
    assert found.drafts.queues == {"queue-104": {"id": 104}}
    assert [one.summary for one in found.notices] == ["The queues were not read: they are bound by id"]
    assert not any(one.shown for one in planned(site).changes)


def test_nothing_is_written_from_an_incomplete_read(site: Site) -> None:
    site.declare({}, {})
    site.inject(Fault(Answered(500), path="/chat-gateway/v1/channels", times=99))
    with pytest.raises(TenantError):
        exported(site)
    assert not out_of(site).exists()


def test_a_resource_that_no_listing_shows_yet_is_exported(site: Site) -> None:
    site.declare({"bot": BOT}, {})
    site.switch(list_lag=9)
    site.apply()
    assert [str(one.address) for one in exported(site).drafts.drafts] == ["webhook.bot"]


def test_an_unknown_outcome_comes_first(site: Site) -> None:
    site.declare({"bot": BOT}, {})
    site.apply()
    pending = PendingWrite(Address("channel", "web"), "create", "Web chat", 0.0, Binding(""))
    store = store_of(site.options())
    save(store, replace(site.state, pending=(pending,)))
    store.unlock()
    with pytest.raises(RefusedError, match="not known yet"):
        exported(site)


def test_the_state_of_another_tenant_is_left_alone(site: Site) -> None:
    site.declare({}, {})
    site.tenant.put("webhooks", LIVE_BOT)
    exported(site)
    site.simulator.add_tenant("other", KEY)
    site.declare({}, {}, tenant={"id": "other"})
    before = text_of(site)
    with pytest.raises(StateError, match="belongs to another tenant"):
        exported(site, force=True)
    assert text_of(site) == before


def test_what_the_loader_does_not_take_leaves_everything_as_it_was(site: Site) -> None:
    hook = site.tenant.put("webhooks", LIVE_BOT)
    site.declare({}, {})
    exported(site)
    before = text_of(site)
    site.tenant.put("channels", channel(hook, "Large", description="\u200b" * 1_500_000))
    with pytest.raises(ProvisionerError, match="cannot be read back"):
        exported(site, force=True)
    assert text_of(site) == before
    assert not any(one.shown for one in planned(site).changes)


def test_secrets_that_cannot_be_written_leave_everything_as_it_was(site: Site, tmp_path: Path) -> None:
    site.tenant.put("webhooks", LIVE_BOT | {"uri": SECRET_URI})
    site.declare({}, {})
    with pytest.raises(ProvisionerError, match="secrets cannot be written"):
        exported(site, secrets_to=tmp_path / "nowhere" / "prod.env")
    assert not (out_of(site) / "environments" / "prod.yaml").exists()
    assert store_of(replace(site.options(), folder=out_of(site))).load() is None


def test_the_queues_are_read_once_and_nothing_twice(site: Site) -> None:
    set_up_by_hand(site.tenant)
    site.declare({}, {})
    site.forget_requests()
    exported(site)
    assert sorted(site.requests) == sorted(
        ["GET /chat-gateway/v1/webhooks", "GET /chat-gateway/v1/channels", f"GET {QUEUES}"]
    )
