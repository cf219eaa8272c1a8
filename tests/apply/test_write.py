"""What each answer to a create, an update and a delete means."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from provisioner.apply.result import ChangeResult, Status
from provisioner.apply.write import Write
from provisioner.model.configuration import digest
from provisioner.model.outcome import Done, Outcome
from provisioner.model.state import Binding, PendingWrite, Sealed
from provisioner.model.value import Secret, Value
from provisioner.plan.change import Action, Change
from tests.apply.changes import SALES, URI, created, deleted, reference, updated
from tests.apply.clock import EPOCH
from tests.apply.conftest import Apply
from tests.apply.tenant import LOST, REFUSED, UNREADABLE, Step, TenantInMemory

BOT = created("webhook.bot", "Bot")
LIVE = {"name": "Bot", "uri": URI, "version": "Chat Gateway v1.0"}
OBSERVED: dict[str, Value] = {"name": "Bot", "uri": URI}


def only(run: Apply, change: Change) -> ChangeResult:
    return run.carry_out(change)[str(change.address)]


def renamed(to: str = "New") -> Change:
    return updated("webhook.bot", "1", OBSERVED, {"name": to})


@pytest.fixture
def bot(tenant: TenantInMemory) -> TenantInMemory:
    """A tenant with one webhook."""
    tenant.put("webhook", "1", **LIVE)
    return tenant


def test_a_create_sends_what_the_type_wants_on_create(run: Apply, tenant: TenantInMemory) -> None:
    only(run, BOT)
    assert tenant.bodies["webhook"]["webhook-1"]["notificationVersion"] == "Chat Gateway v1.0"


def test_a_create_leaves_a_binding_of_what_was_applied(run: Apply) -> None:
    result = only(run, BOT)
    assert (result.status, result.id) == (Status.DONE, "webhook-1")
    assert result.binding == Binding(
        "webhook-1",
        {"name": "Bot", "uri": URI},
        definition=digest({"name": "webhook.bot"}),
        commit="c0ffee",
        time="2026-10-01T12:00:00+00:00",
    )


def test_a_binding_holds_references_by_id_and_secrets_sealed(run: Apply) -> None:
    hook = created("webhook.bot", "Bot", uri=Secret("https://x?token=canary", "https://x?token=${env.P}"))
    results = run.carry_out(hook, created("channel.web", "Web", webhook=reference("bot")))
    bot, web = (one.binding for one in results.values())
    assert bot is not None
    assert web is not None
    assert isinstance(bot.applied["uri"], Sealed)
    assert bot.applied["uri"].template == "https://x?token=${env.P}"
    assert (web.applied["webhook"], web.applied["queue"]) == ("webhook-1", "101")
    assert "canary" not in repr(run.notes.lines)


def test_a_write_is_journaled_before_and_after(run: Apply) -> None:
    run.given(known={("webhook", "Bot"): ("elsewhere",)})
    result = only(run, BOT)
    (number, intent), (concluded, binding) = run.notes.lines
    assert isinstance(intent, PendingWrite)
    assert (number, intent.action, intent.known, intent.id) == (concluded, "create", ("elsewhere",), None)
    assert intent.time == EPOCH + 1000
    assert intent.binding.id == ""
    assert binding == result.binding


@pytest.mark.parametrize(
    "body",
    [{"name": "Bot"}, {"id": "", "name": "Bot"}, {"id": "new"}, {"id": "new", "name": "Other"}, {"id": 7}],
    ids=["no id", "an empty id", "no name", "another name", "a number"],
)
def test_a_create_answered_with_something_else_is_looked_for(
    run: Apply, tenant: TenantInMemory, body: dict[str, Any]
) -> None:
    tenant.script("create Bot", Step(Done(body)))
    result = only(run, BOT)
    assert (result.status, result.id) == (Status.DONE, "webhook-1")


def test_a_create_answered_with_a_known_id_is_looked_for(run: Apply, tenant: TenantInMemory) -> None:
    tenant.put("webhook", "known", **LIVE | {"name": "Other"})
    run.given(seen={"known"})
    tenant.script("create Bot", Step(Done({"id": "known", "name": "Bot"})))
    assert run.carry_out(BOT)["webhook.bot"].id not in (None, "known")


def test_two_creates_answered_with_one_id_are_told_apart(run: Apply, tenant: TenantInMemory) -> None:
    tenant.script("create Hall", Step(Done({"id": "webhook-1", "name": "Hall"})))
    results = run.carry_out(BOT, created("channel.hall", "Hall"))
    assert len({one.id for one in results.values()}) == 2


def test_a_refused_create_leaves_nothing_pending(run: Apply, tenant: TenantInMemory) -> None:
    tenant.script("create Bot", Step(REFUSED, stores=False))
    result = only(run, BOT)
    assert (result.status, result.binding, run.notes.pending) == (Status.FAILED, None, [])


def test_an_update_sends_what_lives_overlaid_with_what_is_managed(run: Apply, bot: TenantInMemory) -> None:
    bot.put("webhook", "1", **LIVE, locale="de", _links={"self": {}})
    assert only(run, renamed()).status is Status.DONE
    assert bot.bodies["webhook"]["1"] == {
        "id": "1",
        "name": "New",
        "uri": URI,
        "version": "Chat Gateway v1.0",
        "notificationVersion": "Chat Gateway v1.0",
        "locale": "de",
    }
    assert bot.calls == ["read 1", "replace 1"]


def test_a_tenant_of_documented_members_gets_no_other(run: Apply, bot: TenantInMemory) -> None:
    bot.put("webhook", "1", **LIVE, locale="de")
    run.given(documented_only=True)
    only(run, renamed())
    assert "locale" not in bot.bodies["webhook"]["1"]


def test_a_moved_object_is_not_written_and_both_values_are_told(run: Apply, bot: TenantInMemory) -> None:
    bot.put("webhook", "1", **LIVE | {"name": "Theirs"})
    result = only(run, renamed())
    assert (result.status, bot.calls, run.notes.lines) == (Status.MOVED, ["read 1"], [])
    assert result.diagnostic is not None
    assert result.diagnostic.detail == 'name is "Theirs", the plan saw "Bot"'


def test_an_object_deleted_since_the_plan_is_not_created_again(run: Apply, tenant: TenantInMemory) -> None:
    result = only(run, renamed())
    assert (result.status, tenant.calls) == (Status.MOVED, ["read 1"])
    assert result.diagnostic is not None
    assert result.diagnostic.summary == "webhook.bot was deleted since the plan was made"


def test_an_object_that_cannot_be_read_is_not_written(run: Apply, bot: TenantInMemory) -> None:
    bot.script("read 1", Step(error=UNREADABLE))
    assert (only(run, renamed()).status, bot.calls) == (Status.FAILED, ["read 1"])


def test_an_update_whose_answer_was_lost_is_done_when_it_lives(run: Apply, bot: TenantInMemory) -> None:
    bot.script("replace 1", Step(LOST))
    result = only(run, renamed())
    assert (result.status, run.notes.pending) == (Status.DONE, [])
    assert bot.calls == ["read 1", "replace 1", "read 1"]


def test_an_update_whose_answer_was_lost_is_done_when_another_form_of_it_lives(
    run: Apply, bot: TenantInMemory
) -> None:
    change = updated("webhook.bot", "1", OBSERVED, {"uri": "https://BOTS.example.com/new/"})
    bot.script("replace 1", Step(LOST, stored={"uri": "https://bots.example.com/new"}))
    assert only(run, change).status is Status.DONE


def test_an_update_whose_answer_was_lost_is_done_without_what_is_never_returned(
    run: Apply, tenant: TenantInMemory
) -> None:
    tenant.put("channel", "2", name="Web", routingOptions={"id": "101"})
    tenant.unreturned = frozenset({"description"})
    tenant.script("replace 2", Step(LOST))
    before: dict[str, Value] = {"name": "Web", "description": None, "queue": SALES}
    assert only(
        run, updated("channel.web", "2", before, {"name": "Shop", "description": "On the shop"})
    ).status is (Status.DONE)
    assert tenant.calls.count("replace 2") == 1


def test_an_update_whose_answer_was_lost_is_sent_once_more_when_nothing_changed(
    run: Apply, bot: TenantInMemory
) -> None:
    bot.script("replace 1", Step(LOST, stores=False))
    assert only(run, renamed()).status is Status.DONE
    assert bot.calls == ["read 1", "replace 1", "read 1", "replace 1"]


def test_an_update_lost_twice_is_unknown_and_stays_in_the_journal(run: Apply, bot: TenantInMemory) -> None:
    bot.script("replace 1", Step(LOST, stores=False), Step(LOST, stores=False))
    result = only(run, renamed())
    assert (result.status, run.notes.pending) == (Status.UNKNOWN, ["webhook.bot"])


def test_an_update_that_cannot_be_looked_for_is_unknown(run: Apply, bot: TenantInMemory) -> None:
    bot.script("replace 1", Step(LOST))
    bot.script("read 1", Step(), Step(error=UNREADABLE))
    result = only(run, renamed())
    assert (result.status, run.notes.pending) == (Status.UNKNOWN, ["webhook.bot"])


def test_what_lives_after_a_lost_update_and_was_never_wanted_has_moved(
    run: Apply, bot: TenantInMemory
) -> None:
    bot.script("replace 1", Step(LOST, stored={"name": "Theirs"}))
    result = only(run, renamed())
    assert (result.status, result.sent, run.notes.pending) == (Status.MOVED, True, [])


@pytest.mark.parametrize("outcome", [REFUSED, LOST], ids=["refused", "lost"])
def test_the_second_try_of_an_update_is_judged_like_the_first(
    run: Apply, bot: TenantInMemory, outcome: Outcome
) -> None:
    bot.script("replace 1", Step(LOST, stores=False), Step(outcome, stores=False))
    expected = Status.FAILED if outcome is REFUSED else Status.UNKNOWN
    assert only(run, renamed()).status is expected


def test_a_refused_update_leaves_nothing_pending(run: Apply, bot: TenantInMemory) -> None:
    bot.script("replace 1", Step(REFUSED, stores=False))
    result = only(run, renamed())
    assert (result.status, result.id, run.notes.pending) == (Status.FAILED, "1", [])


def test_a_channel_follows_a_webhook_made_in_the_same_apply(run: Apply, tenant: TenantInMemory) -> None:
    tenant.put("channel", "2", name="Web", webHookId="gone", routingOptions={"id": "101"})
    before: dict[str, Value] = {"name": "Web", "webhook": reference("bot", "gone"), "queue": SALES}
    follow = updated("channel.web", "2", before, {"webhook": reference("bot")})
    run.carry_out(BOT, follow)
    assert tenant.bodies["channel"]["2"]["webHookId"] == "webhook-1"


@pytest.mark.parametrize(
    ("step", "status", "pending"),
    [
        (Step(), Status.DONE, []),
        (Step(REFUSED, stores=False), Status.FAILED, []),
        (Step(LOST), Status.DONE, []),
        (Step(LOST, stores=False), Status.UNKNOWN, ["webhook.bot"]),
    ],
    ids=["accepted", "refused", "lost and gone", "lost and still there"],
)
def test_fault_36_a_delete_ends_as_it_is_answered_or_as_the_tenant_shows(
    run: Apply, bot: TenantInMemory, step: Step, status: Status, pending: list[str]
) -> None:
    bot.script("delete 1", step)
    assert only(run, deleted("webhook.bot", "1", "Bot")).status is status
    assert run.notes.pending == pending


def test_fault_36_a_lost_delete_that_cannot_be_looked_at_stays_unknown(
    run: Apply, bot: TenantInMemory
) -> None:
    bot.script("delete 1", Step(LOST))
    bot.script("read 1", Step(), Step(error=UNREADABLE))
    assert only(run, deleted("webhook.bot", "1", "Bot")).status is Status.UNKNOWN


def test_what_moved_since_the_plan_is_not_deleted(run: Apply, bot: TenantInMemory) -> None:
    result = only(run, deleted("webhook.bot", "1", "Bot", name="Bot", uri="https://former.example.com"))
    assert (result.status, bot.calls) == (Status.MOVED, ["read 1"])


def test_what_cannot_be_read_is_not_deleted(run: Apply, bot: TenantInMemory) -> None:
    bot.script("read 1", Step(error=UNREADABLE))
    assert only(run, deleted("webhook.bot", "1", "Bot")).status is Status.FAILED
    assert bot.calls == ["read 1"]


def test_what_is_gone_already_is_deleted_without_a_call(run: Apply, bot: TenantInMemory) -> None:
    result = only(run, deleted("webhook.gone", "9", "Gone"))
    assert (result.status, bot.calls, run.notes.lines) == (Status.DONE, ["read 9"], [])
    assert result.binding is not None
    assert result.binding.id == ""


def test_a_done_delete_unbinds_in_the_journal(run: Apply, bot: TenantInMemory) -> None:
    only(run, deleted("webhook.bot", "1", "Bot"))
    concluded = run.notes.lines[-1][1]
    assert isinstance(concluded, Binding)
    assert concluded.id == ""


@pytest.mark.parametrize("action", [Action.FORGET, Action.NO_OP])
def test_what_sends_nothing_is_a_fault_of_the_caller(run: Apply, action: Action) -> None:
    with pytest.raises(AssertionError, match=r"webhook\.bot has nothing to send"):
        Write(replace(BOT, action=action), run.context).send()
