from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.model.resource_type import ResourceType
from provisioner.resources import RESOURCE_TYPES
from provisioner.resources.channel import CHANNEL
from provisioner.resources.queue import QUEUE
from provisioner.resources.webhook import WEBHOOK

TEXT = st.text(st.characters(), min_size=1)
DAMAGED: list[Any] = [None, 5, 0, True, 1.5, [], ["x"], {}, {"id": "x"}, "", "x"]
every_type = pytest.mark.parametrize("type", RESOURCE_TYPES, ids=lambda type: type.name)


@every_type
@given(data=st.data())
def test_what_is_encoded_is_decoded_again(type: ResourceType, data: st.DataObject) -> None:
    texts = st.fixed_dictionaries({}, optional={one.name: TEXT for one in type.attributes})
    attributes = data.draw(texts)
    decoded = type.decode(type.encode(attributes))
    assert decoded == {one.name: attributes.get(one.name) for one in type.attributes}


@every_type
def test_an_encoded_body_is_accepted_and_documented(type: ResourceType) -> None:
    body = type.encode({one.name: "x" for one in type.attributes if one.required})
    assert type.accepts(body)
    assert set(body) <= type.documented


@every_type
@given(st.data())
def test_a_damaged_body_is_decoded_to_texts_or_nothing(type: ResourceType, data: st.DataObject) -> None:
    members = sorted(type.documented | {"description", "id", "_links"})
    body = data.draw(st.dictionaries(st.sampled_from(members), st.sampled_from(DAMAGED)))
    decoded = type.decode(body)
    assert set(decoded) == {one.name for one in type.attributes}
    assert all(value is None or isinstance(value, str) for value in decoded.values())
    assert type.accepts(body) in (True, False)


@every_type
def test_attributes_stand_in_the_order_they_are_written_and_protect_is_none_of_them(
    type: ResourceType,
) -> None:
    names = [one.name for one in type.attributes]
    assert names == list(type.decode({}))
    assert "protect" not in names
    assert all(type.attribute(name).name == name for name in names)
    assert names[0] == "name"


@every_type
def test_a_type_stands_after_the_types_it_refers_to(type: ResourceType) -> None:
    earlier = [one.name for one in RESOURCE_TYPES[: RESOURCE_TYPES.index(type)]]
    assert all(one.reference in (*earlier, QUEUE.name) for one in type.references)


def test_what_marks_each_attribute() -> None:
    def marked(mark: str) -> set[str]:
        return {
            f"{type.name}.{one.name}"
            for type in RESOURCE_TYPES
            for one in type.attributes
            if getattr(one, mark)
        }

    assert marked("required") == {
        *("webhook.name", "webhook.uri", "channel.name", "channel.webhook", "channel.queue")
    }
    assert marked("reference") == {"channel.webhook", "channel.queue"}
    assert marked("sensitive") == {"webhook.uri"}
    assert marked("protected") == {"webhook.uri", "channel.webhook", "channel.queue"}
    assert marked("maybe_unreadable") == {"channel.description"}


def test_a_webhook_sends_its_version_under_both_names_and_reads_either() -> None:
    body = WEBHOOK.encode({"version": "v2.0"})
    assert (body["version"], body["notificationVersion"]) == ("v2.0", "v2.0")
    assert WEBHOOK.decode({"notificationVersion": "v1.0"})["version"] == "v1.0"
    assert WEBHOOK.decode({"version": "v2.0", "notificationVersion": "v1.0"})["version"] == "v2.0"


def test_a_channel_is_written_as_chat_api_and_routes_to_a_queue_id_as_text() -> None:
    assert CHANNEL.encode({"name": "Web", "webhook": "w1", "queue": "104"}) == {
        "name": "Web",
        "webHookId": "w1",
        "routingOptions": {"type": "queue", "id": "104"},
        "type": "ChatAPI",
    }


def test_a_queue_id_that_comes_as_a_number_is_read_as_text() -> None:
    assert CHANNEL.decode({"routingOptions": {"type": "queue", "id": 104}})["queue"] == "104"


@pytest.mark.parametrize(
    ("type", "accepted"), [("ChatAPI", True), (None, True), ("SMS", False), ("New", False)]
)
def test_a_channel_of_another_type_is_not_accepted(type: str | None, accepted: bool) -> None:
    assert CHANNEL.accepts({"type": type}) is accepted


def test_a_channel_without_a_type_counts_as_chat_api() -> None:
    assert CHANNEL.accepts({})


def test_every_webhook_is_accepted() -> None:
    assert WEBHOOK.accepts({"type": "anything"})
