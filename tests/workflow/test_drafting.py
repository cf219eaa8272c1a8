"""Live resources in the words of files: keys, references, and what no file can hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from provisioner.config.outline import Outline
from provisioner.config.uri import Destination
from provisioner.model.address import Address
from provisioner.model.environment import Environment, QueueBinding, Tenant
from provisioner.model.live import LiveQueue, LiveResource, Snapshot
from provisioner.workflow.draft import Drafts
from provisioner.workflow.drafting import drafts
from provisioner.workflow.known import Known
from tests.model.builders import (
    URI,
    binding,
    live,
    live_channel,
    live_webhook,
    webhook,
)

QUEUES = (LiveQueue("101", "Sales", "chat"), LiveQueue("102", "Billing", "chat"))


def known(*definitions: Any, declared: bool = False, queues: dict[str, QueueBinding] | None = None) -> Known:
    by_address = {one.address: one for one in definitions}
    environment = Environment("prod", "environments/prod.yaml", Tenant("acme"), queues=queues or {})
    outline = Outline((), {}, (), frozenset(), Destination())
    return Known(environment, outline, {}, by_address, frozenset(by_address if declared else ()))


def drafted(*resources: LiveResource, about: Known | None = None, bound: Any = None) -> Drafts:
    by_type = {type: tuple(one for one in resources if one.type == type) for type in ("webhook", "channel")}
    snapshot = Snapshot(by_type, QUEUES)
    return drafts((about or known()).beside(snapshot, bound or {}), snapshot)


def words(found: Drafts) -> dict[str, dict[str, str]]:
    return {str(one.address): dict(one.attributes) for one in found.drafts}


def reasons(found: Drafts) -> list[str]:
    return [one.reason for one in found.left_out]


def test_references_are_keys_and_no_id_is_left() -> None:
    found = drafted(live_webhook(), live_channel())
    assert words(found) == {
        "webhook.bot": {"name": "bot", "uri": URI, "version": "Chat Gateway v1.0"},
        "channel.web": {"name": "web", "webhook": "bot", "queue": "sales"},
    }
    assert found.queues == {"sales": {"name": "Sales"}}
    assert found.left_out == ()


def test_only_queues_in_use_are_bound() -> None:
    assert drafted(live_webhook()).queues == {}


def test_text_that_looks_like_a_placeholder_is_escaped() -> None:
    found = drafted(live_webhook(), live_channel(name="a ${b}", description="$${c}"))
    assert words(found)["channel.a-b"]["name"] == "a $${b}"
    assert words(found)["channel.a-b"]["description"] == "$$${c}"


def test_twins_get_numbers_by_what_they_are_and_not_by_their_ids() -> None:
    twins = live_channel("c1", queue="101"), live_channel("c2", queue="102")
    for order in (twins, twins[::-1]):
        found = drafted(live_webhook(), *order)
        assert [(one.address.key, one.id, one.twins) for one in found.drafts][1:] == [
            ("web", "c2", 2),
            ("web-2", "c1", 2),
        ]


def test_a_bound_resource_keeps_its_key_and_its_references_follow() -> None:
    found = drafted(live_webhook(), live_channel(), bound={Address("webhook", "robot"): binding("w1")})
    assert words(found)["channel.web"]["webhook"] == "robot"


def test_a_key_that_is_bound_is_given_to_no_other() -> None:
    found = drafted(
        live_webhook("w1"), live_webhook("w2", "other"), bound={Address("webhook", "bot"): binding("w2")}
    )
    assert [(one.address.key, one.id) for one in found.drafts] == [("bot", "w2"), ("bot-2", "w1")]


def test_what_is_found_by_name_keeps_the_key_its_files_give_it() -> None:
    found = drafted(live_webhook(), about=known(webhook("robot", name="bot")))
    assert [one.address.key for one in found.drafts] == ["robot"]


def test_what_is_declared_is_not_drafted_and_can_be_referred_to() -> None:
    about = known(webhook("robot", name="bot"), declared=True)
    found = drafted(live_webhook(), live_channel(), about=about)
    assert words(found) == {"channel.web": {"name": "web", "webhook": "robot", "queue": "sales"}}


def test_protection_is_taken_over() -> None:
    found = drafted(live_webhook(), about=known(replace(webhook(), protect=True)))
    assert found.drafts[0].protect


def test_of_two_that_may_be_the_declared_one_none_is_drafted() -> None:
    about = known(webhook(), declared=True)
    found = drafted(live_webhook("w1"), live_webhook("w2"), about=about)
    assert found.drafts == ()
    assert reasons(found) == ["it may be webhook.bot: several live resources bear that name"] * 2


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (live("webhook", None, "bot"), "its id or name is missing or no text"),
        (live("channel", "c1", "Text", type="SMS"), "of type SMS"),
        (live_webhook(uri="http://bots.example.com"), "its uri: http sends every conversation in the clear"),
        (live_webhook(uri="https://127.1/8x8"), "its uri: the host is the calling machine itself"),
        (live_webhook(uri="https://a:b@h/8x8"), "its uri: a URI must not carry a user or a password"),
        (live("webhook", "w1", "bot"), "it has no uri"),
        (live_webhook(name="x" * 256), "its name: has 256 characters"),
        (live_webhook(name="bot "), "its name: begins or ends with a blank"),
        (live_webhook(name="b\u200bot"), "its name: holds U+200B"),
        (live_webhook(name="\ud800"), "its name: holds U+D800"),
        (live_channel(), "its webhook w1 is not in the tenant"),
        (live_channel(webHookId=None), "it has no webhook"),
    ],
)
def test_what_a_file_cannot_hold_is_left_out_with_the_reason(one: LiveResource, reason: str) -> None:
    found = drafted(one)
    assert (found.drafts, reasons(found)) == ((), [reason])


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (live_channel(queue="9"), "its queue 9 is not in the tenant"),
        (live_channel(routingOptions=None), "it has no queue"),
        (live_channel(description="a\x00b"), "its description: holds U+0000"),
    ],
)
def test_a_channel_is_left_out_and_its_webhook_is_not(one: LiveResource, reason: str) -> None:
    found = drafted(live_webhook(), one)
    assert (list(words(found)), reasons(found)) == (["webhook.bot"], [reason])


def test_a_channel_whose_webhook_is_left_out_goes_with_it() -> None:
    found = drafted(live_webhook(uri="http://bots.example.com"), live_channel())
    assert reasons(found)[1] == "its webhook w1 is left out"


def test_of_names_that_look_the_same_one_is_drafted() -> None:
    found = drafted(live_webhook("w1", "Bot"), live_webhook("w2", "\uff22ot"))
    assert [one.id for one in found.drafts] == ["w1"]
    assert reasons(found) == ["its name cannot be told from another one"]


def test_of_names_that_look_the_same_the_bound_one_stays() -> None:
    bound = {Address("webhook", "bot"): binding("w2")}
    found = drafted(live_webhook("w1", "Bot"), live_webhook("w2", "\uff22ot"), bound=bound)
    assert [one.id for one in found.drafts] == ["w2"]


def test_a_private_host_is_drafted_for_the_loader_only_doubts_it() -> None:
    assert drafted(live_webhook(uri="https://10.0.0.1/8x8")).left_out == ()
