"""Cases 27 to 31, 38 and 39: whatever becomes of the answer to a POST, there is one object in the end."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from provisioner.apply.result import Status
from provisioner.errors import RefusedError
from provisioner.model.address import Address
from provisioner.plan.change import Reason
from provisioner.simulator import Action, Drop, Fault, Lag, Reset, Simulator, Truncate
from provisioner.simulator import Status as Answered
from provisioner.workflow.binding import adopt
from tests.journeys.site import BOT, LIVE_BOT, WEB, WEBHOOKS, Site, names

SETTLE = 10.0


def posting(action: Action, when: str = "before", times: int | None = 1) -> Fault:
    """A fault for the POST of a webhook."""
    return Fault(action, "POST", WEBHOOKS, when="after" if when == "after" else "before", times=times)


@pytest.fixture
def site(site: Site) -> Site:
    """One webhook to be created in an empty tenant."""
    site.declare({"bot": BOT}, {})
    return site


def created_once(site: Site) -> bool:
    """Whether the one POST made one webhook, and the state knows it."""
    (live,) = site.tenant.list("webhooks")
    return site.id_of("webhook.bot") == live["id"] and site.state.pending == ()


@pytest.mark.parametrize("action", [Drop(), Reset(), Truncate(3)])
def test_fault_27_a_create_whose_answer_was_lost_is_adopted(site: Site, action: Action) -> None:
    site.inject(posting(action, "after"))
    assert site.apply().exit_code == 0
    assert site.writes == ["POST webhooks"]
    assert created_once(site)
    assert not site.plan().writes


def test_fault_28_a_create_the_listing_shows_late_is_waited_for(site: Site) -> None:
    site.inject(posting(Lag(lists=4)), posting(Drop(), "after"))
    assert site.apply().exit_code == 0
    assert site.writes == ["POST webhooks"]
    assert created_once(site)
    assert 0 < site.clock.waited < SETTLE


def test_fault_28_a_create_unseen_for_the_whole_window_stays_pending(site: Site) -> None:
    site.inject(posting(Lag(lists=30)), posting(Drop(), "after"))
    result = site.apply()
    assert (result.exit_code, site.clock.waited) == (5, SETTLE)
    assert [one.status for one in result.results] == [Status.UNKNOWN]
    assert [str(one.address) for one in site.state.pending] == ["webhook.bot"]
    assert site.state.bindings == {}


def test_fault_28_the_next_run_adopts_what_appeared_meanwhile(site: Site) -> None:
    site.inject(posting(Lag(lists=9)), posting(Drop(), "after"))
    assert site.apply().exit_code == 5
    site.forget_requests()
    result = site.apply()
    assert (result.exit_code, site.writes) == (0, [])
    assert created_once(site)
    assert [one.summary.partition(":")[0] for one in result.plan.notices] == [
        "webhook.bot was created after all"
    ]


def test_fault_28_the_next_run_plans_anew_what_never_appeared(site: Site) -> None:
    site.inject(posting(Drop()))
    assert site.apply().exit_code == 5
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert site.writes == ["POST webhooks"]
    assert created_once(site)


def test_fault_28_the_next_run_first_lets_the_window_pass(site: Site) -> None:
    site.inject(posting(Drop()))
    site.apply(settle=0.0)
    assert site.clock.waited == 0
    site.told.clear()
    site.apply()
    assert site.clock.waited == SETTLE
    assert "An earlier write is looked for" in [one.summary for one in site.told]


def test_fault_28_what_depends_on_a_pending_create_is_skipped(site: Site) -> None:
    site.declare(
        {"bot": BOT, "other": BOT | {"name": "Other"}},
        {"web": WEB, "app": WEB | {"name": "App chat", "webhook": "other"}},
    )
    site.inject(posting(Drop()))
    result = site.apply(parallelism=1)
    assert result.exit_code == 5
    (skipped,) = result.of(Status.SKIPPED)
    assert skipped.because == result.of(Status.UNKNOWN)[0].change.address
    assert len(site.tenant.list("channels")) == 1
    assert site.apply().exit_code == 0
    assert len(site.tenant.list("webhooks")) == len(site.tenant.list("channels")) == 2


def test_fault_29_two_new_objects_of_that_name_are_both_left_alone(site: Site) -> None:
    twins: list[str] = []
    site.inject(posting(Drop(), "after"))
    site.clock.on_sleep.append(lambda: twins.append(site.tenant.put("webhooks", BOT)))
    site.inject(posting(Lag(lists=1)))
    result = site.apply()
    assert (result.exit_code, site.writes) == (5, ["POST webhooks"])
    ids = {one["id"] for one in site.tenant.list("webhooks")}
    assert len(ids) == 2 > len(twins)
    told = result.results[0].diagnostic
    assert told is not None
    assert all(id in told.detail for id in ids)
    assert told.hint.startswith("choose one: provisioner adopt -e prod webhook.bot ")


def test_fault_29_nothing_is_sent_until_one_of_the_two_is_chosen(site: Site) -> None:
    site.inject(posting(Lag(lists=1)), posting(Drop(), "after"))
    site.clock.on_sleep.append(lambda: site.tenant.put("webhooks", BOT))
    site.apply()
    site.forget_requests()
    with pytest.raises(RefusedError) as refused:
        site.apply()
    assert (refused.value.exit_code, site.writes) == (6, [])
    chosen = site.tenant.list("webhooks")[0]["id"]
    adopt(site.options(), Address("webhook", "bot"), chosen)
    assert (site.id_of("webhook.bot"), site.state.pending) == (chosen, ())
    assert site.apply().exit_code == 0
    assert site.writes == []


THEIRS = LIVE_BOT | {"uri": "https://theirs.example.com/8x8"}


def test_fault_29_what_somebody_else_made_is_not_taken_for_ours_that_the_listing_shows_late(
    site: Site,
) -> None:
    site.inject(posting(Lag(lists=4)), posting(Drop(), "after"))
    result = site.apply(before_writing=lambda: site.tenant.put("webhooks", THEIRS))
    assert (result.exit_code, site.writes) == (5, ["POST webhooks"])
    told = result.results[0].diagnostic
    assert told is not None
    assert all(one["id"] in told.detail for one in site.tenant.list("webhooks"))
    assert site.state.bindings == {}


def test_fault_29_what_somebody_else_made_in_place_of_ours_is_left_to_the_next_plan(site: Site) -> None:
    site.inject(posting(Drop()))
    result = site.apply(before_writing=lambda: site.tenant.put("webhooks", THEIRS))
    (theirs,) = site.tenant.list("webhooks")
    told = result.results[0].diagnostic
    assert told is not None
    assert (result.exit_code, site.state.bindings) == (5, {})
    assert told.detail.endswith(f"a new one bears the name 'Bot' and is not as it was sent: {theirs['id']}")
    assert told.hint == f"look at it; if it is yours: provisioner adopt -e prod webhook.bot {theirs['id']}"
    (change,) = site.plan().writes
    assert (change.id, [one.attribute for one in change.differences]) == (theirs["id"], ["uri"])
    assert site.writes == ["POST webhooks"]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_fault_30_a_create_answered_with_a_server_error_is_looked_for(site: Site, status: int) -> None:
    site.inject(posting(Answered(status, body="<html>sorry</html>"), "after"))
    assert site.apply().exit_code == 0
    assert site.writes == ["POST webhooks"]
    assert created_once(site)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_fault_30_a_create_that_failed_before_the_commit_is_not_sent_blindly(site: Site, status: int) -> None:
    site.inject(posting(Answered(status)))
    assert site.apply().exit_code == 5
    assert site.writes == ["POST webhooks"]
    assert site.apply().exit_code == 0
    assert created_once(site)


@pytest.mark.parametrize(
    "headers",
    [{"Retry-After": "2"}, {"x-ratelimit-reset": "3"}, {"Retry-After": "abc"}, {}],
    ids=["retry-after", "reset", "garbled", "bare"],
)
def test_fault_31_a_create_answered_429_is_sent_again(site: Site, headers: dict[str, str]) -> None:
    site.inject(posting(Answered(429, headers), times=3))
    assert site.apply().exit_code == 0
    assert site.writes == ["POST webhooks"] * 4
    assert created_once(site)
    assert site.clock.waited > 0


def test_fault_31_a_create_that_never_reached_the_tenant_is_sent_again(site: Site) -> None:
    with ExitStack() as before, ExitStack() as after:
        site.serve(before.enter_context(Simulator()))
        site.declare({"bot": BOT}, {})
        port = int(site.simulator.url.rpartition(":")[2])

        def come_back() -> None:
            site.serve(after.enter_context(Simulator(port=port)))

        def go_down() -> None:
            before.close()
            site.clock.on_sleep.append(come_back)

        assert site.apply(before_writing=go_down).exit_code == 0
        assert "connection refused" in next(call for call in site.log if call.startswith("POST"))
        assert created_once(site)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "Bot"},
        {"id": 7, "name": "Somebody else"},
        {"id": None, "name": "Bot"},
        ["Bot"],
        "<html>Welcome</html>",
    ],
    ids=["empty", "without-id", "another-name", "null-id", "a-list", "a-portal"],
)
def test_fault_38_an_answer_about_something_else_is_not_believed(site: Site, body: object) -> None:
    site.inject(posting(Answered(200, body=body), "after"))
    assert site.apply().exit_code == 0
    assert site.writes == ["POST webhooks"]
    assert created_once(site)


def test_fault_38_an_answer_with_an_id_that_is_bound_already_is_not_believed(site: Site) -> None:
    site.apply()
    bound = site.id_of("webhook.bot")
    site.declare({"bot": BOT, "new": BOT | {"name": "New"}}, {})
    site.inject(posting(Answered(200, body={"id": bound, "name": "New"}), "after"))
    assert site.apply().exit_code == 0
    assert site.id_of("webhook.bot") == bound != site.id_of("webhook.new")
    assert site.live("webhook.new")["name"] == "New"


def test_fault_38_an_answer_with_the_id_of_a_stranger_is_not_believed(site: Site) -> None:
    stranger = site.tenant.put("webhooks", BOT | {"name": "Theirs"})
    site.inject(posting(Answered(200, body={"id": stranger, "name": "Bot"}), "after"))
    assert site.apply().exit_code == 0
    assert site.id_of("webhook.bot") != stranger
    assert names(site.tenant.list("webhooks")) == ["Bot", "Theirs"]


@pytest.mark.parametrize("reads", [1, 3, 6])
def test_fault_39_a_new_object_not_readable_yet_is_waited_for(site: Site, reads: int) -> None:
    site.inject(posting(Lag(lists=99, reads=reads)))
    assert site.apply().exit_code == 0
    assert site.writes == ["POST webhooks"]
    assert site.clock.waited < SETTLE


def test_fault_39_a_new_object_not_readable_within_the_window_keeps_its_id(site: Site) -> None:
    site.inject(posting(Lag(lists=10, reads=99)))
    result = site.apply()
    assert (result.exit_code, [one.status for one in result.results]) == (3, [Status.DIFFERS])
    assert site.id_of("webhook.bot") == site.tenant.list("webhooks")[0]["id"]


def test_fault_40_one_unmanaged_object_of_the_wanted_name_is_adopted_as_the_plan_shows(site: Site) -> None:
    theirs = site.tenant.put("webhooks", LIVE_BOT | {"uri": "https://old.example.com"})
    (change,) = site.plan().writes
    assert (change.reason, change.id) == (Reason.FOUND_BY_NAME, theirs)
    assert site.apply().exit_code == 0
    assert (site.writes, site.id_of("webhook.bot")) == (["PUT webhooks"], theirs)


def test_fault_40_several_unmanaged_objects_of_the_wanted_name_are_refused_with_ids(site: Site) -> None:
    twins = [site.tenant.put("webhooks", BOT) for _ in range(2)]
    with pytest.raises(RefusedError) as refused:
        site.apply()
    (told,) = refused.value.diagnostics
    assert (refused.value.exit_code, site.writes) == (6, [])
    assert all(f"{id} (uri {BOT['uri']})" in told.detail for id in twins)
    assert told.hint == "choose one: provisioner adopt -e prod webhook.bot ID"
