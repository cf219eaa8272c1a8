"""Case 57: the plan that was looked at is what is applied, or nothing is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import pytest

from provisioner.errors import ConfigurationError, ProvisionerError, RefusedError
from provisioner.plan.change import Action
from provisioner.simulator import Simulator
from provisioner.workflow.plan import PlanRefused
from provisioner.workflow.saved_plan import PlanOutdated
from tests.journeys.site import BOT, CHAT_QUEUES, KEY, LIVE_BOT, WEB, Site

APP = WEB | {"name": "App chat"}
HOOK = "https://bots.example.com/8x8?token=${env.PROVISIONER_TOKEN}"
CANARY = "canary/of+ours=="
Meanwhile = Callable[[Site], object]


def declare(site: Site, **channel: str) -> None:
    """The webhook, with its secret, and a channel."""
    site.environ.setdefault("PROVISIONER_TOKEN", CANARY)
    site.declare({"bot": BOT | {"uri": HOOK}}, {"web": WEB | channel})


@pytest.fixture
def applied(site: Site) -> Site:
    """An applied environment, and a saved plan that gives its channel another queue."""
    declare(site)
    site.apply()
    declare(site, queue="billing")
    site.save_plan()
    site.forget_requests()
    return site


def edit(site: Site, before: str, after: str) -> None:
    """Change the text of the plan file."""
    text = site.plan_file.read_text("utf-8")
    assert before in text
    site.plan_file.write_text(text.replace(before, after), "utf-8")


def outdated(site: Site) -> PlanOutdated:
    """What the saved plan is refused with, once it was and nothing was sent."""
    site.forget_requests()
    with pytest.raises(PlanOutdated) as refused:
        site.apply_saved()
    assert (refused.value.exit_code, site.writes) == (6, [])
    return refused.value


def told(refused: ProvisionerError) -> str:
    return refused.diagnostics[0].detail


def test_what_was_saved_is_what_is_applied(applied: Site) -> None:
    result = applied.apply_saved()
    assert (result.exit_code, applied.writes) == (0, ["PUT channels"])
    assert not applied.plan().writes


def test_the_first_plan_draws_a_lineage_which_its_apply_gives_to_the_state(site: Site) -> None:
    declare(site)
    site.save_plan()
    assert not (site.folder / ".provisioner" / "state" / "prod.json").exists()
    assert site.apply_saved().exit_code == 0
    assert site.state.lineage == json.loads(site.plan_file.read_text())["lineage"]


MEANWHILE: dict[str, Meanwhile] = {
    "the configuration gives the channel another queue": lambda site: declare(site, queue="sales"),
    "the configuration gives the channel another name": lambda site: declare(
        site, queue="billing", name="New"
    ),
    "the configuration declares more": lambda site: site.declare(
        {"bot": BOT | {"uri": HOOK}}, {"web": WEB | {"queue": "billing"}, "app": APP}
    ),
    "the queue key is bound to another queue": lambda site: site.declare(
        {"bot": BOT | {"uri": HOOK}},
        {"web": WEB | {"queue": "billing"}},
        queues={"sales": {"id": 101}, "billing": {"id": 103}},
    ),
    "the secret is another one": lambda site: site.environ.update(PROVISIONER_TOKEN="another-secret"),
    "the live channel got another name": lambda site: site.change_outside("channel.web", name="Hijacked"),
    "the live channel got another queue": lambda site: site.change_outside(
        "channel.web", routingOptions={"type": "queue", "id": "103"}
    ),
    "the live channel got the wanted queue": lambda site: site.change_outside(
        "channel.web", routingOptions={"type": "queue", "id": "102"}
    ),
    "the live webhook points elsewhere": lambda site: site.change_outside(
        "webhook.bot", uri="https://evil.example.net"
    ),
    "the live channel is gone": lambda site: site.remove_outside("channel.web"),
    "the plan was applied without its file": lambda site: site.apply(),
    "the plan was applied": lambda site: site.apply_saved(),
    "the state is lost": lambda site: shutil.rmtree(site.folder / ".provisioner"),
    "the file says another environment": lambda site: edit(site, '"prod"', '"dev"'),
    "the file says another lineage": lambda site: edit(site, site.state.lineage, "0" * 32),
    "the file says another action": lambda site: edit(site, '"update"', '"delete"'),
    "the file says another id": lambda site: edit(site, site.id_of("channel.web"), "x" * 22),
    "the file says another queue": lambda site: edit(site, '"102"', '"103"'),
    "the file says another queue key": lambda site: edit(site, '"billing"', '"sales"'),
    "the file says another attribute": lambda site: edit(site, '"queue"', '"description"'),
    "the file says another address": lambda site: edit(site, "channel.web", "channel.app"),
    "the file says that nothing is to be done": lambda site: site.plan_file.write_text(
        json.dumps(json.loads(site.plan_file.read_text()) | {"changes": []})
    ),
}


@pytest.mark.parametrize("meanwhile", MEANWHILE.values(), ids=list(MEANWHILE))
def test_fault_57_a_plan_that_no_longer_holds_is_refused_and_the_tenant_untouched(
    applied: Site, meanwhile: Meanwhile
) -> None:
    meanwhile(applied)
    refused = outdated(applied)
    assert told(refused)
    assert refused.saved != refused.fresh


def test_fault_57_both_plans_are_carried_along_to_be_shown(applied: Site) -> None:
    applied.change_outside("channel.web", name="Hijacked")
    refused = outdated(applied)
    assert [
        [one.attribute for one in plan.writes[0].differences] for plan in (refused.saved, refused.fresh)
    ] == [
        ["queue"],
        ["name", "queue"],
    ]
    assert told(refused) == "channel.web: not the same name before, name after"


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda site: site.tenant.put("webhooks", LIVE_BOT | {"name": "Stranger"}),
        lambda site: site.declare(
            {"bot": BOT | {"uri": HOOK}},
            {"web": {"queue": "billing", **WEB} | {"queue": "billing"}},
            vars={"x": "y"},
        ),
        lambda site: site.environ.update(GITHUB_SHA="another-commit"),
        lambda site: edit(site, '"unchanged": 1', '"unchanged": 7'),
    ],
    ids=["a stranger appeared", "the file was rearranged", "another commit", "an edited count"],
)
def test_what_does_not_change_the_changes_does_not_matter(applied: Site, meanwhile: Meanwhile) -> None:
    meanwhile(applied)
    assert applied.apply_saved().exit_code == 0
    assert applied.writes == ["PUT channels"]


def test_fault_57_the_first_plan_applied_twice_is_refused(site: Site) -> None:
    declare(site)
    site.save_plan()
    site.apply_saved()
    assert told(outdated(site)) == (
        "channel.web: nothing is to be done any more, it said create\n"
        "webhook.bot: nothing is to be done any more, it said create"
    )


def test_fault_57_of_two_first_plans_one_can_be_applied(site: Site) -> None:
    declare(site)
    first = site.save_plan().read_text()
    site.save_plan()
    site.apply_saved()
    site.remove_outside("channel.web")
    site.remove_outside("webhook.bot")
    site.plan_file.write_text(first)
    assert "it was made beside another state" in told(outdated(site))


def test_fault_57_an_empty_plan_can_be_applied_as_often_as_one_likes(site: Site) -> None:
    declare(site)
    site.apply()
    site.save_plan()
    site.forget_requests()
    assert [site.apply_saved().exit_code for _ in range(3)] == [0, 0, 0]
    assert site.writes == []


def test_fault_57_what_was_found_by_name_is_bound_once(site: Site) -> None:
    site.tenant.put("webhooks", LIVE_BOT)
    site.declare({"bot": BOT}, {})
    site.save_plan()
    assert site.apply_saved().bound == 1
    assert told(outdated(site)) == "webhook.bot: nothing is to be done any more, it said adopt"


@pytest.mark.parametrize("state", ["empty", "kept"])
def test_fault_57_a_plan_for_another_tenant_is_refused(site: Site, state: str) -> None:
    site.simulator.add_tenant("other", KEY, queues=CHAT_QUEUES)
    declare(site)
    if state == "kept":
        site.apply()
        declare(site, queue="billing")
    site.save_plan()
    if state == "kept":
        shutil.rmtree(site.folder / ".provisioner")
    site.declare({"bot": BOT | {"uri": HOOK}}, {"web": WEB}, tenant={"id": "other"})
    assert "it was made for the tenant acme, this is other" in told(outdated(site))


def test_fault_57_a_plan_for_another_endpoint_is_refused(site: Site) -> None:
    declare(site)
    site.save_plan()
    with Simulator() as elsewhere:
        site.serve(elsewhere)
        declare(site)
        assert "it was made for the endpoint http://127.0.0.1:" in told(outdated(site))


@pytest.mark.parametrize("length", [0, 1, 300, -3])
def test_fault_57_a_truncated_file_is_refused_before_any_call(applied: Site, length: int) -> None:
    applied.plan_file.write_text(applied.plan_file.read_text()[:length])
    with pytest.raises(ConfigurationError, match="is not a saved plan") as refused:
        applied.apply_saved()
    assert (refused.value.exit_code, applied.requests) == (78, [])


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\x00", b"{}"])
def test_fault_57_a_file_of_another_sort_is_refused_before_any_call(applied: Site, content: bytes) -> None:
    applied.plan_file.write_bytes(content)
    with pytest.raises(ConfigurationError, match="is not a saved plan"):
        applied.apply_saved()
    assert applied.requests == []


def test_fault_57_a_plan_of_another_format_is_refused_before_any_call(applied: Site) -> None:
    edit(applied, '"format_version": 1', '"format_version": 2')
    with pytest.raises(RefusedError, match="no longer holds") as refused:
        applied.apply_saved()
    assert (refused.value.exit_code, applied.requests) == (6, [])


def test_a_saved_plan_is_refused_by_a_guard_that_was_tightened(applied: Site) -> None:
    applied.declare(
        {"bot": BOT | {"uri": HOOK}}, {"web": WEB | {"queue": "billing"}}, guards={"max_updates": 0}
    )
    with pytest.raises(PlanRefused):
        applied.apply_saved()
    assert applied.writes == []


def test_the_deletes_of_a_saved_plan_need_no_further_word(applied: Site) -> None:
    applied.declare({"bot": BOT | {"uri": HOOK}}, {}, guards={"deletes": True})
    applied.save_plan(prune=True)
    result = applied.apply_saved()
    assert (result.exit_code, [one.action for one in result.plan.writes]) == (0, [Action.DELETE])
    assert applied.writes == ["DELETE channels"]


def test_fault_57_what_is_to_be_deleted_and_moved_meanwhile_stays(applied: Site) -> None:
    applied.declare({"bot": BOT | {"uri": HOOK}}, {}, guards={"deletes": True})
    applied.save_plan(prune=True)
    applied.change_outside("channel.web", name="Needed again")
    assert told(outdated(applied)) == "channel.web: not the same name before"
