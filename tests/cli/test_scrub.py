"""The last net: known secret values are taken out of free text."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest

from provisioner.cli.scrub import Scrubber

CANARY = 'abc/def== "x"'


@pytest.mark.parametrize(
    "form",
    [
        CANARY,
        quote(CANARY, safe=""),
        quote(CANARY),
        json.dumps(CANARY)[1:-1],
        base64.b64encode(CANARY.encode()).decode(),
        base64.urlsafe_b64encode(CANARY.encode()).decode(),
    ],
)
def test_fault_63_a_secret_is_found_in_every_encoding(form: str) -> None:
    text = Scrubber([CANARY]).text(f"before {form} after")
    assert text.startswith("before (sensitive)")
    assert CANARY[:8] not in text


def test_fault_63_a_short_value_takes_no_innocent_words_with_it() -> None:
    assert Scrubber(["a", "seven77"]).text("a cat, seven77") == "a cat, seven77"


def test_a_secret_inside_another_one_leaves_no_rest() -> None:
    assert Scrubber(["password", "password-and-more"]).text("password-and-more") == "(sensitive)"


def test_nothing_known_changes_nothing() -> None:
    assert Scrubber([]).text("text") == "text"


def test_fault_63_a_secret_is_taken_out_once_it_is_learned() -> None:
    scrubber = Scrubber([])
    assert scrubber.text("a-secret-value") == "a-secret-value"
    scrubber.learn("a-secret-value")
    assert scrubber.text("a-secret-value") == "(sensitive)"
    scrubber.learn("another-value")
    assert scrubber.text("another-value, a-secret-value") == "(sensitive), (sensitive)"
