"""What is sent: references as ids, secrets as they are, and everything that lives and is not managed."""

from __future__ import annotations

import pytest

from provisioner.apply.body import UnresolvedReferenceError, create_body, replace_body, texts
from provisioner.model.address import Address
from provisioner.model.value import Reference, Secret
from provisioner.resources.channel import CHANNEL
from provisioner.resources.webhook import WEBHOOK

LIVE = {
    "id": "1",
    "_links": {"self": {"href": "/1"}},
    "name": "Web",
    "type": "ChatAPI",
    "webHookId": "9",
    "routingOptions": {"type": "queue", "id": "101", "priority": 7},
    "locale": "de",
}


def test_every_kind_of_value_has_its_text() -> None:
    desired = {
        "name": "Web",
        "description": None,
        "webhook": Reference("bot", None),
        "queue": Reference("sales", "101", "Sales"),
    }
    assert texts(CHANNEL, desired, {Address("webhook", "bot"): "9"}) == {
        "name": "Web",
        "description": "",
        "webhook": "9",
        "queue": "101",
    }
    assert texts(WEBHOOK, {"uri": Secret("https://x?t=1", "shown")}, {}) == {"uri": "https://x?t=1"}


def test_a_reference_that_has_no_id_yet_is_a_fault_of_the_order() -> None:
    with pytest.raises(UnresolvedReferenceError, match=r"webhook\.bot"):
        texts(CHANNEL, {"webhook": Reference("bot", None)}, {})


def test_what_is_declared_goes_over_what_is_sent_on_create() -> None:
    assert create_body(WEBHOOK, {"version": "v2.0"}) == {"version": "v2.0", "notificationVersion": "v2.0"}


def test_a_replacement_overlays_members_within_members() -> None:
    body = replace_body(CHANNEL, {"queue": "102"}, LIVE, documented_only=False)
    assert body == {
        "name": "Web",
        "type": "ChatAPI",
        "webHookId": "9",
        "routingOptions": {"type": "queue", "id": "102", "priority": 7},
        "locale": "de",
    }


def test_a_replacement_takes_the_place_of_a_member_that_is_no_object() -> None:
    body = replace_body(CHANNEL, {"queue": "102"}, LIVE | {"routingOptions": None}, documented_only=False)
    assert body["routingOptions"] == {"type": "queue", "id": "102"}


def test_a_replacement_sends_both_members_for_the_version_that_lives() -> None:
    body = replace_body(WEBHOOK, {"name": "Bot"}, {"id": "1", "version": "v1.0"}, documented_only=True)
    assert body == {"name": "Bot", "version": "v1.0", "notificationVersion": "v1.0"}
