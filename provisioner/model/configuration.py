"""What the files ask for, layers merged and placeholders replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from provisioner.diagnostics import Diagnostic, Position
from provisioner.model.address import Address
from provisioner.model.environment import Environment
from provisioner.model.record import record
from provisioner.model.value import Secret


@record
class Definition:
    """One desired resource: only what is managed stands in `attributes`, references as keys.

    `templates` holds what the file says where placeholders were replaced. `released` names the attributes a
    layer set to null: no longer managed. `position` is the key's place, `places` each attribute's. `digest`
    is a SHA-256 of the definition before the environment's own overlay and before placeholders are replaced.
    """

    address: Address
    attributes: Mapping[str, str | Secret]
    position: Position
    places: Mapping[str, Position] = field(default_factory=dict)
    released: frozenset[str] = frozenset()
    protect: bool = False
    digest: str = ""
    templates: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The display name, which every merged definition has."""
        return str(self.attributes["name"])


@dataclass(frozen=True, slots=True)
class Configuration:
    """One environment and its definitions, in address order within each type."""

    environment: Environment
    definitions: Mapping[Address, Definition]
    warnings: tuple[Diagnostic, ...] = ()
