"""Case 36, and what else may happen on the way when what left the files is deleted."""

from __future__ import annotations

import pytest

from provisioner.apply.result import Status
from provisioner.model.address import Address
from provisioner.plan.allowances import Allowances
from provisioner.simulator import Action, Drop, Fault, Lag, Reset
from provisioner.simulator import Status as Answered
from provisioner.workflow.plan import PlanRefused
from tests.journeys.site import BOT, CHANNELS, WEB, WEBHOOKS, Site

ALLOWED = {"guards": {"deletes": True}}
EMPTY = Allowances(empty=True)
OLD = BOT | {"name": "Old bot"}
OLD_WEB = WEB | {"name": "Old chat", "webhook": "old"}


@pytest.fixture
def site(site: Site) -> Site:
    """Two webhooks with a channel each were applied; one pair of them has left the files."""
    site.declare({"bot": BOT, "old": OLD}, {"web": WEB, "old-web": OLD_WEB})
    site.apply()
    site.declare({"bot": BOT}, {"web": WEB}, **ALLOWED)
    site.forget_requests()
    return site


def refused(site: Site) -> PlanRefused:
    """What plan and apply are refused with, once nothing was sent."""
    with pytest.raises(PlanRefused):
        site.plan(prune=True)
    with pytest.raises(PlanRefused) as refused:
        site.apply(prune=True)
    assert (refused.value.exit_code, site.writes) == (6, [])
    return refused.value


def left(site: Site) -> list[str]:
    return sorted(one["name"] for type in ("webhooks", "channels") for one in site.tenant.list(type))


def test_what_left_the_files_is_deleted_channels_first(site: Site) -> None:
    assert site.apply(prune=True).exit_code == 0
    assert site.writes == ["DELETE channels", "DELETE webhooks"]
    assert left(site) == ["Bot", "Web chat"]
    assert [str(one) for one in site.state.bindings] == ["channel.web", "webhook.bot"]


def test_a_second_apply_has_nothing_to_delete(site: Site) -> None:
    site.apply(prune=True)
    site.forget_requests()
    result = site.apply(prune=True)
    assert (result.exit_code, result.results, site.writes) == (0, (), [])


def test_without_prune_nothing_is_deleted(site: Site) -> None:
    assert site.apply().exit_code == 0
    assert (site.writes, len(site.plan().orphaned)) == ([], 2)


def test_what_nobody_declared_stays(site: Site) -> None:
    site.tenant.put("webhooks", BOT | {"name": "Stranger"})
    site.apply(prune=True)
    assert "Stranger" in left(site)


def test_a_channel_that_moves_to_another_webhook_lets_the_old_one_go(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB, "old-web": OLD_WEB | {"webhook": "bot"}}, **ALLOWED)
    assert site.apply(prune=True).exit_code == 0
    assert site.writes == ["PUT channels", "DELETE webhooks"]
    assert left(site) == ["Bot", "Old chat", "Web chat"]


@pytest.mark.parametrize("type", ["SMS", "WhatsApp", "ChatAPI", None])
def test_fault_36_a_webhook_any_live_channel_uses_is_refused_before_anything_is_sent(
    site: Site, type: str | None
) -> None:
    user = site.tenant.put(
        "channels", {"name": "Theirs", "webHookId": site.id_of("webhook.old"), "type": type}
    )
    (told,) = refused(site).diagnostics
    assert told.summary == "webhook.old is still in use"
    assert told.detail == f"referred to by channel 'Theirs' ({user})"


def test_fault_59_without_the_guard_of_the_environment_nothing_is_deleted(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    (told,) = refused(site).diagnostics
    assert told.summary == "prod does not allow deletes"
    assert told.hint.endswith("write `guards: { deletes: true }` in environments/prod.yaml")


def test_a_protected_channel_stays_until_it_is_named(site: Site) -> None:
    site.declare({"bot": BOT, "old": OLD}, {"web": WEB, "old-web": OLD_WEB | {"protect": True}})
    site.apply()
    site.declare({"bot": BOT}, {"web": WEB}, **ALLOWED)
    site.forget_requests()
    (told,) = refused(site).diagnostics
    assert told.summary == "channel.old-web is protected"
    named = Allowances(protected=frozenset({Address("channel", "old-web")}))
    assert site.apply(prune=True, allowances=named).exit_code == 0
    assert left(site) == ["Bot", "Web chat"]


@pytest.mark.parametrize("action", [Drop(), Reset(), Answered(503)])
def test_fault_36_a_delete_whose_answer_was_lost_is_sent_again_and_404_is_deleted(
    site: Site, action: Action
) -> None:
    site.inject(Fault(action, "DELETE", f"{CHANNELS}/*", when="after"))
    result = site.apply(prune=True)
    assert (result.exit_code, [one.status for one in result.results]) == (0, [Status.DONE] * 2)
    assert site.writes == ["DELETE channels", "DELETE channels", "DELETE webhooks"]
    assert (left(site), site.state.pending) == (["Bot", "Web chat"], ())


def test_fault_36_a_delete_that_is_never_answered_is_looked_at(site: Site) -> None:
    site.inject(Fault(Drop(), "DELETE", f"{CHANNELS}/*", times=None, when="after"))
    assert site.apply(prune=True).exit_code == 0
    assert left(site) == ["Bot", "Web chat"]


def test_a_delete_that_never_arrived_is_unknown_and_keeps_its_webhook(site: Site) -> None:
    site.inject(Fault(Drop(), "DELETE", f"{CHANNELS}/*", times=None))
    result = site.apply(prune=True)
    assert [one.status for one in result.results] == [Status.UNKNOWN, Status.SKIPPED]
    assert (result.exit_code, [one.action for one in site.state.pending]) == (5, ["delete"])
    site.simulator.clear_faults()
    assert site.apply(prune=True).exit_code == 0
    assert (left(site), site.state.pending) == (["Bot", "Web chat"], ())


@pytest.mark.parametrize("in_use", ["refused-400", "refused-409", "dangling"])
def test_a_channel_that_is_not_deleted_keeps_its_webhook(site: Site, in_use: str) -> None:
    site.switch(delete_in_use=in_use)
    site.inject(Fault(Answered(400), "DELETE", f"{CHANNELS}/*"))
    result = site.apply(prune=True)
    assert [(one.status, str(one.because)) for one in result.results] == [
        (Status.FAILED, "None"),
        (Status.SKIPPED, "channel.old-web"),
    ]
    assert (result.exit_code, site.writes) == (1, ["DELETE channels"])
    assert "Old bot" in left(site)


@pytest.mark.parametrize("in_use", ["refused-400", "dangling"])
def test_a_channel_that_is_not_pointed_elsewhere_keeps_its_webhook(site: Site, in_use: str) -> None:
    site.switch(delete_in_use=in_use)
    site.declare({"bot": BOT}, {"web": WEB, "old-web": OLD_WEB | {"webhook": "bot"}}, **ALLOWED)
    site.inject(Fault(Answered(400), "PUT", f"{CHANNELS}/*"))
    result = site.apply(prune=True)
    assert [one.status for one in result.results] == [Status.FAILED, Status.SKIPPED]
    assert site.live("channel.old-web")["webHookId"] == site.id_of("webhook.old")
    assert "Old bot" in left(site)


def test_fault_35_what_moved_since_the_plan_is_not_deleted(site: Site) -> None:
    result = site.apply(lambda: site.change_outside("channel.old-web", name="Needed again"), prune=True)
    assert [one.status for one in result.results] == [Status.MOVED, Status.SKIPPED]
    assert (result.exit_code, site.writes) == (1, [])
    told = result.results[0].diagnostic
    assert told is not None
    assert told.detail == 'name is "Needed again", the plan saw "Old chat"'


def test_what_somebody_else_deleted_meanwhile_is_done_without_a_call(site: Site) -> None:
    result = site.apply(lambda: site.remove_outside("channel.old-web"), prune=True)
    assert (result.exit_code, site.writes) == (0, ["DELETE webhooks"])
    assert [str(one) for one in site.state.bindings] == ["channel.web", "webhook.bot"]


def test_a_listing_that_lags_does_not_bring_back_what_was_deleted(site: Site) -> None:
    site.inject(Fault(Lag(lists=2), "DELETE", f"{WEBHOOKS}/*"))
    assert site.apply(prune=True).exit_code == 0
    site.forget_requests()
    assert not site.plan(prune=True).writes
    assert site.apply(prune=True).exit_code == 0
    assert site.writes == []


def test_everything_may_leave_the_files_at_once_when_that_is_said(site: Site) -> None:
    site.declare({}, {}, **ALLOWED)
    (told,) = refused(site).diagnostics
    assert told.summary == "The configuration is empty"
    assert site.apply(prune=True, allowances=EMPTY).exit_code == 0
    assert (left(site), site.state.bindings) == ([], {})


def test_a_live_resource_that_is_found_by_another_key_is_not_deleted(site: Site) -> None:
    """The key was renamed and re-pointed in one step: bound anew, updated, and only the webhook goes."""
    site.declare({"bot": BOT}, {"web": WEB, "taken": OLD_WEB | {"webhook": "bot"}}, **ALLOWED)
    assert site.apply(prune=True).exit_code == 0
    assert site.writes == ["PUT channels", "DELETE webhooks"]
    assert left(site) == ["Bot", "Old chat", "Web chat"]
