"""The values an attribute can have: text, a secret text, a reference to another resource, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that is never shown: `shown` stands in its place in every output.

    `value` is None where the environment variable it needs was not read (offline commands).
    """

    value: str | None = field(repr=False)
    shown: str = field(compare=False)

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, slots=True)
class Reference:
    """A resource named by another one: its key in the files, its id and display name in the tenant.

    `key` is None for a live resource the files do not name, `id` is None until it is created.
    """

    key: str | None
    id: str | None
    name: str | None = field(default=None, compare=False)


Value = str | Secret | Reference | None
Attributes = Mapping[str, Value]


def same(one: Value, other: Value) -> bool:
    """Whether two values mean the same in the tenant: references by id, secrets by what they hide."""
    if isinstance(one, Reference) and isinstance(other, Reference):
        return one.id is not None and one.id == other.id
    return reveal(one) == reveal(other)


def reveal(value: Value) -> Value:
    """The hidden text of a secret; any other value as it is. For comparing and sending only."""
    return value.value if isinstance(value, Secret) else value
