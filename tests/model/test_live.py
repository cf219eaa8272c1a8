from __future__ import annotations

import pytest

from provisioner.model.live import LiveQueue, Snapshot
from tests.model.builders import live


@pytest.mark.parametrize(
    ("media", "usable"), [("chat", True), (None, True), ("phone", False), ("email", False)]
)
def test_a_channel_may_route_to_chat_queues_and_to_those_of_unknown_medium(
    media: str | None, usable: bool
) -> None:
    assert LiveQueue("101", "Sales", media).usable is usable


@pytest.mark.parametrize(
    ("id", "name", "readable"), [("w1", "bot", True), (None, "bot", False), ("w1", None, False)]
)
def test_a_live_resource_needs_an_id_and_a_name_to_be_readable(
    id: str | None, name: str | None, readable: bool
) -> None:
    assert live("webhook", id, name).readable is readable


def test_a_snapshot_lists_nothing_for_a_type_that_was_not_read() -> None:
    bot = live("webhook", "w1", "bot")
    assert Snapshot({"webhook": (bot,)}).of("webhook") == (bot,)
    assert Snapshot({"webhook": (bot,)}).of("channel") == ()


def test_a_body_is_no_part_of_what_a_crash_would_show() -> None:
    assert "CANARY" not in repr(live("webhook", "w1", "bot", uri="CANARY"))
