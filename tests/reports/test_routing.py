"""The routing map: who leads where, small enough to be looked at, no two nodes on one spot, and in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from provisioner.config.load import load
from provisioner.plan.change import Reason
from provisioner.reports.bundle import bundled
from provisioner.reports.graph import GraphFormat, graph_text
from provisioner.reports.map_layout import HEIGHT, layout
from provisioner.reports.resources import resource_documents
from provisioner.reports.routes import Route, routes
from provisioner.reports.routing import Column, Link, Node, Routing, Side, declared_routing, routing_of
from provisioner.resources import RESOURCE_TYPES
from tests.reports import tenants
from tests.reports.tenants import channel, differing, queue, shop, webhook

MOVED = differing(channel(*tenants.ROUTES[0], 0), Reason.CHANGED_OUTSIDE, queue=queue("returns"))
SHOP = routing_of(resource_documents(shop()))
ALONE = routing_of(resource_documents(replace(shop(), changes=(MOVED,), orphans=())))
LARGE = routing_of(resource_documents(tenants.large("prod", 300, 3)))
ROOT = Path(__file__).parents[2]


def link(channel: str, column: Column) -> list[tuple[str, Side, str]]:
    return [
        (one.target, one.side, one.word)
        for one in SHOP.links
        if one.channel == channel and one.column is column
    ]


def test_a_channel_in_sync_has_one_link_to_each_side() -> None:
    assert link("returns-web", Column.WEBHOOK) == [("returns-bot", Side.BOTH, "in sync")]
    assert link("returns-web", Column.QUEUE) == [("returns", Side.BOTH, "in sync")]


def test_a_link_that_differs_leads_to_both_ends() -> None:
    assert link("orders-web", Column.QUEUE) == [
        ("orders-overflow", Side.TENANT, "drift"),
        ("orders", Side.FILES, "drift"),
    ]


def test_what_is_missing_is_only_in_the_files_and_what_is_orphaned_only_in_the_tenant() -> None:
    assert link("support-vip", Column.QUEUE) == [("support", Side.FILES, "missing")]
    assert [side for _, side, _ in link("spring-sale", Column.WEBHOOK)] == [Side.TENANT]


def test_two_keys_bound_to_one_queue_are_one_end() -> None:
    other = replace(queue("orders"), key="orders-too")
    changed = differing(channel(*tenants.ROUTES[0], 0), Reason.CHANGED_OUTSIDE, queue=other)
    routing = routing_of(resource_documents(replace(shop(), changes=(changed,), orphans=())))
    assert [one.side for one in routing.links if one.column is Column.QUEUE] == [Side.BOTH]


def test_a_webhook_that_no_file_declares_is_a_node_of_its_own() -> None:
    stranger = replace(tenants.bot("orders-bot"), key=None, id="zzz9", name="Stranger")
    changed = differing(channel(*tenants.ROUTES[0], 0), Reason.CHANGED_OUTSIDE, webhook=stranger)
    routing = routing_of(resource_documents(replace(shop(), changes=(changed,), orphans=())))
    assert [(one.name, one.word) for one in routing.of(Column.WEBHOOK)] == [
        ("Stranger", "unmanaged"),
        ("Orders bot", "in sync"),
    ]


def test_the_files_alone_make_a_map_with_queues_as_they_are_bound() -> None:
    routing = declared_routing(load(ROOT, "sandbox", None, RESOURCE_TYPES))
    assert {(one.name, one.detail) for one in routing.of(Column.QUEUE)} == {
        ("orders", "id 101"),
        ("returns", "id 102"),
        ("Support Tier 1", "support"),
    }
    assert {one.side for one in routing.links} == {Side.BOTH}


@pytest.mark.parametrize("format", GraphFormat)
def test_a_graph_looks_as_it_did(format: GraphFormat, golden: Callable[[str, str], None]) -> None:
    text = graph_text(declared_routing(load(ROOT, "sandbox", None, RESOURCE_TYPES)), "sandbox", format)
    golden(f"graph.{format}", text)


@pytest.mark.parametrize(
    "routing", [SHOP, routing_of(resource_documents(tenants.large("prod", 300, 3))), ALONE]
)
def test_no_two_nodes_stand_on_one_spot(routing: Routing) -> None:
    for column in Column:
        tops = sorted(one.top for one in layout(routing).nodes.values() if one.node.column is column)
        assert all(below - above >= HEIGHT for above, below in pairwise(tops))


def test_every_node_is_inside_the_drawing() -> None:
    drawn = layout(SHOP)
    assert all(one.top >= 0 and one.top + HEIGHT <= drawn.height for one in drawn.nodes.values())


def test_neighbours_share_their_webhook() -> None:
    rows = sorted(
        (one.top, key) for (column, key), one in layout(SHOP).nodes.items() if column is Column.CHANNEL
    )
    ends = {one.channel: one.target for one in SHOP.links if one.column is Column.WEBHOOK}
    order = [ends[key] for _, key in rows]
    assert [one for one, after in zip(order, [*order[1:], ""], strict=True) if one != after] == [
        "orders-bot",
        "returns-bot",
        "support-bot",
    ]


def test_a_small_map_is_drawn_as_it_is() -> None:
    assert bundled(SHOP, 60).routing is SHOP


def test_a_large_map_bundles_what_goes_one_way_and_keeps_what_differs() -> None:
    routing = crowd(same=200, differing=3)
    drawn = bundled(routing, 20)
    names = [one.name for one in drawn.routing.of(Column.CHANNEL)]
    assert names == ["differs 0", "differs 1", "differs 2", "100 channels", "100 channels"]
    assert drawn.left_out == 0


def test_a_way_that_one_channel_goes_is_drawn_as_that_channel() -> None:
    names = [one.name for one in bundled(crowd(same=3, differing=30), 32).routing.of(Column.CHANNEL)]
    assert names[-2:] == ["2 channels", "channel 1"]


def test_a_type_that_was_added_is_on_no_map() -> None:
    greeting, web = (dict(one) for one in resource_documents(shop())[:2])
    greeting |= {"type": "greeting", "address": "greeting.web"}
    link = {"attribute": "greeting", "desired": None, "live": None, "word": "in sync"}
    web |= {"type": "channel", "links": [link]}
    routing = routing_of([greeting, web])  # type: ignore[list-item]
    assert ([one.column for one in routing.nodes], routing.links) == ([Column.CHANNEL], ())


def test_a_map_that_is_too_large_all_the_same_says_how_many_are_left_out() -> None:
    drawn = bundled(crowd(same=200, differing=30), 20)
    assert (len(drawn.routing.of(Column.CHANNEL)), drawn.left_out) == (20, 210)
    assert {one.channel for one in drawn.routing.links} == {
        one.identity for one in drawn.routing.of(Column.CHANNEL)
    }


def test_the_words_tell_of_every_channel_the_gravest_first() -> None:
    told = routes(SHOP)
    assert sorted(key for one in told for key in one.channels) == sorted(
        one.identity for one in SHOP.of(Column.CHANNEL)
    )
    assert [one.word for one in told][:3] == ["conflict", "missing", "drift"]
    assert Route("Orders bot", ("orders-kiosk", "orders-partner"), "Orders overflow", "in sync") in told


def test_the_words_tell_both_ends_of_what_differs() -> None:
    (route,) = (one for one in routes(SHOP) if one.channels == ("orders-web",))
    assert route.queue == "Orders overflow (only in the tenant), Orders (only in the files)"


def test_a_webhook_without_a_channel_is_told_as_well() -> None:
    alone = routing_of(resource_documents(replace(shop(), changes=(webhook("orders-bot", 1),), orphans=())))
    assert routes(alone) == [Route("Orders bot", (), "", "in sync")]


def crowd(same: int, differing: int) -> Routing:
    """Channels on two routes, and some that differ."""
    channels = [Node(Column.CHANNEL, f"c{one}", f"channel {one}") for one in range(same)]
    channels += [Node(Column.CHANNEL, f"d{one}", f"differs {one}", word="drift") for one in range(differing)]
    ends = [Node(column, end, end) for column in (Column.WEBHOOK, Column.QUEUE) for end in ("a", "b")]
    links = [
        Link(one.identity, column, "ab"[number % 2])
        for number, one in enumerate(channels)
        for column in (Column.WEBHOOK, Column.QUEUE)
    ]
    return Routing((*ends, *channels), tuple(links))
