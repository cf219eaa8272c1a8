from __future__ import annotations

from provisioner.model.address import Address
from provisioner.model.references import References
from provisioner.model.value import Reference, Secret, Value
from provisioner.plan.values import desired_values, live_value, live_values, templates
from provisioner.resources.channel import CHANNEL
from provisioner.resources.webhook import WEBHOOK
from tests.model.builders import SEAL, live_channel

TEMPLATE = "https://h.example.com/${env.PROVISIONER_X}"
SECRET = Secret("https://h.example.com/CANARY", TEMPLATE)
REFERENCES = References({Address("webhook", "bot"): "w1"}, {("queue", "101"): "Sales"})


def shown(value: Value) -> str:
    assert isinstance(value, Secret)
    return value.shown


def test_desired_values_stand_in_attribute_order_with_references_resolved() -> None:
    attributes = {"queue": "sales", "webhook": "bot", "name": "Web"}
    desired = desired_values(CHANNEL, attributes, REFERENCES)
    assert list(desired.items()) == [
        ("name", "Web"),
        ("webhook", Reference("bot", "w1")),
        ("queue", Reference("sales", None)),
    ]


def test_live_values_come_in_the_words_of_the_configuration() -> None:
    values = live_values(CHANNEL, live_channel().body, REFERENCES, {})
    assert list(values.items()) == [
        ("name", "web"),
        ("description", None),
        ("webhook", Reference("bot", "w1")),
        ("queue", Reference(None, "101")),
    ]
    assert repr(values["queue"]) == repr(Reference(None, "101", "Sales"))


def test_a_literal_credential_in_a_uri_is_concealed_on_both_sides() -> None:
    uri = "https://h.example.com/p?token=CANARY"
    assert shown(desired_values(WEBHOOK, {"uri": uri}, REFERENCES)["uri"]).endswith("token=(sensitive)")
    assert shown(live_value(WEBHOOK.attribute("uri"), uri, REFERENCES)).endswith("token=(sensitive)")


def test_a_secret_keeps_its_template() -> None:
    assert desired_values(WEBHOOK, {"uri": SECRET, "name": "Bot"}, REFERENCES) == {
        "name": "Bot",
        "uri": SECRET,
    }


def test_a_live_uri_is_concealed_beside_the_template_of_the_files() -> None:
    values = live_values(WEBHOOK, {"uri": SECRET.value}, REFERENCES, templates({"uri": SECRET}, {}))
    assert shown(values["uri"]) == "https://h.example.com/(sensitive, differs)"


def test_a_live_uri_is_concealed_beside_the_template_that_was_last_applied() -> None:
    applied = {"uri": SEAL.remember(SECRET), "name": "Bot"}
    values = live_values(
        WEBHOOK, {"uri": SECRET.value}, REFERENCES, templates({"uri": "https://h.example.com/plain"}, applied)
    )
    assert shown(values["uri"]) == "https://h.example.com/(sensitive, differs)"


def test_both_templates_count_when_they_differ() -> None:
    moved = Secret("https://h.example.com/?token=CANARY", "https://h.example.com/?token=${env.PROVISIONER_X}")
    beside = templates({"uri": moved}, {"uri": SEAL.remember(SECRET)})
    assert beside == {"uri": (TEMPLATE, moved.shown)}
    assert "CANARY" not in shown(
        live_value(WEBHOOK.attribute("uri"), SECRET.value, REFERENCES, beside["uri"])
    )


def test_a_secret_text_that_is_no_uri_is_hidden_whole() -> None:
    desired = {"description": Secret("a: CANARY", "a: ${env.PROVISIONER_X}")}
    values = live_values(CHANNEL, {"description": "CANARY: b"}, REFERENCES, templates(desired, {}))
    assert shown(values["description"]) == "(sensitive, differs)"


def test_what_the_body_does_not_hold_is_nothing() -> None:
    assert live_values(WEBHOOK, {}, REFERENCES, {"uri": (TEMPLATE,)}) == {
        "name": None,
        "uri": None,
        "version": None,
    }
