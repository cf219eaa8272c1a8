"""Every spelling of "come back later"."""

from __future__ import annotations

from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioner.client.wait import LONGEST, asked_wait

NOW = 1_800_000_000.0
DAY = 86_400


def date(moment: float) -> str:
    return formatdate(moment, usegmt=True)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Retry-After": "2"}, 2),
        ({"Retry-After": " 2 "}, 2),
        ({"Retry-After": "0"}, 0),
        ({"Retry-After": "1.5"}, 1.5),
        ({"Retry-After": "99999999"}, LONGEST),
        ({"Retry-After": date(NOW + 5)}, 5),
        ({"Retry-After": date(NOW - 5)}, 0),
        ({"Retry-After": date(NOW + DAY)}, LONGEST),
        ({"Retry-After": date(NOW + DAY + 5), "Date": date(NOW + DAY)}, 5),
        ({"Retry-After": "abc"}, None),
        ({"Retry-After": "-1"}, None),
        ({"Retry-After": "1e9"}, None),
        ({"Retry-After": "²"}, None),
        ({"Retry-After": "9" * 5000}, None),
        ({"Retry-After": ""}, None),
        ({}, None),
        ({"x-ratelimit-reset": str(int(NOW) + 7)}, 7),
        ({"x-ratelimit-reset": str(int(NOW) + DAY + 7), "Date": date(NOW + DAY)}, 7),
        ({"x-ratelimit-reset": "7"}, 7),
        ({"x-ratelimit-reset": str(int(NOW) - 7)}, 0),
        ({"Retry-After": "abc", "x-ratelimit-reset": "7"}, 7),
        ({"Retry-After": "3", "x-ratelimit-reset": "7"}, 3),
    ],
)
def test_fault_16_a_wait_is_read_in_every_spelling_and_bounded(
    headers: dict[str, str], expected: float | None
) -> None:
    assert asked_wait(headers, NOW) == expected


@given(st.text(), st.text(), st.text())
def test_fault_16_no_header_is_a_crash(after: str, reset: str, date: str) -> None:
    found = asked_wait({"Retry-After": after, "x-ratelimit-reset": reset, "Date": date}, NOW)
    assert found is None or 0 <= found <= LONGEST
