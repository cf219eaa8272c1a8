"""A secret is known in every form, and a URI told without what may be one."""

from __future__ import annotations

import html
import json
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.model.disguise import bare_uris, disguises, secrets

SECRET = 'abc/def== "x\\y"'


def test_the_names_of_variables_tell_which_are_secret() -> None:
    environ = {
        "PROVISIONER_SUPPORT_TOKEN": "1",
        "PROVISIONER_BOT": "2",
        "ACME_API_KEY": "3",
        "DB_PASSWORD": "4",
        "PROVISIONER_DIR": "no",
        "PROVISIONER_ENVIRONMENT": "no",
        "KEYBOARD": "no",
        "PATH": "no",
    }
    assert list(secrets(environ)) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "form",
    [
        SECRET,
        quote(SECRET, safe=""),
        quote(SECRET, safe="").lower(),
        html.escape(SECRET),
        json.dumps(SECRET)[1:-1],
        json.dumps(json.dumps(SECRET))[3:-3],
        repr(json.dumps(SECRET))[2:-2],
        b64encode(SECRET.encode()).decode(),
    ],
)
def test_fault_63_a_secret_is_known_in_every_form(form: str) -> None:
    assert form in disguises(SECRET)


def test_a_secret_too_short_to_be_looked_for_has_no_form() -> None:
    assert disguises("a") == set()


@given(st.binary(max_size=9), st.binary(max_size=9))
def test_fault_63_a_secret_is_known_in_base64_whatever_stands_beside_it(before: bytes, after: bytes) -> None:
    for encode in (b64encode, urlsafe_b64encode):
        text = encode(before + SECRET.encode() + after).decode()
        assert any(form in text for form in disguises(SECRET))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("see https://h.example/8x8, then", "see https://h.example/8x8, then"),
        ("https://user:pa/ss@h.example/8x8 x", "https://(sensitive)@h.example/8x8 x"),
        ("'https://h.example/8x8?a=1&b=2#c' x", "'https://h.example/8x8?(sensitive)' x"),
        ("https%3A%2F%2Fuser%3Ap%40h.example%3Fa%3D1", "https%3A%2F%2F(sensitive)@h.example?(sensitive)"),
        (r"https:\/\/u:p@h.example\/8x8?a=1", r"https:\/\/(sensitive)@h.example\/8x8?(sensitive)"),
        ("user@example.com asks: what?", "user@example.com asks: what?"),
    ],
)
def test_fault_63_a_uri_is_told_without_userinfo_and_query(text: str, bare: str) -> None:
    assert bare_uris(text) == bare
