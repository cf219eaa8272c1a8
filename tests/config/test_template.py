"""A value taken into a file keeps the placeholders that stood there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.config.interpolate import Surroundings, interpolate
from provisioner.config.template import escaped, placeholders, template_for
from provisioner.model.value import Secret

AROUND = Surroundings(
    {"host": "bots.example.com", "stage": "dev", "none": ""}, {"PROVISIONER_TOKEN": "abc/def=="}
)
URI = "https://${vars.host}/8x8"


@pytest.mark.parametrize(
    ("former", "value", "text"),
    [
        (URI, "https://bots.example.com/8x8/v2", "https://${vars.host}/8x8/v2"),
        (URI, "https://bots.example.com/", "https://${vars.host}/"),
        (
            "https://${vars.host}/8x8?token=${env.PROVISIONER_TOKEN}",
            "https://bots.example.com/v2?token=abc/def==",
            "https://${vars.host}/v2?token=${env.PROVISIONER_TOKEN}",
        ),
        ("Chat (${vars.stage})", "Shop chat (dev)", "Shop chat (${vars.stage})"),
        ("${vars.stage}${vars.stage} chat", "devdev shop", "${vars.stage}${vars.stage} shop"),
        ("${vars.stage}", "dev", "${vars.stage}"),
        ("a $${b} ${vars.stage}", "c ${d} dev", "c $${d} ${vars.stage}"),
        ("plain", "costs ${5}", "costs $${5}"),
        ("plain", "$${", "$$${"),
    ],
)
def test_the_placeholders_are_kept(former: str, value: str, text: str) -> None:
    assert template_for(value, former, AROUND) == text
    found, _ = interpolate(text, AROUND)
    assert (found.value if isinstance(found, Secret) else found) == value


@pytest.mark.parametrize(
    ("former", "value"),
    [
        (URI, "https://elsewhere.example.net/8x8"),
        (URI, "https://elsewhere.example.net/?from=bots.example.com"),
        (URI, "https://bots.example.com.evil.example.net/8x8"),
        (URI, "https://bots.example.com/and/bots.example.com/8x8"),
        ("${vars.stage} and ${vars.host}", "bots.example.com and dev"),
        ("Chat (${vars.stage})", "Chat (dev) (dev)"),
        ("${vars.stage}", "dev chat"),
        ("x${vars.none}y", "xzy"),
        ("${env.PROVISIONER_TOKEN}", "another"),
        ("${vars.stage}", "$dev"),
        ("$ ${vars.stage}", "$dev"),
    ],
)
def test_a_value_that_lost_one_or_does_not_tell_which_it_is_has_no_text(former: str, value: str) -> None:
    assert template_for(value, former, AROUND) is None


@given(st.text().filter(lambda text: not text.endswith("$")), st.text(), st.text())
def test_what_is_written_is_read_as_the_value(before: str, after: str, value: str) -> None:
    former = f"{escaped(before)}${{vars.host}}{escaped(after)}"
    for wanted in (value, f"{before}{AROUND.vars['host']}{value}{after}"):
        text = template_for(wanted, former, AROUND)
        if text is not None:
            assert interpolate(text, AROUND) == (wanted, [])
            assert placeholders(text) == ("${vars.host}",)


def test_a_doubled_sign_is_no_placeholder() -> None:
    assert placeholders("$${vars.a} ${vars.b} ${env.C} ${d}") == ("${vars.b}", "${env.C}")
