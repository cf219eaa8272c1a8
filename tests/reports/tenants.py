"""Whole tenants for pictures: one as a manager would meet it, and as many of any size as a test asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from provisioner.diagnostics import Diagnostic, Position, Severity
from provisioner.model.address import Address
from provisioner.model.value import Reference, Secret, Value
from provisioner.plan.change import Action, Change, Difference, Reason
from provisioner.plan.drift import GRAVE, drift_of
from provisioner.plan.plan import Plan
from provisioner.reports.document import failure_document, several_document
from provisioner.reports.drift import Verdict, drift_document
from provisioner.reports.shape import DriftDocument, SeveralDocument

CHANNELS = "environments/shared/channels.yaml"
WEBHOOKS = "environments/shared/webhooks.yaml"
NOW = "2026-11-23T07:30:00+00:00"
VERDICT = Verdict(GRAVE)
BOTS = {"orders-bot": "Orders bot", "returns-bot": "Returns bot", "support-bot": "Support bot"}
QUEUES = {
    "orders": ("1043", "Orders"),
    "orders-overflow": ("1052", "Orders overflow"),
    "returns": ("1051", "Returns"),
    "support": ("1060", "Support Tier 1"),
}
ROUTES = (
    ("orders-web", "Orders web chat", "orders-bot", "orders"),
    ("orders-app", "Orders in-app chat", "orders-bot", "orders"),
    ("orders-kiosk", "Store kiosk", "orders-bot", "orders-overflow"),
    ("orders-partner", "Partner portal chat", "orders-bot", "orders-overflow"),
    ("returns-web", "Returns web chat", "returns-bot", "returns"),
    ("returns-app", "Returns in-app chat", "returns-bot", "returns"),
    ("support-web", "Support web chat", "support-bot", "support"),
    ("support-app", "Support in-app chat", "support-bot", "support"),
    ("support-vip", "Premium support", "support-bot", "support"),
    ("labs-chat", "Labs chat", "support-bot", "support"),
)


def bot(key: str) -> Reference:
    """A webhook as a channel names it."""
    return Reference(key, f"{key[:3]}LvtVwvFVOzBa10T6V", BOTS[key])


def queue(key: str) -> Reference:
    """A queue as a channel names it."""
    return Reference(key, *QUEUES[key])


def webhook(key: str, number: int) -> Change:
    """A webhook in sync."""
    uri = f"https://bots.example.com/8x8/{key.removesuffix('-bot')}"
    return _same(Address("webhook", key), BOTS[key], WEBHOOKS, number, {"name": BOTS[key], "uri": uri})


def channel(key: str, name: str, hook: str, to: str, number: int) -> Change:
    """A channel in sync."""
    attributes: dict[str, Value] = {"name": name, "webhook": bot(hook), "queue": queue(to)}
    return _same(Address("channel", key), name, CHANNELS, number, attributes)


def differing(change: Change, reason: Reason, applied: Value = None, **live: Value) -> Change:
    """The same resource with other values in the tenant."""
    desired = change.desired or {}
    return replace(
        change,
        action=Action.UPDATE,
        reason=reason,
        observed={**desired, **live},
        differences=tuple(
            Difference(name, value, desired[name], reason, applied) for name, value in live.items()
        ),
    )


def shop() -> Plan:
    """A tenant in which somebody was at work in the console."""
    hooks = {key: webhook(key, number) for number, key in enumerate(BOTS)}
    channels = {route[0]: channel(*route, number) for number, route in enumerate(ROUTES)}
    hooks["support-bot"] = differing(
        hooks["support-bot"],
        Reason.CHANGED_OUTSIDE,
        "https://bots.example.com/8x8/support",
        uri=Secret("x", "https://elsewhere.example.net/8x8/support?token=(sensitive)"),
    )
    hooks["support-bot"] = replace(
        hooks["support-bot"], affects=tuple(Address("channel", one) for one in ("support-app", "support-web"))
    )
    channels["orders-web"] = differing(
        channels["orders-web"], Reason.CHANGED_OUTSIDE, queue("orders"), queue=queue("orders-overflow")
    )
    channels["returns-app"] = differing(
        channels["returns-app"],
        Reason.CHANGED_IN_BOTH,
        "Returns chat (app)",
        name="Returns in-app chat (renamed by hand)",
    )
    channels["support-vip"] = replace(
        channels["support-vip"],
        action=Action.CREATE,
        reason=Reason.MISSING,
        id=None,
        observed=None,
        differences=_created(channels["support-vip"], Reason.MISSING),
    )
    channels["labs-chat"] = differing(
        channels["labs-chat"], Reason.CHANGED_IN_CONFIGURATION, queue("returns"), queue=queue("returns")
    )
    orphan = Change(
        Address("channel", "spring-sale"),
        Action.NO_OP,
        Reason.NO_LONGER_DECLARED,
        "Spring sale chat",
        id="q8HB4nyxRkuYdS2lWv1p0A",
        observed={"name": "Spring sale chat", "webhook": bot("orders-bot"), "queue": queue("orders")},
    )
    return Plan(
        "prod",
        "acmeprod01",
        "https://api.8x8.com",
        "f00d",
        (*hooks.values(), *channels.values()),
        unmanaged=(("channel", 2),),
        orphans=(orphan,),
        notices=(
            Diagnostic(
                "The queues were not read: their ids are not checked",
                "403 from the tenant; all queues in use are bound by id",
                severity=Severity.NOTICE,
            ),
        ),
    )


def shop_drift() -> DriftDocument:
    """The drift of that tenant, some of which an earlier report told of."""
    document = drift_document(drift_of(shop()), NOW, None, VERDICT)
    seen = {"webhook.support-bot": "2026-11-16T07:30:00+00:00", "channel.returns-app": NOW}
    for one in document["resources"]:
        if one["address"] in seen:
            one["first_seen"] = seen[one["address"]]
    document["since"] = "2026-11-16T07:30:00+00:00"
    document["resolved"] = [
        {
            "address": "channel.orders-app",
            "attribute": "name",
            "word": "drift",
            "first_seen": "2026-11-09T07:30:00+00:00",
        }
    ]
    document["ignored"] = [
        {
            "attribute": "channel.orders-kiosk.description",
            "reason": "owned by the shop team",
            "until": "2027-03-31",
            "expired": False,
            "differs": True,
        }
    ]
    return document


def shops() -> SeveralDocument:
    """Four environments: in order, waiting, drifted, and one that could not be read."""
    plan = replace(shop(), orphans=(), unmanaged=(), notices=())
    same = tuple(webhook(key, number) for number, key in enumerate(BOTS))
    same += tuple(channel(*route, number) for number, route in enumerate(ROUTES))
    waiting = tuple(
        one if one.reason in (Reason.SAME, Reason.CHANGED_IN_CONFIGURATION) else calm
        for one, calm in zip(plan.changes, same, strict=True)
    )
    dev = replace(plan, environment="dev", tenant="acmedev01", changes=same)
    staging = replace(plan, environment="staging", tenant="acmestage01", changes=waiting)
    unread = Diagnostic("acmelabs01 could not be read", "429 from the tenant, for 30 s", "try again later")
    return several_document(
        [
            drift_document(drift_of(dev), NOW, None, VERDICT),
            drift_document(drift_of(staging), NOW, None, VERDICT),
            shop_drift(),
            failure_document([unread], 69, "labs"),
        ]
    )


def many(environments: int, resources: int, differing_every: int) -> SeveralDocument:
    """Environments of one size, in which every so many-th resource was changed outside."""
    return several_document(
        drift_document(drift_of(large(f"tenant-{number:02}", resources, differing_every)), NOW, None, VERDICT)
        for number in range(environments)
    )


def large(environment: str, resources: int, differing_every: int) -> Plan:
    """A tenant of one size."""
    changes = tuple(_numbered(resources, differing_every))
    return Plan(environment, environment, "https://api.8x8.com", "f00d", changes)


def _numbered(resources: int, differing_every: int) -> Iterator[Change]:
    """A tenth are webhooks; the channels spread over them and over four queues."""
    hooks, keys = max(1, resources // 10), tuple(QUEUES)
    for number in range(hooks):
        name, uri = f"Assistant {number}", f"https://bots.example.com/8x8/assistant-{number}"
        yield _same(
            Address("webhook", f"assistant-{number}"), name, WEBHOOKS, number, {"name": name, "uri": uri}
        )
    for number in range(resources - hooks):
        hook = Reference(
            f"assistant-{number % hooks}", f"hook{number % hooks:018}", f"Assistant {number % hooks}"
        )
        name = f"Regional web chat number {number}"
        to = queue(keys[number % len(keys)])
        attributes: dict[str, Value] = {"name": name, "webhook": hook, "queue": to}
        change = _same(Address("channel", f"regional-web-{number}"), name, CHANNELS, number, attributes)
        if number % differing_every == 0:
            change = differing(
                change,
                Reason.CHANGED_OUTSIDE,
                name=f"{name} (renamed by hand)",
                queue=queue(keys[(number + 1) % len(keys)]),
            )
        yield change


def _same(address: Address, name: str, file: str, number: int, attributes: dict[str, Value]) -> Change:
    return Change(
        address,
        Action.NO_OP,
        Reason.SAME,
        name,
        id=f"{address.key[:4]}{number:018}",
        desired=attributes,
        observed=attributes,
        position=Position(file, 4 + 5 * number, 3),
    )


def _created(change: Change, reason: Reason) -> tuple[Difference, ...]:
    return tuple(Difference(name, None, value, reason) for name, value in (change.desired or {}).items())
