"""Worlds that a guard refuses, and some that differ from them in one thing."""

from __future__ import annotations

from dataclasses import replace

from provisioner.model.environment import Environment, Guards, Limit, Tenant
from provisioner.plan.allowances import Allowances
from provisioner.plan.promotion import Predecessor
from tests.model.builders import (
    BOUND_CHANNEL,
    BOUND_WEBHOOK,
    URI,
    binding,
    channel,
    live_channel,
    live_webhook,
    state,
    webhook,
)
from tests.plan.builders import World, configuration, fleet

ELSEWHERE = "https://bots.elsewhere.example/8x8"
PERCENT = Limit(30, percent=True)
EMPTY = World((), [live_webhook()], state({"webhook.bot": BOUND_WEBHOOK}))
GONE = replace(fleet(2), live=())
AMBIGUOUS = World([webhook()], [live_webhook("w1"), live_webhook("w2")])
TWINS = World([webhook("a", name="Bot"), webhook("b", name="Bot")])
FOUND = World([webhook()], [live_webhook()])
ADOPT_NEVER = replace(FOUND, guards=Guards(adopt="never"))
CHANGED_BY_NAME = World([webhook(uri=URI + "/2")], [live_webhook()])
UNATTENDED = replace(CHANGED_BY_NAME, allowances=Allowances(unattended=True))
PROTECTED = World(
    [webhook(), replace(channel(queue="billing"), protect=True)],
    [live_webhook(), live_channel()],
    state({"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}),
)
FOREIGN = World([webhook(uri=ELSEWHERE)], guards=Guards(allowed_hosts=("*.example.com",)))
LIMITED = fleet(4, changed=3, guards=Guards(max_updates=PERCENT))
PAIR = {"webhook.bot": BOUND_WEBHOOK, "channel.web": BOUND_CHANNEL}
LEFT = World((), [live_webhook(), live_channel()], state(PAIR), prune=True, allowances=Allowances(empty=True))
"""A webhook and its channel that left the files; nothing says that deleting is allowed."""

DELETED = replace(LEFT, guards=Guards(deletes=True))
GUARDED = replace(DELETED, state=state(PAIR | {"channel.web": replace(BOUND_CHANNEL, protect=True)}))
STAGING = Environment("staging", "environments/staging.yaml", Tenant("acmestaging"))
NEW_BOT = replace(webhook(), written={"name": "now"})
HAD = state({"webhook.bot": binding("w9", definition="before")})
"""What staging was left with: `webhook.bot` as it was declared before."""

AHEAD = World([NEW_BOT], predecessor=Predecessor("staging", configuration([NEW_BOT], STAGING), HAD))
STILL_USED = replace(DELETED, live=[*LEFT.live, live_channel("s1", "Text", type="SMS")])
