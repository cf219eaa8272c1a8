"""Tenants in the words of files: an export, what no file declares, environments side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from provisioner.diagnostics import Diagnostic, Position
from provisioner.diff.across import Comparison, compare_sides
from provisioner.diff.side import Member, Presence, Side, Word
from provisioner.model.address import Address
from provisioner.model.environment import Environment, Tenant
from provisioner.model.value import Reference, Secret
from tests.reports.samples import MANAGED, SALES_BOT, TEMPLATE, Managed


@dataclass(frozen=True)
class LeftOut:
    """A live resource that no file can declare."""

    type: str
    id: str
    name: str
    reason: str


@dataclass(frozen=True)
class Lifted:
    """A variable for a credential."""

    variable: str
    address: Address


@dataclass(frozen=True)
class Drafts:
    """A tenant in the words of files."""

    drafts: tuple[Managed, ...] = ()
    queues: Mapping[str, Mapping[str, str | int]] = field(default_factory=dict)
    lifted: tuple[Lifted, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


ENVIRONMENT = Environment("prod", "environments/prod.yaml", Tenant("acmeprod01"))


@dataclass(frozen=True)
class Exported:
    """An export that was written."""

    drafts: Drafts
    environment: Environment = ENVIRONMENT
    folder: Path = Path("a folder")
    files: tuple[str, ...] = ("environments/prod.yaml",)
    secrets_to: Path | None = None
    notices: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Unmanaged:
    """What no file declares."""

    drafts: Drafts
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    bound: frozenset[Address] = frozenset()
    environment: Environment = ENVIRONMENT


DRAFTS = Drafts(
    MANAGED,
    {"sales": {"name": "Sales"}},
    (Lifted("PROVISIONER_SALES_BOT_TOKEN", SALES_BOT),),
    (
        LeftOut("channel", "5tT_0a", "客服 WhatsApp", "of type WhatsApp"),
        LeftOut("channel", "", "", "its id or name is missing or no text"),
    ),
)
SECTIONS = {
    "queues": {"sales": {"name": "Sales"}},
    "webhooks": {"sales-bot": {"name": "Sales bot", "uri": TEMPLATE}},
    "channels": {"sales-web": {"name": "Sales: ##[web]", "webhook": "sales-bot", "queue": "sales"}},
}


def _side(name: str, *members: Member) -> Side:
    return Side(Environment(name, f"environments/{name}.yaml", Tenant(f"acme{name}01")), members)


def _bot(host: str) -> Member:
    uri = Secret("x", f"https://{host}/8x8?token=${{env.PROVISIONER_TOKEN}}")
    written = "https://${vars.host}/8x8?token=${env.PROVISIONER_TOKEN}"
    words = {"name": Word("Sales bot", "Sales bot"), "uri": Word(uri, written)}
    return Member("webhook", "sales-bot", "Sales bot", words, base=SHARED)


def _web(name: str, queue: Reference, **drift: Any) -> Member:
    words = {"name": Word(name, name), "queue": Word(queue, "sales", **drift)}
    return Member("channel", "sales-web", "Sales web chat", words, base=SHARED)


SHARED = Position("environments/shared/all.yaml", 4, 3)
SALES, STRAY = Reference("sales", "1043", "Sales"), Reference(None, "7", "Billing")
DEV = _side("dev", _bot("bots.dev.example.com"), _web("Sales web chat (dev)", SALES))
STAGING = _side(
    "staging",
    _bot("bots.staging.example.com"),
    _web("Sales web chat", SALES),
    Member("channel", None, "客服", {"description": Word(None)}),
)
PROD = _side(
    "prod",
    _bot("bots.example.com"),
    _web("Sales web chat", STRAY, as_written=False),
    Member("channel", "labs", "Labs", {}, Presence.MISSING, SHARED),
)
TYPES = ("webhook", "channel")
TWO = compare_sides((DEV, STAGING), TYPES, every=False)
THREE = compare_sides((DEV, STAGING, PROD), TYPES, every=False)
NONE = compare_sides((DEV, DEV), TYPES, every=False)


def named_comparison(name: str) -> Comparison:
    """Environments in which a text of the tenant stands wherever one can."""
    words = {"name": Word(name), "queue": Word(Reference(None, "1", name)), "uri": Word(Secret("x", name))}
    side = _side("dev", Member("channel", None, name, words))
    other = _side("prod", Member("channel", None, name, {**words, "name": Word("other")}))
    tenant = Environment(name, name, Tenant(name, name))
    return compare_sides((side, other, Side(tenant, ())), TYPES, every=True)
