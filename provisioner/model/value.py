"""The values an attribute can have: text, a secret text, a reference to another resource, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from provisioner.model.record import record


@record
class Secret:
    """A text that is never shown: `shown` stands in its place in every output.

    `value` is None where the environment variable it needs was not read (offline commands).
    """

    value: str | None = field(repr=False)
    shown: str = field(compare=False)

    def __str__(self) -> str:
        return self.shown


@record
class Reference:
    """A resource named by another one: its key in the files, its id and display name in the tenant.

    `key` is None for a live resource the files do not name, `id` is None until it is created.
    """

    key: str | None
    id: str | None
    name: str | None = field(default=None, compare=False)


Value = str | Secret | Reference | None
Attributes = Mapping[str, Value]


def comparable(value: Value) -> str | None:
    """What decides whether two values mean the same in a tenant: a reference's id, what a secret hides.

    A resource still to be created equals nothing that lives. Nothing and the empty text are one: a tenant
    may return either for a cleared description.
    """
    if isinstance(value, Reference):
        return f"\0{value.key}" if value.id is None else value.id
    if isinstance(value, Secret):
        return value.value or None
    return value or None
