"""Edits of files as a report is given them."""

from __future__ import annotations

from provisioner.diagnostics import Diagnostic, Severity
from provisioner.model.address import Address
from provisioner.workflow.revision import Edited, Edits, FileDifference

FILE = "environments/shared/channels.yaml"
WEB, BOT = Address("channel", "sales-web"), Address("webhook", "sales-bot")
TEMPLATE = "https://bots.example.com/8x8?token=${env.PROVISIONER_TOKEN}"


def edits_named(address: Address, name: str) -> Edits:
    """One edit in which a text of a tenant or a file stands wherever one can."""
    difference = FileDifference(name, (f"--- a/{name}", f"+    name: {name}", f" {name}"))
    told = Diagnostic(name, name, name)
    return Edits((Edited(address, "name", name, name, name, name),), (difference,), (told,), written=True)


EDITS = Edits(
    (
        Edited(WEB, "name", "Sales web chat", "Shop `chat` | @team", FILE),
        Edited(
            BOT,
            "uri",
            TEMPLATE,
            f"{TEMPLATE}&v=2",
            "environments/prod.yaml",
            "an overlay: also for dev",
        ),
    ),
    (
        FileDifference(
            FILE,
            (
                f"--- a/{FILE}",
                f"+++ b/{FILE}",
                "@@ -4,3 +4,3 @@",
                "   sales-web:   # ```",
                "-    name: Sales web chat",
                "+    name: Shop `chat` | @team",
                "     # ##vso[task.complete]",
            ),
        ),
    ),
    (Diagnostic("The queues were not read", "403", severity=Severity.NOTICE),),
    written=True,
)
