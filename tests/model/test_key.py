"""Keys from names: readable where that can be, always a key, and the same in every tenant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.model.address import KEY_PATTERN
from provisioner.model.key import free_keys, key_of


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Support", "support"),
        ("Sales & Returns (UK)", "sales-returns-uk"),
        ("  O'Neil -- chat ", "o-neil-chat"),
        ("Café Zürich", "cafe-zurich"),
        ("Łódź", "lodz"),
        ("\uff26\uff35ll", "full"),
        ("Продажи", "prodazhi"),
        ("Щось єдине", "shchos-yedine"),
        ("Αθήνα", "athena"),
        ("고객 지원", "gogaeg-jiweon"),
        ("カスタマー", "kasutama"),
        ("שלום", "shlvm"),
        ("مرحبا", "mrhba"),
        ("ग", "ga"),
        ("客服 WhatsApp", "u5ba2-u670d-whatsapp"),
        ("24h hotline", "channel-24h-hotline"),
        ("௧", "channel-1"),
        ("🙂", "channel"),
        ("", "channel"),
        ("x" * 300, "x" * 50),
    ],
)
def test_a_name_gives_a_key_that_can_be_read(name: str, key: str) -> None:
    assert key_of(name, "channel") == key


@given(st.lists(st.text(), max_size=6))
def test_every_name_gives_a_key_of_its_own(names: list[str]) -> None:
    items = enumerate(key_of(name, "channel") for name in names)
    keys = free_keys(items, ())
    assert len(set(keys.values())) == len(names)
    assert all(re.fullmatch(KEY_PATTERN, key) for key in keys.values())


def test_a_number_is_given_to_none_whose_name_says_it() -> None:
    naturals = [("first", "support"), ("twin", "support"), ("second", "support-2")]
    assert free_keys(naturals, ()) == {"first": "support", "second": "support-2", "twin": "support-3"}


def test_a_taken_key_is_given_to_nobody() -> None:
    assert free_keys([("a", "support")], ["support", "support-2"]) == {"a": "support-3"}
