"""The attributes of a resource type, and the marks that describe them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReferenceTo:
    """Marks an attribute that holds the key of a resource of another type."""

    type: str


@dataclass(frozen=True, slots=True)
class Required:
    """Marks an attribute that must stand once the layers are merged."""


@dataclass(frozen=True, slots=True)
class Sensitive:
    """Marks a URI: a live one may carry credentials, and `guards.allowed_hosts` says where it may point."""


@dataclass(frozen=True, slots=True)
class MaybeUnreadable:
    """Marks an attribute that some tenants accept and never return."""


@dataclass(frozen=True, slots=True)
class Protected:
    """Marks an attribute that re-points a resource: `protect: true` guards its change."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a resource type, read from its model; the marks are the classes above."""

    name: str
    required: bool
    reference: str | None = None
    sensitive: bool = False
    maybe_unreadable: bool = False
    protected: bool = False
