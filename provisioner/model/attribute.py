"""One attribute of a resource type: everything that files, plans and requests need to know of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A text that may be absent until the layers are merged.

    `description` is what editors show, and the hint of a mistake. `shortest` and `longest` count characters.
    A `required` one must stand in the end. `reference` is the resource type whose key it holds. A `sensitive`
    one is a URI: a live one may carry credentials, and `guards.allowed_hosts` says where it may point. A
    `maybe_unreadable` one is accepted by some tenants and never returned. A `protected` one re-points the
    resource: `protect: true` guards its change.
    """

    name: str
    description: str
    required: bool = False
    shortest: int = 0
    longest: int | None = None
    reference: str | None = None
    sensitive: bool = False
    maybe_unreadable: bool = False
    protected: bool = False


NAME = Attribute(
    name="name",
    description="The display name, 1 to 255 characters. Changing it is an update, never a replacement.",
    required=True,
    shortest=1,
    longest=255,
)
"""Every resource type has it: resources are found again by it."""
