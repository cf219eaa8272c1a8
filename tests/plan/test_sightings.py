"""Since when something departs, and what an earlier report told that is no more."""

from __future__ import annotations

from dataclasses import replace

from provisioner.model.address import Address
from provisioner.plan.drift import Drift, Word, drift_of
from provisioner.plan.sightings import Earlier, Sighting, sightings, since
from tests.model.builders import (
    BOUND_CHANNEL,
    BOUND_WEBHOOK,
    channel,
    live_channel,
    live_webhook,
    state,
    webhook,
)
from tests.plan.builders import World

MONDAY, TUESDAY = "2026-10-05T08:00:00+00:00", "2026-10-06T08:00:00+00:00"
WEB = Address("channel", "web")
WORLD = World(
    [webhook(), channel()],
    [live_webhook(), live_channel(queue="102")],
    state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}),
)


def drift(**changed: object) -> Drift:
    return drift_of(replace(WORLD, **changed).plan())  # type: ignore[arg-type]


def told(earlier: Drift, later: Drift) -> tuple[list[tuple[str | None, str]], list[str | None]]:
    """Attribute and time of what departs on Tuesday, and the attributes of what was resolved since Monday."""
    found = since(Earlier(MONDAY, sightings(earlier, MONDAY)), later, TUESDAY)
    return [(one.attribute, one.first_seen) for one in found.sightings], [
        one.attribute for one in found.resolved
    ]


def test_what_departs_still_keeps_its_first_time() -> None:
    assert told(drift(), drift()) == ([("queue", MONDAY)], [])


def test_what_departs_newly_is_seen_now() -> None:
    later = drift(live=[live_webhook(), live_channel(name="Theirs", queue="102")])
    assert told(drift(), later) == ([("name", TUESDAY), ("queue", MONDAY)], [])


def test_what_is_no_more_is_resolved() -> None:
    assert told(drift(), drift(live=[live_webhook(), live_channel()])) == ([], ["queue"])


def test_what_the_files_changed_as_well_is_the_same_drift() -> None:
    later = drift(
        definitions=[webhook(), channel(queue="billing")], live=[live_webhook(), live_channel(queue="103")]
    )
    assert told(drift(), later) == ([("queue", MONDAY)], [])


def test_an_edit_of_the_files_is_not_what_then_moves_outside() -> None:
    pending = drift(live=[live_webhook(), live_channel()], definitions=[webhook(), channel(queue="billing")])
    assert told(pending, drift()) == ([("queue", TUESDAY)], ["queue"])


def test_a_whole_resource_is_seen_once_not_by_its_attributes() -> None:
    gone = drift(live=[live_webhook()])
    assert sightings(gone, MONDAY) == (Sighting(WEB, None, Word.MISSING, MONDAY),)
    assert told(gone, gone) == ([(None, MONDAY)], [])


def test_a_time_is_carried_through_many_reports() -> None:
    first = since(Earlier(MONDAY, sightings(drift(), MONDAY)), drift(), TUESDAY)
    later = since(Earlier(TUESDAY, first.sightings), drift(), "2026-10-07T08:00:00+00:00")
    assert [one.first_seen for one in later.sightings] == [MONDAY]


def test_what_is_in_sync_is_no_sighting() -> None:
    assert sightings(drift(live=[live_webhook(), live_channel()]), MONDAY) == ()


def test_fault_50_a_clock_that_went_back_leaves_the_first_time_as_it_was_told() -> None:
    later = drift(live=[live_webhook(), live_channel(name="Theirs", queue="102")])
    found = since(Earlier(TUESDAY, sightings(drift(), TUESDAY)), later, MONDAY)
    assert [(one.attribute, one.first_seen) for one in found.sightings] == [
        ("name", MONDAY),
        ("queue", TUESDAY),
    ]
    assert found.resolved == ()
