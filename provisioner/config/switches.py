"""The `simulator` section: what a simulated tenant starts with and how it answers.

The simulator imports nothing of the tool and the tool reads files without the simulator, so the switches
stand here once more; a test holds both lists together.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from provisioner.config.sections import Section

Whole = Annotated[int, Field(ge=0)]


class SimulatorSection(Section):
    """What the simulated tenant starts with, and how it answers where the vendor's documents are silent."""

    queues: dict[Annotated[str, Field(pattern=r"^[0-9]{1,20}$")], Annotated[str, Field(min_length=1)]] = (
        Field(default_factory=dict)
    )
    """The tenant's queues: id and name."""

    duplicate_names: Literal["accepted", "refused-400", "refused-409"] = "accepted"
    """What happens to a second resource of the same name."""

    delete_in_use: Literal["refused-400", "refused-409", "dangling"] = "refused-400"
    """What happens when a webhook that channels use is deleted."""

    description: Literal["returned", "dropped"] = "returned"
    """Whether a channel's description comes back when it is read."""

    put: Literal["erases", "keeps"] = "erases"
    """What a replace does to attributes it does not name."""

    unknown_attributes: Literal["kept", "dropped", "refused"] = "kept"
    """What happens to attributes the vendor does not document."""

    list_lag: Whole = 0
    """How many listings still show what was before a write."""

    verify: Literal["ignores", "refuses"] = "ignores"
    """Whether a webhook whose host ends in `.invalid` is refused."""

    uri: Literal["as-sent", "normalised"] = "as-sent"
    """How a webhook's URI is stored."""

    version: Literal["either", "notificationVersion"] = "either"
    """Which member of a webhook request must hold the version."""

    queue_check: bool = True
    """Whether a channel that names an unknown queue is refused."""

    tenant_header: Literal["required", "first"] = "required"
    """What a call without a tenant gets: a refusal, or the first tenant."""

    wrong_tenant: Literal[403, 404] = 403
    """The status that answers another tenant's key."""

    page_size: Annotated[int, Field(ge=1)] = 1000
    """The largest page of a listing."""

    rate_limit: Whole = 0
    """Calls per second; 0 is no limit."""

    rate_style: Literal["retry-after", "reset", "bare"] = "retry-after"
    """How a refused call is told when to come again."""

    burst: Whole = 0
    """How many calls may come at once; 0 is as many as the limit."""

    latency: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?(ms|s)$")] = "0ms"
    """The time before each answer, such as `50ms`."""

    token_lifetime: Whole = 3600
    """The seconds an OAuth2 token is good for."""

    error_shape: Literal["documented", "objects", "strings", "object", "validations", "rfc7807", "text"] = (
        "documented"
    )
    """The form of error answers."""
