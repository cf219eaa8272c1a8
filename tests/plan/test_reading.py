"""What a snapshot tells beside its resources."""

from __future__ import annotations

from provisioner.model.live import LiveQueue, Snapshot
from provisioner.plan.reading import names_of, readable
from provisioner.resources import RESOURCE_TYPES
from tests.model.builders import live, live_channel, live_webhook

RESOURCES = {"webhook": (live_webhook(),), "channel": (live_channel(), live("channel", "c2", None))}


def test_what_may_be_referred_to_has_its_name() -> None:
    snapshot = Snapshot(RESOURCES, (LiveQueue("101", "Sales"),))
    assert names_of(RESOURCE_TYPES, snapshot) == {("webhook", "w1"): "bot", ("queue", "101"): "Sales"}
    assert ("queue", "101") not in names_of(RESOURCE_TYPES, Snapshot(RESOURCES))


def test_an_attribute_is_readable_once_one_resource_shows_it() -> None:
    shown = {**RESOURCES, "channel": (live_channel(), live_channel("c2", description=""))}
    assert readable(RESOURCE_TYPES, Snapshot(RESOURCES)) == frozenset()
    assert readable(RESOURCE_TYPES, Snapshot(shown)) == {("channel", "description")}
