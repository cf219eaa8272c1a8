"""One HTTP call and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from provisioner.model.record import record


@record
class Call:
    """What is asked for; `path` is percent-encoded and holds the query.

    `headers` None means the tenant's own, with its key. A `harmless` call changes nothing in the tenant
    although its method is not GET.
    """

    method: str
    path: str
    body: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] | None = field(default=None, repr=False)
    harmless: bool = False

    @property
    def writes(self) -> bool:
        """Whether the tenant may be changed by it."""
        return self.method != "GET" and not self.harmless

    @property
    def repeatable(self) -> bool:
        """Whether sending it twice ends like sending it once; a PUT is not: somebody may write in between."""
        return not self.writes or self.method == "DELETE"

    def __str__(self) -> str:
        return f"{self.method} {self.path.partition('?')[0]}"


@record
class Answer:
    """What the tenant answered; `damage` says why `content` is not the whole body."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    damage: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the status is one of success."""
        return 200 <= self.status < 300


@record
class Lost:
    """No answer came; `sent` is False only where the tenant provably never saw the call.

    `hopeless` means that another try cannot end differently, `untrusted` that the certificate is the reason.
    """

    reason: str
    sent: bool
    hopeless: bool = False
    untrusted: bool = False
