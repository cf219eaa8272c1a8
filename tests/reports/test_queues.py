"""Queues as text to paste into an environment."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from provisioner.model.address import Address
from provisioner.reports.queues import queues_document, queues_text
from tests.reports.samples import QUEUES, QueueRow


def pasted(*rows: QueueRow) -> Any:
    """What the section holds once the text stands under it."""
    return yaml.load("queues:\n" + queues_text(queues_document("prod", rows)), yaml.CSafeLoader)["queues"]


def test_the_text_can_be_pasted_below_queues() -> None:
    bound = {key: binding["id"] for key, binding in pasted(*QUEUES).items()}
    assert bound == {
        "sales": 1043,
        "billing-returns": 1051,
        "billing-returns-2": 1052,
        "care": "q-9",
        "care-night": "q-9",
    }


def test_a_queue_no_chat_can_enter_is_a_comment() -> None:
    assert pasted(QueueRow("7", "Phone", media="phone")) is None


def test_a_key_in_use_is_not_given_twice() -> None:
    assert list(pasted(QueueRow("1", "Sales"), QueueRow("2", "Other", keys=("sales",)))) == [
        "sales-2",
        "sales",
    ]


def test_a_tenant_without_queues_says_so() -> None:
    assert pasted() is None


@given(st.lists(st.text(), min_size=1, max_size=8))
def test_every_name_gives_a_key_of_its_own(names: list[str]) -> None:
    rows = [QueueRow(str(index), name) for index, name in enumerate(names)]
    bound = pasted(*rows)
    assert len(bound) == len(names)
    assert all(Address.parse(f"queue.{key}") for key in bound)
