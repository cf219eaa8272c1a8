"""Several tenants held against each other: what differs, what is meant to, and nobody is written to."""

from __future__ import annotations

from typing import Any

import pytest

from provisioner.diff.across import Cause
from provisioner.diff.side import Presence
from provisioner.errors import ConfigurationError, CredentialError, TenantError
from provisioner.model.value import Reference
from provisioner.simulator import Fault, Key, Queue
from provisioner.simulator import Status as Answered
from provisioner.workflow.compare import Basis, Compared, compare
from tests.journeys.exporting import channel
from tests.journeys.site import LIVE_BOT
from tests.journeys.tenants import QUEUES, Tenants

OTHER_QUEUES = (Queue(101, "Verkauf"), Queue(202, "Billing"), Queue(303, "Support"))


@pytest.fixture
def pair(tenants: Tenants) -> Tenants:
    """Two tenants with other ids, other queues and other hosts, set up from the same files."""
    tenants.add("dev")
    tenants.add("prod", live=OTHER_QUEUES)
    tenants.apply("dev", "prod")
    return tenants


def held(tenants: Tenants, *names: str, basis: Basis = Basis.BOTH, **rest: Any) -> Compared:
    return compare([tenants.options(name) for name in names or ("dev", "prod")], basis, **rest)


def real(found: Compared) -> dict[str, list[str]]:
    """What really differs: attributes by address or name."""
    return {
        str(one.first.address or one.first.name): [inner.attribute for inner in one.divergences]
        for one in found.comparison.compared
        if not one.meant
    }


def meant(found: Compared) -> dict[str, list[Cause | None]]:
    """What is meant to differ, and why."""
    return {
        str(one.first.address): [one.cause] * one.uneven + [inner.cause for inner in one.divergences]
        for one in found.comparison.compared
        if one.meant
    }


def test_ids_queues_and_hosts_are_no_difference(pair: Tenants) -> None:
    found = held(pair)
    assert real(found) == {}
    assert meant(found) == {"webhook.bot": [Cause.VARIABLES]}
    assert found.comparison.same == 1
    assert {one.method for one in pair.simulator.requests[-6:]} == {"GET"}


def test_what_is_edited_and_not_yet_applied_differs_where_it_is_not_yet(pair: Tenants) -> None:
    pair.change("shared/channels.yaml", "name: Web chat", "name: Shop chat")
    assert real(held(pair)) == {}
    pair.apply("dev")
    assert real(held(pair)) == {"channel.web": ["name"]}
    pair.apply("prod")
    assert real(held(pair)) == {}


def test_what_somebody_changed_in_one_tenant_really_differs(pair: Tenants) -> None:
    pair.change_outside("prod", "webhook.bot", uri="https://evil.example.net/8x8")
    pair.change_outside("prod", "channel.web", routingOptions={"type": "queue", "id": "202"})
    assert real(held(pair)) == {"webhook.bot": ["uri"], "channel.web": ["queue"]}


def test_an_overlay_and_a_removal_are_meant(pair: Tenants) -> None:
    pair.add("prod", "channels:\n  web: { queue: billing }\n")
    pair.apply("prod")
    assert meant(held(pair))["channel.web"] == [Cause.OVERLAY]
    pair.of["prod"].remove("channels", pair.live("prod", "channel.web")["id"])
    pair.add("prod", "channels:\n  web: null\n")
    assert meant(held(pair))["channel.web"] == [Cause.REMOVED]


def test_what_only_one_file_declares_really_differs(pair: Tenants) -> None:
    app = "channels:\n  app: { name: App chat, webhook: bot, queue: sales }\n"
    pair.add("dev", app)
    pair.apply("dev")
    found = held(pair)
    assert real(found) == {"channel.app": []}
    (app_chat,) = (one for one in found.comparison.compared if one.uneven)
    assert [one is None for one in app_chat.members] == [False, True]


def test_what_is_declared_and_was_deleted_is_told_as_such(pair: Tenants) -> None:
    pair.of["prod"].remove("channels", pair.live("prod", "channel.web")["id"])
    (found,) = (one for one in held(pair).comparison.compared if one.uneven)
    assert [one.presence if one else None for one in found.members] == [Presence.THERE, Presence.MISSING]


def test_tenants_without_definitions_are_matched_by_name(tenants: Tenants) -> None:
    for name, queue, queues in (("dev", 103, QUEUES), ("prod", 303, OTHER_QUEUES)):
        tenants.add(name, live=queues, include="")
        hook = tenants.of[name].put("webhooks", LIVE_BOT)
        tenants.of[name].put("channels", channel(hook, "Web chat", queue))
        tenants.of[name].put("channels", channel(hook, f"Only {name}", queue))
    for basis in (Basis.BOTH, Basis.LIVE):
        found = held(tenants, basis=basis)
        assert real(found) == {"Only dev": [], "Only prod": []}
        assert found.comparison.same == 2


def test_live_alone_needs_no_definition_to_be_right(pair: Tenants) -> None:
    pair.write("shared/channels.yaml", "format_version: 1\nchannels: { web: { nme: x } }\n")
    with pytest.raises(ConfigurationError):
        held(pair)
    assert real(held(pair, basis=Basis.LIVE)) == {"Bot": ["uri"], "Web chat": ["queue"]}


def test_the_files_alone_need_no_secret_and_no_tenant(pair: Tenants) -> None:
    pair.change("shared/webhooks.yaml", "/8x8", "/8x8?token=${env.PROVISIONER_TOKEN}")
    pair.add("prod", "channels:\n  web: { name: Shop chat }\n")
    pair.environ.clear()
    pair.simulator.forget_requests()
    found = held(pair, basis=Basis.CONFIG)
    assert real(found) == {}
    assert meant(found) == {"webhook.bot": [Cause.VARIABLES], "channel.web": [Cause.OVERLAY]}
    assert pair.simulator.requests == []


def test_a_secret_that_each_tenant_has_of_its_own_is_no_difference(pair: Tenants) -> None:
    pair.change(
        "shared/webhooks.yaml", "${vars.host}/8x8", "bots.example.com/8x8?token=${env.PROVISIONER_TOKEN}"
    )
    for name, secret in (("dev", "one-secret"), ("prod", "another-secret")):
        pair.apply(name, environ={**pair.environ, "PROVISIONER_TOKEN": secret})
    options = [
        pair.options(name, environ={**pair.environ, "PROVISIONER_TOKEN": secret})
        for name, secret in (("dev", "one-secret"), ("prod", "another-secret"))
    ]
    found = compare(options, Basis.BOTH)
    assert (found.comparison.compared, found.comparison.same) == ((), 2)


def test_a_queue_that_no_file_binds_goes_by_its_name(pair: Tenants) -> None:
    hook = pair.live("dev", "webhook.bot")["id"]
    pair.of["dev"].put("channels", channel(hook, "Theirs", 103))
    pair.simulator.forget_requests()
    (theirs,) = (one for one in held(pair).comparison.compared if one.uneven)
    member = theirs.members[0]
    assert member is not None
    assert member.words["queue"].value == Reference(None, "103", "Support")
    assert len(pair.simulator.requests) == 2 * 3


def test_queues_that_cannot_be_named_are_not_compared_and_that_is_told(tenants: Tenants) -> None:
    for name in ("dev", "prod"):
        tenants.add(name, include="")
        hook = tenants.of[name].put("webhooks", LIVE_BOT)
        tenants.of[name].put("channels", channel(hook, "Web chat", 103))
    key = Key("eght_key-of-prod", frozenset({"Chat Gateway"}))
    tenants.simulator.add_tenant("prod", key)
    found = held(tenants)
    assert (found.comparison.compared, found.comparison.same) == ((), 2)
    assert [one.summary for one in found.notices] == ["prod: some queues have no name here"]


def test_three_tenants_are_compared_at_once(pair: Tenants) -> None:
    pair.add("staging")
    pair.apply("staging")
    pair.change_outside("staging", "channel.web", name="Hijacked")
    found = held(pair, "dev", "staging", "prod")
    (web,) = (one for one in found.comparison.compared if not one.meant)
    assert web.divergences[0].groups == (0, 1, 0)


def test_what_no_file_manages_is_compared_when_asked_for(pair: Tenants) -> None:
    pair.change_outside("prod", "webhook.bot", version="v1.0")
    assert real(held(pair)) == {}
    assert real(held(pair, every=True)) == {"webhook.bot": ["uri", "version"]}


def test_nothing_is_said_of_a_tenant_that_cannot_be_read(pair: Tenants) -> None:
    pair.simulator.inject(Fault(Answered(500), path="/chat-gateway/v1/channels", times=99))
    with pytest.raises(TenantError) as failed:
        held(pair)
    assert {one.summary.partition(":")[0] for one in failed.value.diagnostics} == {"dev", "prod"}


def test_the_gravest_failure_stands_for_all(pair: Tenants) -> None:
    del pair.environ["PROVISIONER_DEV_KEY"]
    with pytest.raises(CredentialError) as failed:
        held(pair)
    assert [one.summary for one in failed.value.diagnostics] == ["dev: A credential is missing"]
    pair.simulator.inject(Fault(Answered(500), path="/chat-gateway/v1/channels", times=99))
    with pytest.raises(TenantError) as both:
        held(pair)
    assert both.value.exit_code == 69
