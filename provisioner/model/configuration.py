"""What the files ask for, layers merged and placeholders replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from hashlib import sha256

from provisioner.diagnostics import Diagnostic, Position
from provisioner.model.address import Address
from provisioner.model.environment import Environment
from provisioner.model.record import record
from provisioner.model.value import Secret

Written = Mapping[str, object]
"""The members of a definition as they stand in the files."""


def digest(written: Written) -> str:
    """SHA-256 of a definition as it is written, whatever the order; empty for one that nobody wrote."""
    if not written:
        return ""
    members = sorted(f"{name}\0{value}\0" for name, value in written.items())
    return sha256("".join(members).encode("utf-8", "surrogatepass")).hexdigest()


@record
class Definition:
    """One desired resource: only what is managed stands in `attributes`, references as keys.

    `templates` holds what the file says where placeholders were replaced. `released` names the attributes a
    layer set to null: no longer managed. `position` is the key's place, `places` each attribute's. `written`
    is what the files say before the environment's own overlay and before placeholders are replaced.
    """

    address: Address
    attributes: Mapping[str, str | Secret]
    position: Position
    places: Mapping[str, Position] = field(default_factory=dict)
    released: frozenset[str] = frozenset()
    protect: bool = False
    written: Written = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The display name, which every merged definition has."""
        return str(self.attributes["name"])

    @property
    def digest(self) -> str:
        """By which another environment knows that it has had this definition."""
        return digest(self.written)


@record
class Configuration:
    """One environment and its definitions, in address order within each type."""

    environment: Environment
    definitions: Mapping[Address, Definition]
    warnings: tuple[Diagnostic, ...] = ()
