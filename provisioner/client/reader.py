"""A read that ends in JSON or in an error that says why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from provisioner.client.call import Answer, Call, Lost
from provisioner.client.diagnosis import Diagnosis
from provisioner.client.document import UnusableError, document
from provisioner.client.retry import Retry
from provisioner.errors import TenantError


class Document(NamedTuple):
    """The body of an accepted answer beside its headers."""

    body: Any
    headers: Mapping[str, str]


class Reader:
    """Reads one API with one credential; every method raises TenantError or CredentialError."""

    def __init__(self, retry: Retry, diagnosis: Diagnosis) -> None:
        self._retry = retry
        self.diagnosis = diagnosis

    def read(self, call: Call) -> Document:
        """Send a call that changes nothing and parse its answer."""
        return self.parsed(call, self.send(call))

    def send(self, call: Call) -> Answer | Lost:
        """The last answer, whatever it says."""
        return self._retry.send(call)

    def parsed(self, call: Call, result: Answer | Lost) -> Document:
        """What an accepted answer holds."""
        if isinstance(result, Lost) or not result.accepted:
            raise self.diagnosis.error(call, result)
        try:
            return Document(document(result), result.headers)
        except UnusableError as error:
            raise self.unusable(call, str(error)) from None

    def unusable(self, call: Call, reason: str) -> TenantError:
        """An answer that parses and still is not what was asked for."""
        return TenantError(self.diagnosis.unusable(call, reason))
