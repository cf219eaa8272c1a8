"""What the tool promises of every run: who writes, how often, and that no secret leaves."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, unquote

import pytest

from provisioner.errors import ProvisionerError
from provisioner.model.address import Address
from provisioner.simulator import Fault
from provisioner.simulator import Status as Answered
from provisioner.workflow.binding import adopt, forget
from provisioner.workflow.drift import detect
from provisioner.workflow.export import Request, export
from provisioner.workflow.listing import list_live, list_queues, list_unmanaged
from provisioner.workflow.output import output
from provisioner.workflow.plan import plan
from tests.journeys.site import BOT, KEY, WEB, Site

Verb = Callable[[Site], object]
CANARY = "canary/of+ours=="
HOOK = "https://bots.example.com/8x8?token=${env.PROVISIONER_TOKEN}"

READING: dict[str, Verb] = {
    "plan": lambda site: plan(site.options()),
    "drift": lambda site: detect(site.options()),
    "list": lambda site: list_live(site.options()),
    "list --unmanaged": lambda site: list_unmanaged(site.options()),
    "queues": lambda site: list_queues(site.options()),
    "export": lambda site: export(site.options(), Request(site.folder / "out")),
    "output": lambda site: output(site.options()),
    "adopt": lambda site: adopt(site.options(), Address("channel", "web"), site.id_of("channel.web")),
    "forget": lambda site: forget(site.options(), Address("channel", "web")),
}


@pytest.mark.parametrize("verb", READING.values(), ids=list(READING))
def test_promise_1_every_verb_but_apply_sends_only_get(site: Site, verb: Verb) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.change_outside("channel.web", name="Hijacked")
    site.forget_requests()
    verb(site)
    assert {one.method for one in site.simulator.requests} <= {"GET"}


def test_promise_2_one_accepted_write_for_each_change_of_the_plan(site: Site) -> None:
    site.declare({"bot": BOT, "old": BOT | {"name": "Old"}}, {"web": WEB})
    site.apply()
    site.declare({"bot": BOT, "old": BOT | {"name": "New"}}, {"web": WEB, "app": WEB | {"name": "App chat"}})
    site.forget_requests()
    planned = sorted((change.action.value, str(change.address)) for change in site.plan().writes)
    assert planned == [("create", "channel.app"), ("update", "webhook.old")]
    site.apply()
    assert site.writes == ["PUT webhooks", "POST channels"]
    site.forget_requests()
    site.apply()
    assert site.writes == []


def test_promise_3_every_update_shows_an_attribute(site: Site) -> None:
    site.declare({"bot": BOT}, {"web": WEB})
    site.apply()
    site.change_outside("channel.web", **{"x-undocumented": 1}, type=None)
    assert not site.plan().writes
    site.change_outside("channel.web", webHookId="gone")
    assert all(change.differences for change in site.plan().writes)


@pytest.fixture
def secretive(site: Site) -> Site:
    """A webhook with a secret in its URI, applied."""
    site.environ["PROVISIONER_TOKEN"] = CANARY
    site.declare({"bot": BOT | {"uri": HOOK}}, {"web": WEB})
    assert site.apply().exit_code == 0
    return site


def everything_written(site: Site) -> str:
    files = (path for path in (site.folder / ".provisioner").rglob("*") if path.is_file())
    return "".join(path.read_text("utf-8", "replace") for path in files)


def test_promise_6_a_secret_is_sent_and_stands_in_no_file(secretive: Site) -> None:
    assert secretive.live("webhook.bot")["uri"] == HOOK.replace("${env.PROVISIONER_TOKEN}", CANARY)
    written = everything_written(secretive)
    assert "${env.PROVISIONER_TOKEN}" in written
    assert CANARY not in written
    assert KEY not in written


def test_promise_6_a_secret_stands_in_no_journal_of_an_unfinished_write(secretive: Site) -> None:
    secretive.declare({"bot": BOT | {"uri": f"{HOOK}&v=2"}}, {"web": WEB})
    secretive.inject(Fault(Answered(503), "PUT", times=None))
    result = secretive.apply(settle=0.0)
    assert result.exit_code == 5
    assert CANARY not in everything_written(secretive) + repr(result)


@pytest.mark.parametrize(
    "live",
    [f"https://evil.example.net/?x={CANARY}", f"https://{quote(CANARY, safe='')}@bots.example.com/8x8"],
)
def test_promise_6_a_secret_is_in_no_plan_result_event_log_or_notice(secretive: Site, live: str) -> None:
    secretive.change_outside("webhook.bot", uri=live)
    plan = secretive.plan()
    assert plan.writes
    result = secretive.apply()
    said = repr(
        (plan, result, secretive.events, secretive.log, secretive.told, list_live(secretive.options()))
    )
    assert CANARY not in unquote(said)
    assert KEY not in said


@pytest.mark.parametrize("status", [400, 401, 403, 500])
def test_promise_6_a_tenant_that_repeats_the_secret_does_not_make_it_known(
    secretive: Site, status: int
) -> None:
    secretive.environ["PROVISIONER_TOKEN"] = f"{CANARY}-2"
    echo = {"message": f"bad uri {HOOK.replace('${env.PROVISIONER_TOKEN}', CANARY)}-2 with key {KEY}"}
    secretive.inject(Fault(Answered(status, body=echo), "PUT", times=None))
    result = secretive.apply(settle=0.0)
    assert result.exit_code in (1, 5)
    assert CANARY not in repr(result) + everything_written(secretive)
    assert KEY not in repr(result)


@pytest.mark.parametrize("status", [400, 401, 403, 500])
def test_promise_6_no_exception_holds_a_secret(secretive: Site, status: int) -> None:
    secretive.inject(Fault(Answered(status, body={"message": f"no {KEY}"}), "GET", times=None))
    with pytest.raises(ProvisionerError) as raised:
        secretive.apply()
    error = raised.value
    assert KEY not in repr(error) + repr(error.diagnostics) + repr(error.__context__)
