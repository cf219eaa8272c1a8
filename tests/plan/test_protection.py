from __future__ import annotations

from dataclasses import replace

import pytest

from provisioner.model.address import Address
from provisioner.model.environment import Guards
from provisioner.model.value import Secret
from provisioner.plan.change import Action
from provisioner.plan.guards import refusals
from tests.model.builders import channel, live_webhook, webhook
from tests.plan.builders import World, allowing, by_id, fleet, told
from tests.plan.worlds import ELSEWHERE, FOREIGN, PROTECTED


def test_a_protected_channel_names_what_would_move_and_the_flag() -> None:
    assert told(PROTECTED) == [
        "channel.web is protected: the plan would change its queue; "
        "if that is meant, pass --allow-protected channel.web"
    ]


def test_a_protected_webhook_keeps_its_uri() -> None:
    world = replace(fleet(1, changed=1), definitions=[replace(webhook("w0", uri=ELSEWHERE), protect=True)])
    (refusal,) = told(world)
    assert "the plan would change its uri" in refusal


def test_a_protected_channel_is_not_repointed_by_a_queue_key_bound_anew() -> None:
    bound = replace(PROTECTED, definitions=[webhook(), replace(channel(), protect=True)])
    assert told(bound) == []
    assert told(replace(bound, queues={"sales": by_id("1043")}))


def test_a_protected_channel_may_be_renamed_and_created() -> None:
    renamed = replace(channel(name="New"), protect=True)
    assert told(replace(PROTECTED, definitions=[webhook(), renamed])) == []
    assert told(World([webhook(), renamed])) == []


def test_leave_for_one_address_is_not_leave_for_another() -> None:
    assert told(allowing(PROTECTED, protected=frozenset({Address("channel", "other")})))


@pytest.mark.parametrize(
    ("uri", "passes"),
    [
        ("https://bots.example.com/8x8", True),
        ("https://BOTS.Example.COM:8443/8x8", True),
        ("https://a.b.example.com", True),
        ("https://example.com", False),
        ("https://bots.example.com.evil.test", False),
        ("https://evil.test/bots.example.com", False),
        ("https://bots.example.com@evil.test", False),
        ("no uri", False),
    ],
)
def test_a_webhook_points_to_allowed_hosts_only(uri: str, passes: bool) -> None:
    world = World([webhook(uri=uri)], guards=Guards(allowed_hosts=("*.Example.com",)))
    assert (told(world) == []) is passes


def test_a_foreign_host_is_told_with_the_flag_and_the_place_of_the_uri() -> None:
    assert told(FOREIGN) == [
        "webhook.bot points to a host this environment does not allow: bots.elsewhere.example is not among "
        "guards.allowed_hosts: *.example.com; add it there, or pass --allow-host bots.elsewhere.example"
    ]
    (refusal,) = refusals(FOREIGN.review())
    assert refusal.position == webhook().position


def test_a_host_is_refused_even_when_nothing_changes() -> None:
    assert told(replace(fleet(1), guards=Guards(allowed_hosts=("elsewhere.example",))))


def test_without_allowed_hosts_every_host_passes() -> None:
    assert told(replace(FOREIGN, guards=Guards())) == []


def test_a_secret_uri_is_checked_and_not_quoted() -> None:
    secret = Secret("https://evil.test/?token=CANARY", "https://${env.PROVISIONER_X}")
    (refusal,) = told(replace(FOREIGN, definitions=[webhook(uri=secret)]))
    assert "evil.test" in refusal
    assert "CANARY" not in refusal
    unknown = Secret(None, "https://${env.PROVISIONER_X}")
    assert told(replace(FOREIGN, definitions=[webhook(uri=unknown)])) == []


def test_what_is_no_longer_declared_is_no_business_of_allowed_hosts() -> None:
    elsewhere = Guards(allowed_hosts=("*.elsewhere.example",), deletes=True)
    world = replace(fleet(1), definitions=[webhook("new", uri=ELSEWHERE)], guards=elsewhere, prune=True)
    assert [change.action for change in world.plan().changes] == [Action.CREATE, Action.DELETE]
    assert told(world) == []


def test_what_is_gone_is_no_business_of_protection() -> None:
    gone = replace(PROTECTED, definitions=[webhook()], live=[live_webhook()], prune=True)
    assert [change.action for change in gone.plan().changes] == [Action.NO_OP, Action.FORGET]
    assert told(gone) == []
