"""What a server echoes does not show a secret."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

import pytest

from provisioner.client.mask import Mask, parts_of_uri
from provisioner.model.disguise import HIDDEN

SECRET = "abc/def== ghi"


@pytest.mark.parametrize("form", [SECRET, quote(SECRET, safe=""), b64encode(SECRET.encode()).decode()])
def test_a_secret_is_hidden_however_it_is_encoded(form: str) -> None:
    assert Mask([SECRET])(f"key {form}!") == f"key {HIDDEN}!"


def test_the_longest_secret_goes_first() -> None:
    assert Mask(["12345678", "0123456789"])("0123456789") == HIDDEN


def test_a_short_secret_mangles_no_other_text() -> None:
    assert Mask(["a"])("a banana") == "a banana"


def test_secrets_of_one_text_are_forgotten_afterwards() -> None:
    mask = Mask()
    assert mask("a-secret-value", ["a-secret-value"]) == HIDDEN
    assert mask("a-secret-value") == "a-secret-value"


def test_fault_63_the_secret_of_one_text_is_hidden_in_every_form_and_so_is_a_uri_of_others() -> None:
    text = f"{quote(SECRET, safe='')} https://user:unknown@h.example"
    assert Mask()(text, [SECRET]) == f"{HIDDEN} https://{HIDDEN}@h.example"


def test_every_secret_is_passed_on() -> None:
    heard: list[str] = []
    Mask([SECRET], heard.append).add("another-secret")
    assert heard == [SECRET, "another-secret"]


@pytest.mark.parametrize(
    ("uri", "hidden"),
    [
        ("https://h.example/p?token=0123456789&x=1", "0123456789"),
        ("https://h.example/p?token=0123456789&x=1", "token=0123456789&x=1"),
        ("https://h.example/p?token=%2F12345678&x=1", "%2F12345678"),
        ("https://user:password@h.example", "user:password"),
        ("https://user:password@h.example", "password"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_the_parts_of_a_uri_that_may_hold_a_credential_are_known(uri: str, hidden: str) -> None:
    assert hidden in parts_of_uri(uri)


def test_short_and_empty_parts_are_no_secrets() -> None:
    assert parts_of_uri("https://h.example/?x=1") == {"https://h.example/?x=1"}
    assert parts_of_uri("") == set()
