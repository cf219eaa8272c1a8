"""The sections of an environment file and of a shared file that do not depend on resource types."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from provisioner.config.sections import (
    GuardsSection,
    IgnoreSection,
    QueueSection,
    Section,
    TenantSection,
)
from provisioner.config.switches import SimulatorSection
from provisioner.model.address import KEY_PATTERN

Key = Annotated[str, Field(pattern=KEY_PATTERN)]
Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_-]*$")]


class SharedFile(Section):
    """Definitions that every environment which includes this folder starts from."""

    format_version: Literal[1]
    """The version of this file format: 1."""


class EnvironmentFile(Section):
    """One environment: a tenant, what the shared definitions need to know of it, and what differs there."""

    format_version: Literal[1]
    """The version of this file format: 1."""

    environment: Key
    """The environment's name: the same as the file's name without `.yaml`."""

    tenant: TenantSection
    """The 8x8 tenant this environment is."""

    include: list[str] = Field(default_factory=list)
    """Folders beside this file whose definitions are taken over; later ones overlay earlier ones."""

    vars: dict[Variable, str] = Field(default_factory=dict)
    """Values for `${vars.NAME}` in the definitions."""

    queues: dict[Key, QueueSection] = Field(default_factory=dict)
    """What each queue key of the definitions is in this tenant."""

    promotes_from: Key | None = None
    """The environment that must have had a definition before this one; what it has not had is refused."""

    guards: GuardsSection = Field(default_factory=GuardsSection)
    """What this environment allows; a plan that goes beyond it is refused."""

    ignore: list[IgnoreSection] = Field(default_factory=list)
    """Attributes that are left as they live for a while: not reported as drift and not written."""

    simulator: SimulatorSection | None = None
    """What the simulated tenant starts with. Only with `endpoint: simulator`."""
