"""The name of a resource inside the configuration: `channel.sales-web`."""

from __future__ import annotations

import re
from typing import NamedTuple

KEY_PATTERN = r"^[a-z][a-z0-9_-]{0,62}$"
_ADDRESS = re.compile(r"([a-z]+)\.([a-z][a-z0-9_-]{0,62})")


class Address(NamedTuple):
    """A resource type and a key; sorts by type, then key."""

    type: str
    key: str

    def __str__(self) -> str:
        return f"{self.type}.{self.key}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read `channel.sales-web`; raises ValueError on anything else."""
        match = _ADDRESS.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not an address like channel.sales-web")
        return cls._make(match.groups())
