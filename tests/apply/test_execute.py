"""What is sent, in which order, side by side, and what one failure means for the rest."""

from __future__ import annotations

import threading

import pytest

from provisioner.apply.events import ApplyStarted, ChangeFinished, Checking
from provisioner.apply.result import Status
from provisioner.model.address import Address
from provisioner.model.outcome import Outcome
from provisioner.model.value import Value
from tests.apply.changes import SALES, created, deleted, reference, updated
from tests.apply.conftest import Apply
from tests.apply.tenant import BUSY, LOST, NO_KEY, REFUSED, Step, TenantInMemory

BOT = created("webhook.bot", "Bot")
WEB = created("channel.web", "Web", webhook=reference("bot"))


def test_a_channel_planned_with_its_webhook_gets_its_id(run: Apply, tenant: TenantInMemory) -> None:
    assert set(run.statuses(WEB, BOT).values()) == {Status.DONE}
    assert tenant.calls == ["create Bot", "create Web"]
    assert tenant.bodies["channel"]["channel-1"]["webHookId"] == run.id_of("webhook.bot") == "webhook-1"


def test_results_stand_in_plan_order_whatever_ended_first(run: Apply) -> None:
    assert list(run.carry_out(WEB, BOT)) == ["channel.web", "webhook.bot"]


def test_every_write_is_told_once_after_the_start(run: Apply) -> None:
    run.carry_out(BOT, WEB)
    started, *finished = run.events
    assert started == ApplyStarted(2)
    told = [str(one.result.change.address) for one in finished if isinstance(one, ChangeFinished)]
    assert told == ["webhook.bot", "channel.web"]


def test_a_failed_webhook_skips_its_channel_and_names_itself(run: Apply, tenant: TenantInMemory) -> None:
    tenant.script("create Bot", Step(REFUSED, stores=False))
    other = created("webhook.other", "Other")
    app = created("channel.app", "App", webhook=reference("other"))
    results = run.carry_out(BOT, other, WEB, app)
    assert {address: one.status for address, one in results.items()} == {
        "webhook.bot": Status.FAILED,
        "webhook.other": Status.DONE,
        "channel.web": Status.SKIPPED,
        "channel.app": Status.DONE,
    }
    assert results["channel.web"].because == Address("webhook", "bot")
    assert "create Web" not in tenant.calls


def test_a_channel_is_skipped_when_the_update_of_its_webhook_failed(
    run: Apply, tenant: TenantInMemory
) -> None:
    tenant.put("webhook", "1", name="Bot", uri="https://old.example.com")
    tenant.script("replace 1", Step(REFUSED, stores=False))
    bot = updated(
        "webhook.bot", "1", {"name": "Bot", "uri": "https://old.example.com"}, {"uri": "https://new"}
    )
    web = created("channel.web", "Web", webhook=reference("bot", "1"))
    assert run.statuses(bot, web) == {"webhook.bot": Status.FAILED, "channel.web": Status.SKIPPED}


@pytest.mark.parametrize("outcome", [NO_KEY, BUSY], ids=["401", "not sent"])
def test_what_concerns_everything_stops_the_rest_as_not_tried(
    run: Apply, tenant: TenantInMemory, outcome: Outcome
) -> None:
    run.given(parallelism=1)
    tenant.script("create B", Step(outcome, stores=False))
    bots = [created(f"webhook.{name.lower()}", name) for name in "ABC"]
    later = created("channel.web", "Web", webhook=reference("a"))
    assert list(run.statuses(*bots, later).values()) == [
        Status.DONE,
        Status.FAILED,
        Status.NOT_TRIED,
        Status.NOT_TRIED,
    ]
    assert tenant.calls == ["create A", "create B"]


def test_a_signal_lets_no_further_write_begin(run: Apply, tenant: TenantInMemory) -> None:
    def stop() -> None:
        run.stopped = True

    tenant.script("create Bot", Step(meanwhile=stop))
    assert run.statuses(BOT, WEB) == {"webhook.bot": Status.DONE, "channel.web": Status.NOT_TRIED}
    assert tenant.calls == ["create Bot"]


@pytest.mark.parametrize("parallelism", [1, 3])
def test_independent_writes_go_side_by_side_up_to_the_parallelism(
    run: Apply, tenant: TenantInMemory, parallelism: int
) -> None:
    run.given(parallelism=parallelism)
    tenant.barrier = threading.Barrier(parallelism)
    run.carry_out(*(created(f"webhook.bot-{number}", f"Bot {number}") for number in range(6)))
    assert tenant.together == parallelism


def test_channels_are_deleted_before_the_webhook_they_use(run: Apply, tenant: TenantInMemory) -> None:
    tenant.put("webhook", "1", name="Bot")
    tenant.put("channel", "2", name="Web")
    results = run.carry_out(deleted("webhook.bot", "1", "Bot"), deleted("channel.web", "2", "Web"))
    assert tenant.calls == ["read 2", "delete 2", "read 1", "delete 1"]
    assert [one.binding and one.binding.id for one in results.values()] == ["", ""]


@pytest.mark.parametrize("step", [Step(REFUSED, stores=False), Step(LOST, stores=False)])
def test_a_webhook_is_not_deleted_while_the_channel_that_should_go_first_is_there(
    run: Apply, tenant: TenantInMemory, step: Step
) -> None:
    tenant.put("webhook", "1", name="Bot")
    tenant.put("channel", "2", name="Web", webHookId="1")
    tenant.script("delete 2", step)
    results = run.carry_out(
        deleted("webhook.bot", "1", "Bot"), deleted("channel.web", "2", "Web", webhook=reference("bot", "1"))
    )
    assert results["webhook.bot"].status is Status.SKIPPED
    assert results["webhook.bot"].because == Address("channel", "web")
    assert "delete 1" not in tenant.calls


def test_a_webhook_is_not_deleted_when_the_channel_was_not_pointed_elsewhere(
    run: Apply, tenant: TenantInMemory
) -> None:
    tenant.put("webhook", "1", name="Old")
    tenant.put("channel", "2", name="Web", webHookId="1", routingOptions={"id": "101"})
    tenant.script("replace 2", Step(REFUSED, stores=False))
    before: dict[str, Value] = {"name": "Web", "webhook": reference("old", "1"), "queue": SALES}
    move = updated("channel.web", "2", before, {"webhook": reference("bot", "3")})
    statuses = run.statuses(move, deleted("webhook.old", "1", "Old"), deleted("webhook.other", "4", "Other"))
    assert list(statuses.values()) == [Status.FAILED, Status.SKIPPED, Status.DONE]


def test_a_circle_of_names_that_is_refused_says_how_to_untie_it(run: Apply, tenant: TenantInMemory) -> None:
    for id, name in (("1", "A"), ("2", "B")):
        tenant.put("channel", id, name=name, routingOptions={"id": "101"})
        tenant.script(f"replace {id}", Step(REFUSED, stores=False))
    one = updated("channel.a", "1", {"name": "A", "queue": SALES}, {"name": "B"})
    other = updated("channel.b", "2", {"name": "B", "queue": SALES}, {"name": "A"})
    for result in run.carry_out(one, other).values():
        assert result.diagnostic is not None
        assert "in two steps" in result.diagnostic.hint


def test_lost_creates_of_one_level_are_settled_together_before_the_next_level(
    run: Apply, tenant: TenantInMemory
) -> None:
    for name in ("A", "B"):
        tenant.script(f"create {name}", Step(LOST))
    bots = [created(f"webhook.{name.lower()}", name) for name in "AB"]
    web = created("channel.web", "Web", webhook=reference("b"))
    run.given(parallelism=1)
    assert set(run.statuses(*bots, web).values()) == {Status.DONE}
    assert tenant.calls == ["create A", "create B", "list webhook", "list webhook", "create Web"]
    assert [one.settling for one in run.events if isinstance(one, Checking)] == [2]


def test_a_lost_create_is_told_once_when_its_outcome_is_known(run: Apply, tenant: TenantInMemory) -> None:
    tenant.script("create Bot", Step(LOST))
    run.carry_out(BOT)
    told = [one.result.status for one in run.events if isinstance(one, ChangeFinished)]
    assert told == [Status.DONE]


def test_a_journal_that_cannot_be_written_before_a_write_sends_nothing(
    run: Apply, tenant: TenantInMemory
) -> None:
    run.notes.fails_at = 1
    assert run.statuses(BOT, WEB) == {"webhook.bot": Status.FAILED, "channel.web": Status.SKIPPED}
    assert tenant.calls == []


def test_a_journal_that_cannot_be_written_after_a_write_ends_the_run_after_it(
    run: Apply, tenant: TenantInMemory
) -> None:
    run.notes.fails_at = 2
    run.given(parallelism=1)
    results = run.carry_out(BOT, created("webhook.other", "Other"))
    bot, other = results.values()
    assert (bot.status, bot.id, other.status) == (Status.DONE, "webhook-1", Status.NOT_TRIED)
    assert bot.diagnostic is not None
    assert bot.diagnostic.summary == "The journal cannot be written"
    assert tenant.calls == ["create Bot"]
