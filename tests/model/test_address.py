from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.model.address import KEY_PATTERN, Address

KEYS = st.from_regex(KEY_PATTERN, fullmatch=True)
TYPES = st.from_regex("[a-z]+", fullmatch=True)


@given(TYPES, KEYS)
def test_an_address_is_read_as_it_is_written(type: str, key: str) -> None:
    assert Address.parse(str(Address(type, key))) == (type, key)


NO_ADDRESSES = [
    *("", "channel", "channel.", ".web", "channel.Web", "channel.1web", "channel.web.site", "channel.a b"),
    *("Channel.web", "channel.web\n", " channel.web", "channel.é", "channel." + "a" * 64),
]


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an address like channel\.sales-web"):
        Address.parse(text)


def test_the_longest_key_has_63_characters() -> None:
    assert Address.parse("channel." + "a" * 63).key == "a" * 63


def test_addresses_sort_by_type_and_then_by_key() -> None:
    sorted_addresses = sorted([Address("webhook", "a"), Address("channel", "z"), Address("channel", "b")])
    assert [str(one) for one in sorted_addresses] == ["channel.b", "channel.z", "webhook.a"]
