"""The closing read: converged, another form, ignored, something else, not shown yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from provisioner.apply.closing import Proof, prove
from provisioner.apply.result import ChangeResult, Status
from provisioner.diagnostics import Severity
from provisioner.errors import TenantError
from provisioner.model.state import Sealed
from provisioner.model.value import Secret, Value
from provisioner.plan.change import Change
from tests.apply.changes import SALES, URI, created, deleted, updated
from tests.apply.conftest import Apply
from tests.apply.tenant import REFUSED, UNREADABLE, Step, TenantInMemory

BOT = created("webhook.bot", "Bot")
SHOP = created("channel.web", "Web", description="On the shop")
NEW_URI = "https://bots.example.com/new"
OBSERVED: Mapping[str, Value] = {"name": "Bot", "uri": URI}


def proved(run: Apply, *changes: Change) -> Proof:
    results = list(run.carry_out(*changes).values())
    run.tenant.calls.clear()
    return prove(results, run.context)


def only(proof: Proof) -> ChangeResult:
    (one,) = proof.results
    return one


def repointed(tenant: TenantInMemory, **stored: object) -> Change:
    """An update of a webhook's uri, of which the tenant stores something else."""
    tenant.put("webhook", "1", name="Bot", uri=URI)
    tenant.script("replace 1", Step(stored=stored))
    return updated("webhook.bot", "1", OBSERVED, {"uri": NEW_URI})


def test_what_lives_as_it_was_written_is_done_and_read_once(run: Apply, tenant: TenantInMemory) -> None:
    proof = proved(run, BOT, SHOP)
    assert [one.status for one in proof.results] == [Status.DONE, Status.DONE]
    assert (proof.notices, tenant.calls, run.clock.waits) == ((), ["list webhook", "list channel"], [])


def test_only_types_that_were_written_are_listed(run: Apply, tenant: TenantInMemory) -> None:
    proved(run, BOT)
    assert tenant.calls == ["list webhook"]


def test_what_was_not_done_keeps_its_result(run: Apply, tenant: TenantInMemory) -> None:
    tenant.script("create Bot", Step(REFUSED, stores=False))
    tenant.put("webhook", "9", name="Old")
    proof = proved(run, BOT, SHOP, deleted("webhook.old", "9", "Old"))
    assert [one.status for one in proof.results] == [Status.FAILED, Status.DONE, Status.DONE]
    assert tenant.calls == ["list channel"]


@pytest.mark.parametrize("form", ["https://bots.example.com/new/", "https://BOTS.example.com/new"])
def test_another_form_of_a_uri_is_a_notice_and_remembered(
    run: Apply, tenant: TenantInMemory, form: str
) -> None:
    proof = proved(run, repointed(tenant, uri=form))
    result = only(proof)
    assert (result.status, result.diagnostic) == (Status.DONE, None)
    assert [(one.summary, one.severity) for one in proof.notices] == [
        ("webhook.bot: the tenant stores uri in another form", Severity.NOTICE)
    ]
    assert result.binding is not None
    assert (result.binding.applied["uri"], result.binding.read_back) == (NEW_URI, {"uri": form})


def test_another_form_of_what_lived_before_is_remembered_too(run: Apply, tenant: TenantInMemory) -> None:
    tenant.put("webhook", "1", name="Bot", uri=URI)
    tenant.script("replace 1", Step(stored={"uri": URI}))
    result = only(proved(run, updated("webhook.bot", "1", OBSERVED, {"uri": f"{URI}/"})))
    assert result.status is Status.DONE
    assert result.binding is not None
    assert (result.binding.applied["uri"], result.binding.read_back) == (f"{URI}/", {"uri": URI})


def test_an_ignored_write_is_told_and_not_remembered(run: Apply, tenant: TenantInMemory) -> None:
    result = only(proved(run, repointed(tenant, uri=URI)))
    assert result.status is Status.DIFFERS
    assert result.diagnostic is not None
    assert result.diagnostic.detail == "the tenant accepted the write and kept what it had"
    assert result.binding is not None
    assert ("uri" in result.binding.applied, result.binding.read_back) == (False, {})
    assert result.binding.applied["name"] == "Bot"


def test_something_else_is_told_and_remembered_as_read_back(run: Apply, tenant: TenantInMemory) -> None:
    result = only(proved(run, repointed(tenant, uri="https://other.example.com")))
    assert result.status is Status.DIFFERS
    assert result.diagnostic is not None
    assert result.diagnostic.summary == "webhook.bot: written but reads back differently: uri"
    assert result.diagnostic.detail == "the tenant stored something else"
    assert result.binding is not None
    assert result.binding.read_back == {"uri": "https://other.example.com"}


def test_another_text_that_was_stored_is_remembered_as_it_is(run: Apply, tenant: TenantInMemory) -> None:
    tenant.script("create Web", Step(stored={"description": "Theirs"}))
    result = only(proved(run, SHOP))
    assert (result.status, result.binding and result.binding.read_back) == (
        Status.DIFFERS,
        {"description": "Theirs"},
    )


def test_a_secret_that_reads_back_differently_is_remembered_sealed(
    run: Apply, tenant: TenantInMemory
) -> None:
    hook = Secret("https://x.example.com/?t=canary", "https://x.example.com/?t=${env.P}")
    tenant.script("create Bot", Step(stored={"uri": "https://x.example.com/?t=canary-2"}))
    result = only(proved(run, created("webhook.bot", "Bot", uri=hook)))
    assert result.binding is not None
    assert isinstance(result.binding.read_back["uri"], Sealed)
    assert "canary" not in repr(result)


@pytest.mark.parametrize("late", [1, 4, 8])
def test_what_is_not_shown_yet_is_asked_for_by_id(run: Apply, tenant: TenantInMemory, late: int) -> None:
    tenant.hidden["webhook-1"] = late
    assert only(proved(run, BOT)).status is Status.DONE
    assert tenant.calls == ["list webhook", *["read webhook-1"] * late]


def test_what_is_never_shown_keeps_its_id(run: Apply, tenant: TenantInMemory) -> None:
    tenant.hidden["webhook-1"] = 99
    result = only(proved(run, BOT))
    assert (result.status, run.clock.waited) == (Status.DIFFERS, run.context.settle)
    assert result.binding is not None
    assert result.binding.id == "webhook-1"
    assert result.diagnostic is not None
    assert result.diagnostic.summary == "webhook.bot: written but not shown by the tenant yet"


def test_a_stale_listing_is_no_difference(run: Apply, tenant: TenantInMemory) -> None:
    results = list(run.carry_out(repointed(tenant)).values())
    written = tenant.bodies["webhook"]["1"]
    tenant.put("webhook", "1", name="Bot", uri=URI)

    def catch_up() -> None:
        tenant.bodies["webhook"]["1"] = written

    tenant.script("read 1", Step(), Step(meanwhile=catch_up))
    assert only(prove(results, run.context)).status is Status.DONE


def test_a_description_that_is_not_returned_is_told_once_for_all(run: Apply, tenant: TenantInMemory) -> None:
    tenant.unreturned = frozenset({"description"})
    app = created("channel.app", "App", description="In the app")
    proof = proved(run, SHOP, app)
    assert [one.status for one in proof.results] == [Status.DONE, Status.DONE]
    assert [one.summary for one in proof.notices] == [
        "The description of a channel is not readable in this tenant"
    ]
    assert all(one.binding and one.binding.unreadable == {"description"} for one in proof.results)


def test_a_description_nobody_declared_is_not_called_unreadable(run: Apply, tenant: TenantInMemory) -> None:
    tenant.unreturned = frozenset({"description"})
    proof = proved(run, created("channel.web", "Web"))
    assert proof.notices == ()


@pytest.mark.parametrize("returned", [None, ""])
def test_a_cleared_description_may_come_back_as_nothing(
    run: Apply, tenant: TenantInMemory, returned: str | None
) -> None:
    tenant.put("channel", "2", name="Web", description="On the shop", routingOptions={"id": "101"})
    tenant.script("replace 2", Step(stored={"description": returned}))
    before: Mapping[str, Value] = {"name": "Web", "description": "On the shop", "queue": SALES}
    assert only(proved(run, updated("channel.web", "2", before, {"description": ""}))).status is Status.DONE


def test_a_tenant_that_cannot_be_listed_proves_nothing(run: Apply, tenant: TenantInMemory) -> None:
    results = list(run.carry_out(BOT).values())
    tenant.script("list webhook", Step(error=UNREADABLE))
    with pytest.raises(TenantError):
        prove(results, run.context)


def test_a_signal_ends_the_second_look(run: Apply, tenant: TenantInMemory) -> None:
    results = list(run.carry_out(BOT).values())
    tenant.hidden["webhook-1"] = 99
    run.stopped = True
    assert only(prove(results, run.context)).status is Status.DIFFERS
    assert run.clock.waits == []


def test_a_create_that_was_settled_is_proved_like_any_other(run: Apply, tenant: TenantInMemory) -> None:
    (result,) = run.carry_out(BOT).values()
    tenant.bodies["webhook"]["webhook-1"]["uri"] = "https://other.example.com"
    proof = prove([replace(result, diagnostic=None)], run.context)
    assert only(proof).status is Status.DIFFERS
