"""Cases 28 and 29: a person decides at once what became of a create, instead of waiting for the next run."""

from __future__ import annotations

import pytest

from provisioner.errors import RefusedError, UsageError
from provisioner.model.address import Address
from provisioner.plan.change import Reason
from provisioner.simulator import Action, Drop, Fault, Lag
from provisioner.workflow.resolve import resolve_absent, resolve_as
from tests.journeys.site import BOT, LIVE_BOT, WEB, WEBHOOKS, Site

ADDRESS = Address("webhook", "bot")


def lose(site: Site, *actions: Action, when: str = "before") -> None:
    """Apply a create whose answer is lost and that no listing shows for long."""
    faults = (Fault(one, "POST", WEBHOOKS) for one in actions)
    site.inject(*faults, Fault(Drop(), "POST", WEBHOOKS, when="after" if when == "after" else "before"))
    assert site.apply().exit_code == 5
    site.simulator.clear_faults()
    site.forget_requests()


@pytest.fixture
def site(site: Site) -> Site:
    site.declare({"bot": BOT}, {})
    return site


def test_fault_28_a_create_that_was_seen_in_the_console_is_bound_to_its_id(site: Site) -> None:
    lose(site, Lag(lists=30), when="after")
    (live,) = site.tenant.list("webhooks")
    bound = resolve_as(site.options(), ADDRESS, live["id"])
    assert (bound.id, bound.name, site.writes) == (live["id"], "Bot", [])
    assert (site.id_of("webhook.bot"), site.state.pending) == (live["id"], ())


def test_fault_28_what_was_sent_counts_as_last_applied(site: Site) -> None:
    lose(site, Lag(lists=30), when="after")
    (live,) = site.tenant.list("webhooks")
    resolve_as(site.options(), ADDRESS, live["id"])
    assert site.binding("webhook.bot").applied == BOT
    site.change_outside("webhook.bot", name="Renamed")
    assert site.plan().writes[0].reason is Reason.CHANGED_OUTSIDE


def test_fault_28_a_create_that_is_known_to_be_absent_is_planned_anew_at_once(site: Site) -> None:
    lose(site)
    assert resolve_absent(site.options(), ADDRESS) == "Bot"
    assert (site.requests, site.state.pending) == ([], ())
    waited = site.clock.waited
    assert site.apply().exit_code == 0
    assert (site.writes, site.clock.waited) == (["POST webhooks"], waited)


def test_fault_29_one_of_two_that_bear_the_name_is_chosen(site: Site) -> None:
    site.inject(Fault(Lag(lists=1), "POST", WEBHOOKS), Fault(Drop(), "POST", WEBHOOKS, when="after"))
    site.clock.on_sleep.append(lambda: site.tenant.put("webhooks", LIVE_BOT))
    assert site.apply().exit_code == 5
    first, second = (one["id"] for one in site.tenant.list("webhooks"))
    resolve_as(site.options(), ADDRESS, second)
    site.forget_requests()
    assert site.apply().exit_code == 0
    assert (site.writes, site.id_of("webhook.bot")) == ([], second)
    assert first in {one["id"] for one in site.tenant.list("webhooks")}


def test_what_is_bound_elsewhere_gone_or_of_another_type_is_refused(site: Site) -> None:
    site.declare({"other": BOT | {"name": "Other"}}, {})
    site.apply()
    site.declare({"other": BOT | {"name": "Other"}, "bot": BOT}, {})
    lose(site)
    for id, reason in (
        (site.id_of("webhook.other"), "is bound to webhook.other"),
        ("gone", "has no webhook"),
    ):
        with pytest.raises(RefusedError, match=reason):
            resolve_as(site.options(), ADDRESS, id)
    assert len(site.state.pending) == 1


def test_a_create_that_has_left_the_files_can_be_resolved_as_well(site: Site) -> None:
    lose(site, Lag(lists=30), when="after")
    site.declare({}, {})
    (live,) = site.tenant.list("webhooks")
    resolve_as(site.options(), ADDRESS, live["id"])
    assert site.id_of("webhook.bot") == live["id"]


def test_what_is_not_pending_cannot_be_resolved(site: Site) -> None:
    site.apply()
    for resolve in (
        lambda: resolve_absent(site.options(), ADDRESS),
        lambda: resolve_as(site.options(), ADDRESS, site.id_of("webhook.bot")),
    ):
        with pytest.raises(UsageError) as refused:
            resolve()
        (told,) = refused.value.diagnostics
        assert (told.summary, told.detail) == ("No create of webhook.bot is pending", "pending is nothing")
    assert site.id_of("webhook.bot")


def test_what_is_pending_is_named_to_who_mistypes(site: Site) -> None:
    lose(site)
    with pytest.raises(UsageError) as refused:
        resolve_absent(site.options(), Address("webhook", "robot"))
    assert refused.value.diagnostics[0].detail == "pending is webhook.bot"


def test_an_update_whose_answer_was_lost_needs_no_decision(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.declare({"bot": BOT | {"name": "New"}}, {"web": WEB})
    site.inject(Fault(Drop(), "PUT", f"{WEBHOOKS}/*", times=None))
    assert site.apply().exit_code == 5
    with pytest.raises(UsageError):
        resolve_absent(site.options(), ADDRESS)
