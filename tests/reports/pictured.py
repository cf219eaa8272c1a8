"""One document of each sort that has a picture, with one of everything in it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import cast

from provisioner.apply.result import ChangeResult, Result, Status
from provisioner.diagnostics import Diagnostic, Position
from provisioner.model.environment import Environment, Tenant
from provisioner.model.value import Reference, Value
from provisioner.plan.change import Action, Reason
from provisioner.plan.drift import Word, drift_of
from provisioner.plan.plan import Plan
from provisioner.plan.sightings import Earlier, Sighting
from provisioner.reports.compare import compare_document
from provisioner.reports.document import failure_document, outdated_document, plan_document, several_document
from provisioner.reports.drift import drift_document, unknown_document
from provisioner.reports.result import result_document
from provisioner.reports.shape import AnyDocument, IgnoreDocument, SeenDocument, Single
from tests.reports import portraits, samples, tenants

UNREADABLE = Diagnostic("acmelabs01 could not be read", "incomplete listing (140 of 163)", "try again")
SEEN = Sighting(samples.SALES_WEB, "name", Word.DRIFT, "2026-11-09T07:30:00+00:00")


class Unread:
    """A tenant that could not be read, of which an earlier report told."""

    environment = Environment("labs", "environments/labs.yaml", Tenant("acmelabs01"))
    time = tenants.NOW
    earlier = Earlier("2026-11-16T07:30:00+00:00", (SEEN,))
    diagnostics = (UNREADABLE,)
    code = 69


DOCUMENTS: dict[str, AnyDocument] = {
    "plan": plan_document(samples.PLAN, whole=True),
    "plan-refused": plan_document(samples.PLAN, [samples.REFUSAL], 6, whole=True),
    "plan-empty": plan_document(samples.EMPTY, whole=True),
    "result": result_document(samples.RESULT, whole=True),
    "result-done": result_document(samples.DONE, whole=True),
    "result-nothing": result_document(samples.NOTHING, whole=True),
    "outdated": outdated_document(samples.PLAN, samples.EMPTY, [samples.OUTDATED], 6, whole=True),
    "drift": tenants.shop_drift(),
    "incomplete": unknown_document(Unread(), tenants.VERDICT),
    "several": tenants.shops(),
    "failure": failure_document([samples.REFUSAL], 78),
    "compare": compare_document(portraits.THREE, "both", [UNREADABLE], 2),
    "compare-same": compare_document(portraits.NONE, "config"),
}


@cache
def evil(name: str) -> dict[str, AnyDocument]:
    """The documents in which a text of the tenant or of a file stands wherever one can."""
    plan = _evil_plan(name)
    refusal = plan.notices
    changed = plan.changes[0]
    failed = Result(plan, (ChangeResult(changed, Status.FAILED, name, refusal[0]),), notices=refusal)
    drift = drift_document(drift_of(plan), tenants.NOW, None, tenants.VERDICT)
    seen: SeenDocument = {"address": "channel.x", "attribute": "name", "word": "drift", "first_seen": name}
    ignored: IgnoreDocument = {
        "attribute": "channel.x.name",
        "reason": name,
        "until": "2027-03-31",
        "expired": False,
        "differs": True,
    }
    drift["resolved"], drift["unverified"], drift["ignored"] = [seen], [seen], [ignored]
    for one in drift["resources"]:
        one["first_seen"] = name
    documents: dict[str, AnyDocument] = {
        "plan": plan_document(plan, refusal, 6, whole=True),
        "result": result_document(failed, whole=True),
        "outdated": outdated_document(plan, plan, refusal, 6, whole=True),
        "drift": drift,
        "failure": failure_document(refusal, 78, name),
    }
    several = several_document(cast("list[Single]", list(documents.values())))
    notices = (Diagnostic(name, name, name, Position(name, 1, 1)),)
    compared = compare_document(portraits.named_comparison(name), "both", notices, 2)
    return documents | {"several": several, "compare": compared}


def _evil_plan(name: str) -> Plan:
    plan = samples.named(name)
    hook, channel = tenants.webhook("orders-bot", 1), tenants.channel(*tenants.ROUTES[0], 2)
    routed: dict[str, Value] = {"name": name, "webhook": _strange(name), "queue": _strange(name)}
    return replace(
        plan,
        environment=name,
        changes=(
            *plan.changes,
            replace(hook, name=name, position=Position(name, 4, 3)),
            replace(tenants.differing(channel, Reason.CHANGED_OUTSIDE, name, **routed), name=name),
        ),
        orphans=(replace(channel, action=Action.NO_OP, reason=Reason.NO_LONGER_DECLARED, name=name),),
    )


def _strange(name: str) -> Reference:
    return Reference(None, name, name)
