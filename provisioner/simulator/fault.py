"""One planned fault: which request it meets, and what is done to it.

As JSON, for `POST /_simulator/faults`, the action names itself in kebab case under `do`, with its members:
`{"method": "POST", "path": "/chat-gateway/*", "when": "after", "action": {"do": "status", "status": 503}}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Reset:
    """Reset the connection."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Close the connection without an answer."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Send these bytes as they are, then close the connection."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Status:
    """Answer this status; no body makes a problem, a text is sent as it is, anything else as JSON."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """Send the caller elsewhere."""

    location: str
    status: int = 302


@dataclass(frozen=True, slots=True)
class Delay:
    """Wait, then go on; `before` the commit or `after` it."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Truncate:
    """Send only the first `keep` bytes of the body under the full Content-Length, then close."""

    keep: int = 10


@dataclass(frozen=True, slots=True)
class Drip:
    """Send the body `size` bytes at a time with a pause, in seconds, before each."""

    pause: float = 0.3
    size: int = 1


@dataclass(frozen=True, slots=True)
class Totals:
    """Change members of a listing's `page`, such as `{"totalElements": -1}`, and lose others."""

    changed: Mapping[str, Any] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoseEmbedded:
    """Leave `_embedded` out of a listing."""


@dataclass(frozen=True, slots=True)
class AddMember:
    """Add a member nobody documents to every resource of the answer."""

    name: str = "x-undocumented"
    value: Any = True


@dataclass(frozen=True, slots=True)
class SamePage:
    """Answer page 0 of a listing, whichever page was asked for."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Remove the first resources of a listing, or add some that come first, before or after this page."""

    remove: int = 0
    add: int = 0


@dataclass(frozen=True, slots=True)
class Store:
    """Store these values in place of what was written; `shown` says whether the answer admits it."""

    changes: Mapping[str, Any]
    shown: bool = True


@dataclass(frozen=True, slots=True)
class IgnoreWrite:
    """Answer a write as accepted and store nothing."""


@dataclass(frozen=True, slots=True)
class Lag:
    """Hide a write from the next `lists` listings and from the next `reads` reads by id."""

    lists: int = 0
    reads: int = 0


Instead = Reset | Drop | Raw | Status | Redirect
Sending = Reset | Drop | Raw | Truncate | Drip
Action = (
    Instead | Delay | Truncate | Drip | Totals | LoseEmbedded | AddMember | SamePage | Shift
    | Store | IgnoreWrite | Lag
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """Meets the `nth` matching request since its injection and the next, `times` in all (None: for ever).

    `method` is exact or `*`; `path` is exact, without the query, or a prefix ending in `*`. `before` acts
    in place of the request, which then changes nothing; `after` lets it be carried out first. What only
    alters an answer or a write needs no `when`. Several faults may meet one request.
    """

    action: Action
    method: str = "*"
    path: str = "*"
    nth: int = 1
    times: int | None = 1
    when: Literal["before", "after"] = "before"

    def matches(self, method: str, path: str) -> bool:
        """Whether a request is one this fault counts."""
        if self.method not in ("*", method):
            return False
        return path.startswith(self.path[:-1]) if self.path.endswith("*") else path == self.path
