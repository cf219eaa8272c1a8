"""Live URIs become templates: known hosts by their variable, credentials by placeholders of their own."""

from __future__ import annotations

import pytest

from provisioner.model.address import Address
from provisioner.workflow.draft_template import Templates

BOT, APP = Address("webhook", "support-bot"), Address("webhook", "app_bot")
HOOK = "https://bots.example.com/8x8?token=s3cret"
WRITTEN = "https://${vars.host}/8x8?token=${env.PROVISIONER_T}"


def templates(*reserved: str, **variables: str | None) -> Templates:
    return Templates(variables, reserved)


def lifted(made: Templates) -> dict[str, str]:
    return {one.variable: one.value for one in made.lifted}


def test_a_credential_is_named_for_its_key_and_its_parameter() -> None:
    made = templates()
    text = made.of_uri(BOT, HOOK, None)
    assert text == "https://bots.example.com/8x8?token=${env.PROVISIONER_SUPPORT_BOT_TOKEN}"
    assert lifted(made) == {"PROVISIONER_SUPPORT_BOT_TOKEN": "s3cret"}
    assert "s3cret" not in repr(made.lifted)


def test_a_part_that_is_all_value_is_called_a_secret() -> None:
    made = templates()
    assert made.of_uri(APP, "https://h/?mytoken", None) == "https://h/?${env.PROVISIONER_APP_BOT_SECRET}"


@pytest.mark.parametrize(
    ("address", "uri", "name"),
    [
        (BOT, "https://h/?token=a&token=b", "PROVISIONER_SUPPORT_BOT_TOKEN_2"),
        (Address("webhook", "taken"), "https://h/?token=b", "PROVISIONER_TAKEN_TOKEN_2"),
    ],
)
def test_no_variable_is_given_twice(address: Address, uri: str, name: str) -> None:
    made = templates("PROVISIONER_TAKEN_TOKEN")
    made.of_uri(address, uri, None)
    assert lifted(made)[name] == "b"


def test_a_whole_host_that_a_variable_holds_is_written_by_its_name() -> None:
    made = templates(host="bots.example.com", other="bots.example.com", part="example.com", empty="")
    assert made.of_uri(BOT, "https://bots.example.com/8x8", None) == "https://${vars.host}/8x8"
    assert made.of_uri(BOT, "https://x.bots.example.com/8x8", None) == "https://x.bots.example.com/8x8"
    assert made.of_uri(BOT, "https://h/bots.example.com", None) == "https://h/bots.example.com"


def test_what_is_written_already_stays_where_it_fits() -> None:
    made = templates(host="bots.example.com")
    assert made.of_uri(BOT, HOOK, WRITTEN) == WRITTEN
    assert lifted(made) == {"PROVISIONER_T": "s3cret"}


@pytest.mark.parametrize(
    "uri", ["https://elsewhere.example.com/8x8?token=s3cret", "https://bots.example.com/8x8?token="]
)
def test_what_is_written_gives_way_to_what_lives(uri: str) -> None:
    made = templates(host="bots.example.com")
    assert made.of_uri(BOT, uri, WRITTEN) != WRITTEN
    assert "PROVISIONER_T" not in lifted(made)


def test_one_variable_cannot_stand_for_two_values() -> None:
    made = templates(host="bots.example.com")
    made.of_uri(BOT, HOOK, WRITTEN)
    assert made.of_uri(APP, HOOK.replace("s3cret", "other"), WRITTEN) == (
        "https://${vars.host}/8x8?token=${env.PROVISIONER_APP_BOT_TOKEN}"
    )
    assert lifted(made) == {"PROVISIONER_T": "s3cret", "PROVISIONER_APP_BOT_TOKEN": "other"}


def test_a_value_that_stands_twice_must_be_the_same() -> None:
    written = "https://h/8x8?a=${env.PROVISIONER_T}&b=${env.PROVISIONER_T}"
    assert templates().of_uri(BOT, "https://h/8x8?a=1&b=1", written) == written
    made = templates()
    assert made.of_uri(BOT, "https://h/8x8?a=1&b=2", written) == "https://h/8x8?a=1&b=2"
    assert lifted(made) == {}


@pytest.mark.parametrize(
    ("text", "written", "template"),
    [
        ("Sales of Acme", "Sales of ${vars.brand}", "Sales of ${vars.brand}"),
        ("Sales of Other", "Sales of ${vars.brand}", "Sales of Other"),
        ("a ${b}", "a $${b}", "a $${b}"),
        ("a ${b}", None, "a $${b}"),
        ("two\nlines", "${env.PROVISIONER_D}", "${env.PROVISIONER_D}"),
    ],
)
def test_a_text_keeps_its_placeholders_where_they_fit(text: str, written: str | None, template: str) -> None:
    assert templates(brand="Acme").of_text(BOT, text, written) == template
