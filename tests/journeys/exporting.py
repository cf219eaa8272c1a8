"""A tenant that somebody set up by hand, exported, and looked at as its files say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from provisioner.apply.result import Result
from provisioner.plan.plan import Plan
from provisioner.simulator import Tenant
from provisioner.workflow.apply import apply
from provisioner.workflow.export import Exported, Request, export
from provisioner.workflow.plan import plan
from tests.journeys.site import LIVE_BOT, Site

SECRET = "s3cret-of-the-bot"
SECRET_URI = f"https://bots.example.com/8x8?token={SECRET}&lang=en"


def channel(webhook: str, name: str, queue: object = 101, **members: Any) -> dict[str, Any]:
    """A live channel as the vendor answers it."""
    routing = {"type": "queue", "id": str(queue)}
    return {"name": name, "webHookId": webhook, "routingOptions": routing, "type": "ChatAPI", **members}


def set_up_by_hand(
    tenant: Tenant, host: str = "example.com", queues: Sequence[int] = (101, 102, 103), secret: str = SECRET
) -> None:
    """30 webhooks and 37 channels of four types, with twins, descriptions, a secret and unknown members."""
    bots = [{"name": f"Bot {number}", "uri": f"https://bots.{host}/{number}"} for number in range(28)]
    bots += [{"name": "Twin", "uri": f"https://bots.{host}/8x8{query}"} for query in ("", f"?token={secret}")]
    hooks = [tenant.put("webhooks", LIVE_BOT | bot) for bot in bots]
    for number in range(28):
        body = channel(hooks[number], f"Channel {number}", queues[number % 3], description=f"Number {number}")
        tenant.put("channels", body | {"language": "en", "createdBy": {"id": "ann"}})
    for queue in queues[:2]:
        tenant.put("channels", channel(hooks[28], "Support", queue))
    for type in ("SMS", "WhatsApp", "Facebook"):
        for name in ("Text", f"{type} line"):
            tenant.put("channels", {"name": name, "type": type, "webHookId": hooks[0]})
    tenant.put("channels", {"name": "Half", "type": "ChatAPI", "webHookId": None})


def out_of(site: Site, name: str = "out") -> Path:
    """The folder that an export goes to."""
    return site.folder / name


def exported(site: Site, name: str = "out", **request: Any) -> Exported:
    """Export the tenant of the site."""
    return export(site.options(), Request(out_of(site, name), **request))


def text_of(site: Site, name: str = "out") -> str:
    """The environment's file that was exported."""
    return (out_of(site, name) / "environments" / "prod.yaml").read_text(encoding="utf-8")


def planned(site: Site, name: str = "out", **secrets: str) -> Plan:
    """The plan of what was exported."""
    return plan(_options(site, name, secrets))


def applied(site: Site, name: str = "out", **secrets: str) -> Result:
    """Apply what was exported, and say yes."""
    return apply(_options(site, name, secrets), lambda plan: True, site.events.append)


def _options(site: Site, name: str, secrets: dict[str, str]) -> Any:
    return replace(site.options(), folder=out_of(site, name), environ={**site.environ, **secrets})
