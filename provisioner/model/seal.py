"""Keyed digests: they tell whether a secret changed and nothing else about it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import field

from provisioner.model.record import record
from provisioner.model.state import Remembered, Sealed
from provisioner.model.value import Reference, Secret, Value, comparable


@record
class Seal:
    """Makes and compares digests under one tenant key and one lineage.

    `fits` is False when the state was sealed under another key: then nobody can say who changed a secret.
    """

    key: str = field(repr=False)
    lineage: str
    fits: bool = True

    @classmethod
    def opening(cls, key: str, lineage: str, key_check: str) -> Seal:
        """The seal for a state that remembers `key_check`; an empty one was never sealed and fits."""
        seal = cls(key, lineage)
        return seal if key_check in ("", seal.key_check) else cls(key, lineage, fits=False)

    @property
    def key_check(self) -> str:
        """A digest of nothing: it differs when the key differs."""
        return self._digest("key check", "")

    def remember(self, value: Value) -> Remembered:
        """The form a value is remembered in: a reference by its id, a secret sealed."""
        match value:
            case Secret(value=hidden, shown=shown):
                return Sealed(shown, self._digest("secret", hidden or ""))
            case Reference(id=id):
                return id
            case _:
                return value

    def recalls(self, remembered: Remembered, value: Value) -> bool | None:
        """Whether `value` is what was remembered; None when a changed key makes that unknowable."""
        if isinstance(remembered, Sealed):
            digest = self._digest("secret", comparable(value) or "")
            return remembered.digest == digest if self.fits else None
        return (remembered or None) == comparable(value)

    def _digest(self, purpose: str, text: str) -> str:
        message = f"{purpose}\0{self.lineage}\0{text}".encode("utf-8", "surrogatepass")
        return hmac.new(self.key.encode("utf-8", "surrogatepass"), message, hashlib.sha256).hexdigest()
