"""Each guard refuses plan and apply with 6 and sends nothing, and its flag lets them pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from provisioner.model.address import Address
from provisioner.model.environment import Limit
from provisioner.plan.allowances import Allowances
from provisioner.workflow.plan import PlanRefused
from tests.journeys.site import BOT, LIVE_BOT, WEB, Site

FOUR = {f"channel-{number}": WEB | {"name": f"Channel {number}"} for number in range(4)}
MOVED = {key: channel | {"queue": "billing"} for key, channel in FOUR.items()}
NEW_URI = BOT | {"uri": "https://other.example.org/8x8"}


@dataclass(frozen=True)
class Case:
    """What is applied first, what is asked for then, who refuses it, and what lets it pass."""

    guards: dict[str, Any]
    before: tuple[dict[str, Any], dict[str, Any]]
    after: tuple[dict[str, Any], dict[str, Any]]
    refusal: str
    shown: tuple[str, ...]
    allowance: Allowances


CASES = {
    "creates": Case(
        {"max_creates": 3},
        ({}, {}),
        ({"bot": BOT}, FOUR),
        "Too many creates",
        ("5", "max_creates", "3"),
        Allowances(max_creates=Limit(5)),
    ),
    "updates": Case(
        {"max_updates": 3},
        ({"bot": BOT}, FOUR),
        ({"bot": BOT}, MOVED),
        "Too many updates",
        ("4", "max_updates", "3"),
        Allowances(max_updates=Limit(4)),
    ),
    "updates in percent of a tiny tenant": Case(
        {"max_updates": "30%"},
        ({"bot": BOT}, dict(list(FOUR.items())[:3])),
        ({"bot": BOT}, dict(list(MOVED.items())[:3])),
        "Too many updates",
        ("3", "max_updates", "30%", "1", "of 4 bound"),
        Allowances(max_updates=Limit(3)),
    ),
    "changes": Case(
        {"max_changes": 4},
        ({}, {}),
        ({"bot": BOT}, FOUR),
        "Too many changes",
        ("5", "max_changes", "4"),
        Allowances(max_changes=Limit(5)),
    ),
    "a protected channel": Case(
        {},
        ({"bot": BOT}, {"web": WEB | {"protect": True}}),
        ({"bot": BOT}, {"web": WEB | {"protect": True, "queue": "billing"}}),
        "channel.web is protected",
        ("queue",),
        Allowances(protected=frozenset({Address("channel", "web")})),
    ),
    "a protected webhook": Case(
        {},
        ({"bot": BOT | {"protect": True}}, {}),
        ({"bot": NEW_URI | {"protect": True}}, {}),
        "webhook.bot is protected",
        ("uri",),
        Allowances(protected=frozenset({Address("webhook", "bot")})),
    ),
    "a foreign host": Case(
        {"allowed_hosts": ["*.example.com"]},
        ({"bot": BOT}, {}),
        ({"bot": NEW_URI}, {}),
        "webhook.bot points to a host this environment does not allow",
        ("other.example.org", "*.example.com"),
        Allowances(hosts=("other.example.org",)),
    ),
    "an empty configuration": Case(
        {},
        ({"bot": BOT}, {"web": WEB}),
        ({}, {}),
        "The configuration is empty",
        ("2 resources",),
        Allowances(empty=True),
    ),
}


def refused_by_both(site: Site, **changed: Any) -> PlanRefused:
    """What plan and apply are refused with, once each of them was and nothing was sent."""
    site.forget_requests()
    with pytest.raises(PlanRefused):
        site.plan(**changed)
    with pytest.raises(PlanRefused) as refused:
        site.apply(**changed)
    assert (refused.value.exit_code, site.writes) == (6, [])
    return refused.value


@pytest.fixture(params=CASES.values(), ids=list(CASES))
def case(request: pytest.FixtureRequest, site: Site) -> Case:
    """One case whose first part is applied and whose second is declared."""
    case: Case = request.param
    site.declare(*case.before)
    site.apply()
    site.declare(*case.after, guards=case.guards)
    return case


def test_a_guard_refuses_plan_and_apply_and_the_tenant_is_untouched(site: Site, case: Case) -> None:
    (told,) = refused_by_both(site).diagnostics
    assert told.summary == case.refusal
    assert all(text in told.detail for text in case.shown)
    assert told.hint


def test_a_refused_plan_is_carried_along_to_be_shown(site: Site, case: Case) -> None:
    refused = refused_by_both(site)
    assert refused.plan.writes or not refused.plan.changes


def test_the_named_allowance_lets_the_plan_pass(site: Site, case: Case) -> None:
    assert site.apply(allowances=case.allowance).exit_code == 0
    assert not site.plan(allowances=case.allowance).writes


def test_without_the_guard_the_plan_passes(site: Site) -> None:
    site.declare({"bot": BOT}, FOUR)
    assert site.apply().exit_code == 0
    site.declare({"bot": NEW_URI}, MOVED)
    assert site.apply().exit_code == 0


def found(site: Site, uri: str = BOT["uri"]) -> str:
    """Put a webhook of the wanted name into the tenant."""
    return site.tenant.put("webhooks", LIVE_BOT | {"uri": uri})


@pytest.mark.parametrize("uri", [BOT["uri"], "https://old.example.com"], ids=["alike", "different"])
def test_adoption_by_name_can_be_ruled_out(site: Site, uri: str) -> None:
    id = found(site, uri)
    site.declare({"bot": BOT}, {}, guards={"adopt": "never"})
    (told,) = refused_by_both(site, allowances=Allowances(adopt=True)).diagnostics
    assert told.summary == "webhook.bot would take over a live webhook by its name"
    assert told.hint == f"bind it: provisioner adopt -e prod webhook.bot {id}"


def test_a_change_of_what_was_found_by_name_needs_a_word_when_nobody_is_asked(site: Site) -> None:
    found(site, "https://old.example.com")
    site.declare({"bot": BOT}, {})
    assert "pass --adopt" in refused_by_both(site, allowances=Allowances(unattended=True)).diagnostics[0].hint
    assert site.apply(allowances=Allowances(unattended=True, adopt=True)).exit_code == 0


def test_what_is_found_by_name_without_a_difference_is_bound_outside_the_limits(site: Site) -> None:
    found(site)
    site.declare({"bot": BOT}, {}, guards={"max_changes": 0})
    result = site.apply(allowances=Allowances(unattended=True))
    assert (result.exit_code, result.bound, site.writes) == (0, 1, [])


def test_two_definitions_of_one_name_are_refused_until_they_are_bound(site: Site) -> None:
    site.declare({"bot": BOT, "twin": BOT}, {})
    (told,) = refused_by_both(site).diagnostics
    assert told.summary == "2 webhooks are declared with the name 'Bot'"
    site.declare({"bot": BOT, "twin": BOT | {"name": "Twin"}}, {})
    site.apply()
    site.declare({"bot": BOT, "twin": BOT}, {})
    assert site.apply().exit_code == 0


def test_an_allowance_for_one_channel_does_not_cover_another(site: Site) -> None:
    pair: dict[str, dict[str, Any]] = {
        "web": WEB | {"protect": True},
        "app": WEB | {"name": "App chat", "protect": True},
    }
    site.declare({"bot": BOT}, pair)
    site.apply()
    site.declare({"bot": BOT}, {key: channel | {"queue": "billing"} for key, channel in pair.items()})
    allowed = Allowances(protected=frozenset({Address("channel", "web")}))
    (told,) = refused_by_both(site, allowances=allowed).diagnostics
    assert told.summary == "channel.app is protected"
