"""Known secret values taken out of free text: the last net, below the masking by origin."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import cast
from urllib.parse import quote, quote_plus

from provisioner.diagnostics import Diagnostic
from provisioner.reports.shape import AnyDocument

SHORTEST = 8
"""Characters a value must have: a shorter one would take innocent words with it."""

HIDDEN = "(sensitive)"
_SETTINGS = frozenset(
    f"PROVISIONER_{name}" for name in ("ENVIRONMENT", "DIR", "DEBUG", "ALLOW_ENDPOINT", "GOLDEN")
)
_TELLING = re.compile(r"^PROVISIONER_|(^|_)(KEY|TOKEN|SECRET|PASSWORD|PASSPHRASE)$")


class Scrubber:
    """Replaces every known secret, plain or encoded, by a word."""

    def __init__(self, values: Iterable[str]) -> None:
        forms = {form for value in values if len(value) >= SHORTEST for form in _forms(value)}
        longest_first = sorted(forms, key=len, reverse=True)
        self._secret = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    def text(self, text: str) -> str:
        """The text without secrets."""
        return self._secret.sub(HIDDEN, text) if self._secret else text

    def diagnostic(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic without secrets; its place is kept."""
        return replace(
            diagnostic,
            summary=self.text(diagnostic.summary),
            detail=self.text(diagnostic.detail),
            hint=self.text(diagnostic.hint),
            source=self.text(diagnostic.source),
        )

    def document(self, document: AnyDocument) -> AnyDocument:
        """The report without secrets in its diagnostics; what else it holds is masked by origin already."""
        return cast(AnyDocument, self._scrubbed(document))

    def _scrubbed(self, part: object) -> object:
        if isinstance(part, list):
            return [self._scrubbed(one) for one in part]
        if not isinstance(part, dict):
            return part
        if "severity" in part:
            return {name: self.text(one) if isinstance(one, str) else one for name, one in part.items()}
        return {name: self._scrubbed(one) for name, one in part.items()}


def secrets(environ: Mapping[str, str]) -> Iterator[str]:
    """The values of variables that a configuration may read as secrets, or whose names say that they are."""
    for name, value in environ.items():
        if name not in _SETTINGS and _TELLING.search(name):
            yield value


def _forms(value: str) -> Iterator[str]:
    encoded = value.encode("utf-8", "surrogateescape")
    yield value
    yield value.strip()
    yield quote(encoded, safe="")
    yield quote(encoded)
    yield quote_plus(encoded)
    yield json.dumps(value)[1:-1]
    yield base64.b64encode(encoded).decode().rstrip("=")
    yield base64.urlsafe_b64encode(encoded).decode().rstrip("=")
