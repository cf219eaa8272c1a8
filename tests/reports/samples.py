"""A plan, a result and rows with one of everything a report can show."""

from __future__ import annotations

import signal
from dataclasses import dataclass, replace
from datetime import date

from provisioner.apply.result import ChangeResult, Result, Status
from provisioner.diagnostics import Diagnostic, Position, Severity
from provisioner.model.address import Address
from provisioner.model.environment import Environment, Ignore, Tenant
from provisioner.model.state import Run
from provisioner.model.value import Reference, Secret
from provisioner.plan.change import Action, Change, Difference, Reason
from provisioner.plan.drift import Word, drift_of
from provisioner.plan.ignored import Ignored
from provisioner.plan.plan import Plan
from provisioner.plan.sightings import Earlier, Sighting, Since, sightings
from provisioner.reports.configuration import validation_document
from provisioner.reports.document import failure_document, plan_document, several_document
from provisioner.reports.drift import GRAVE, Verdict, drift_document, unknown_document
from provisioner.reports.edit import Errand, edit_document
from provisioner.reports.shape import AnyDocument, Single
from tests.reports.edits import edits_named

CHANNELS = "environments/shared/channels.yaml"
WEBHOOKS = "environments/shared/webhooks.yaml"
SALES_BOT = Address("webhook", "sales-bot")
SALES_WEB = Address("channel", "sales-web")
SECRET = "q7f3-never-shown"
TEMPLATE = "https://bots.example.com/8x8?token=${env.PROVISIONER_TOKEN}"

HOOK = Change(
    SALES_BOT,
    Action.CREATE,
    Reason.NOT_IN_TENANT,
    "Sales bot",
    desired={"name": "Sales bot", "uri": Secret(f"https://bots.example.com/8x8?token={SECRET}", TEMPLATE)},
    position=Position(WEBHOOKS, 5, 3),
)
WEB = Change(
    SALES_WEB,
    Action.CREATE,
    Reason.MISSING,
    "Sales web chat",
    differences=(
        Difference("name", None, "Sales web chat", Reason.MISSING),
        Difference("webhook", None, Reference("sales-bot", None), Reason.MISSING),
        Difference("queue", None, Reference("sales", "1043"), Reason.MISSING),
    ),
    position=Position(CHANNELS, 4, 3),
)
SUPPORT = Change(
    Address("webhook", "support-bot"),
    Action.UPDATE,
    Reason.CHANGED_IN_BOTH,
    "Support bot",
    id="9f1Zk2",
    differences=(
        Difference("name", "Support", "Support bot", Reason.CHANGED_OUTSIDE),
        Difference(
            "uri",
            Secret("x", "https://evil.example/8x8?token=(sensitive, differs)"),
            Secret(SECRET, TEMPLATE),
            Reason.CHANGED_IN_BOTH,
            Secret(None, "https://bots.example.com/old?token=${env.PROVISIONER_TOKEN}"),
        ),
    ),
    position=Position(WEBHOOKS, 9, 3),
    affects=(Address("channel", "labs-chat"), SALES_WEB),
    released=("version",),
)
BILLING = Change(
    Address("channel", "billing-web"),
    Action.ADOPT,
    Reason.FOUND_BY_NAME,
    "Billing web chat",
    id="-Kd03x",
    differences=(
        Difference(
            "queue",
            Reference("support", "1060", "Support Tier 1"),
            Reference("billing", "1051", "Billing"),
            Reason.ORIGIN_UNKNOWN,
        ),
        Difference("description", None, "", Reason.ORIGIN_UNKNOWN),
        Difference(
            "webhook", Reference(None, "zzz9", "Stranger"), Reference(None, "zzz8"), Reason.ORIGIN_UNKNOWN
        ),
    ),
    warnings=("the update may erase the description",),
)
RENAMED = Change(
    Address("channel", "support-app"),
    Action.NO_OP,
    Reason.KEY_RENAMED,
    "Support in-app chat",
    id="5tT_0a",
    previous=Address("channel", "support-mobile"),
)
OLD = Change(
    Address("channel", "old"),
    Action.DELETE,
    Reason.NO_LONGER_DECLARED,
    "Old chat",
    id="8uU1bb",
    observed={"name": "Old chat", "queue": Reference("sales", "1043", "Sales")},
)
GONE = Change(Address("webhook", "gone"), Action.FORGET, Reason.NO_LONGER_DECLARED, "Gone bot", id="1aA2bb")
SAME = Change(Address("channel", "quiet"), Action.NO_OP, Reason.SAME, "Quiet", id="2bB3cc")
FOUND = replace(SAME, address=Address("channel", "found"), action=Action.ADOPT, reason=Reason.FOUND_BY_NAME)

NOTICE = Diagnostic("The queues were not read", "403", severity=Severity.NOTICE)
REFUSAL = Diagnostic(
    "channel.sales-web is protected",
    "the plan would change its queue",
    "if that is meant, pass --allow-protected channel.sales-web",
    Position(CHANNELS, 4, 3),
)

PLAN = Plan(
    environment="prod",
    tenant="acmeprod01",
    endpoint="https://api.8x8.com",
    lineage="f00d",
    changes=(HOOK, SUPPORT, WEB, BILLING, RENAMED, SAME, FOUND, OLD, GONE),
    normalised=1,
    unmanaged=(("webhook", 1), ("channel", 2)),
    orphans=(
        Change(
            Address("channel", "legacy"), Action.NO_OP, Reason.NO_LONGER_DECLARED, "Legacy chat", id="3cC4dd"
        ),
    ),
    ignored=(
        Ignored(Ignore(SALES_WEB, "name", "owned by the shop team", date(2027, 3, 31)), False, True),
        Ignored(Ignore(SALES_BOT, "uri", "moves in autumn", date(2026, 9, 30)), True, False),
    ),
    notices=(NOTICE,),
)
EMPTY = replace(
    PLAN, changes=(FOUND, FOUND, SAME), normalised=0, unmanaged=(), orphans=(), ignored=(), notices=()
)

RESULT = Result(
    PLAN,
    (
        ChangeResult(
            HOOK, Status.FAILED, diagnostic=Diagnostic("400 from the tenant", "invalid_uri", "correct it")
        ),
        ChangeResult(SUPPORT, Status.DONE, "9f1Zk2"),
        ChangeResult(WEB, Status.SKIPPED, because=SALES_BOT),
        ChangeResult(BILLING, Status.UNKNOWN, "-Kd03x", Diagnostic("The answer was lost")),
        ChangeResult(OLD, Status.NOT_TRIED, "8uU1bb"),
    ),
    notices=(Diagnostic("description is not readable here", severity=Severity.NOTICE),),
    bound=2,
    unchecked=Diagnostic("The closing read failed", "503", severity=Severity.WARNING),
    stopped_by=signal.SIGTERM,
)
DONE = Result(replace(PLAN, changes=(HOOK, SAME)), (ChangeResult(HOOK, Status.DONE, "SG8rk6"),))
NOTHING = Result(EMPTY, (), bound=2)
UNSAVED = replace(
    DONE,
    unsaved=Diagnostic(
        "prod.json cannot be written; what was done is saved in recovery.json",
        "No space left on device",
        "when it can be written again: mv recovery.json prod.json",
    ),
)
DESTROYED = Result(replace(PLAN, changes=(OLD,)), (ChangeResult(OLD, Status.DONE, "8uU1bb"),))
OUTDATED = Diagnostic("The saved plan no longer holds", "webhook.support-bot: not the same name before")
MONDAY, TUESDAY = "2026-10-05T08:00:00+00:00", "2026-10-06T08:00:00+00:00"
MOVED = replace(
    BILLING,
    address=Address("channel", "shop-web"),
    action=Action.UPDATE,
    reason=Reason.CHANGED_OUTSIDE,
    observed={
        "queue": Reference("support", "1060", "Support Tier 1"),
        "webhook": Reference("support-bot", "9f1Zk2", "Support bot"),
    },
    desired={
        "queue": Reference("billing", "1051", "Billing"),
        "webhook": Reference("support-bot", "9f1Zk2", "Support bot"),
    },
    differences=(
        Difference(
            "queue",
            Reference("support", "1060", "Support Tier 1"),
            Reference("billing", "1051", "Billing"),
            Reason.CHANGED_OUTSIDE,
        ),
        Difference("description", "Shop", "Chat on the shop", Reason.CHANGED_IN_CONFIGURATION),
    ),
    ignored=(Difference("name", "Shop", "Shop chat", Reason.IGNORED),),
)
DAMAGED = replace(
    SAME,
    address=Address("channel", "damaged"),
    reason=Reason.UNREADABLE,
    warnings=("the tenant's answer for it is damaged: it is left alone",),
)
DRIFT = drift_of(replace(PLAN, changes=(SUPPORT, WEB, MOVED, BILLING, SAME, FOUND, DAMAGED, GONE)))
SINCE = Since(
    MONDAY,
    tuple(
        replace(one, first_seen=MONDAY if one.address.key == "support-bot" else TUESDAY)
        for one in sightings(DRIFT, TUESDAY)
    ),
    (
        Sighting(Address("channel", "labs-chat"), "queue", Word.CONFLICT, "2026-09-01T08:00:00+00:00"),
        Sighting(Address("webhook", "labs-bot"), None, Word.MISSING, MONDAY),
    ),
)


@dataclass(frozen=True)
class Unknown:
    """A tenant that could not be read, and what was known before."""

    environment: Environment
    time: str
    earlier: Earlier | None
    diagnostics: tuple[Diagnostic, ...]
    code: int


UNKNOWN = Unknown(
    Environment("prod", "environments/prod.yaml", Tenant("acmeprod01")),
    TUESDAY,
    Earlier(MONDAY, SINCE.resolved),
    (Diagnostic("The tenant cannot be reached", "timed out"),),
    69,
)
RUNS = (
    Run("2026-10-02T08:00:00+00:00", "ci@build-7", "c0ffee" * 6, {"done": 3, "failed": 1}, 3),
    Run("2026-10-01T12:30:00+00:00", "ann@laptop", "", {"done": 12}, 0, (SALES_WEB,)),
)

EVIL = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "over\rwritten",
    "bell\x07",
    "\u202egnp.exe",
    "zero\u200bwidth\ufeff",
    "\n::error::owned",
    "::error::owned",
    "##vso[task.setvariable]",
    "##[add-path]/tmp",
    "`code` ``more``",
    "a|b",
    "<!-- hidden -->",
    "@team",
    "![x](https://evil.example/x.png)",
    "<script>alert(1)</script>",
    "lone\udc80surrogate",
    "c1\x9b31m",
    "tag\U000e0041",
    "line\u2028separator",
)


@dataclass(frozen=True)
class Row:
    """A live resource as the listing gives it."""

    type: str
    id: str
    name: str
    status: str
    address: Address | None = None
    detail: str = ""


@dataclass(frozen=True)
class Listing:
    """Live resources and how many of them are managed."""

    rows: tuple[Row, ...]
    coverage: int = 50


@dataclass(frozen=True)
class QueueRow:
    """A queue as the listing gives it."""

    id: str
    name: str
    media: str | None = "chat"
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Managed:
    """A managed resource and its id."""

    address: Address
    id: str
    name: str


@dataclass(frozen=True)
class Checked:
    """An environment that was checked."""

    environment: str
    valid: bool
    counts: dict[str, int]


LISTING = Listing(
    (
        Row("webhook", "9f1Zk2", "Support bot", "managed", Address("webhook", "support-bot")),
        Row("channel", "-Kd03x", "Billing web chat", "unmanaged"),
        Row("channel", "5tT_0a", "客服 WhatsApp", "other type", detail="WhatsApp"),
        Row("channel", "", "", "unreadable", detail="its id or name is missing or no text"),
    )
)
QUEUES = (
    QueueRow("1043", "Sales", keys=("sales",)),
    QueueRow("1051", "Billing & Returns"),
    QueueRow("1052", "Billing / Returns"),
    QueueRow("7", "24h Hotline", media="phone"),
    QueueRow("q-9", "客服", media=None, keys=("care", "care-night")),
)
MANAGED = (
    Managed(SALES_BOT, "9f1Zk2", "Sales bot"),
    Managed(SALES_WEB, "-Kd03x", "Sales web chat"),
)


def named(name: str) -> Plan:
    """A plan in which a text of the tenant stands wherever one can."""
    change = replace(
        SUPPORT,
        name=name,
        id=name,
        differences=(
            Difference("name", name, "Support bot", Reason.CHANGED_IN_BOTH, name),
            Difference(
                "queue", Reference(None, name, name), Reference("q", name, name), Reason.CHANGED_OUTSIDE
            ),
            Difference("uri", Secret("x", name), Secret("y", name), Reason.CHANGED_OUTSIDE),
        ),
        warnings=(name,),
    )
    refusal = Diagnostic(name, name, name, Position(CHANNELS, 4, 3), name)
    return replace(
        PLAN,
        tenant=name,
        endpoint=name,
        changes=(change,),
        orphans=(replace(PLAN.orphans[0], name=name, id=name, warnings=(name,)),),
        ignored=(replace(PLAN.ignored[0], ignore=replace(PLAN.ignored[0].ignore, reason=name)),),
        notices=(refusal,),
    )


def named_documents(name: str) -> list[AnyDocument]:
    """Reports in which a text of the tenant stands wherever one can."""
    plan, refusal = named(name), named(name).notices
    seen = Sighting(SALES_WEB, name, Word.DRIFT, MONDAY)
    earlier = Earlier(MONDAY, (seen,))
    drift = drift_document(drift_of(plan), TUESDAY, Since(MONDAY, (), (seen,)), Verdict(GRAVE))
    unknown = unknown_document(replace(UNKNOWN, earlier=earlier, diagnostics=refusal), Verdict(GRAVE))
    told: list[Single] = [
        plan_document(plan, refusal, 6),
        drift,
        unknown,
        failure_document(refusal, 69, name),
    ]
    checked = Checked(name, True, {"webhooks": 1}), Checked(name, False, {})
    edit = edit_document(Errand("promote", name, name), edits_named(SALES_WEB, name), plan.changes, [name])
    return [*told, edit, several_document(told), validation_document(checked, refusal, 78)]
