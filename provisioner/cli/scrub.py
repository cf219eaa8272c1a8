"""Known secret values taken out of free text: the last net, below the masking by origin."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from provisioner.diagnostics import Diagnostic
from provisioner.model.disguise import HIDDEN, disguises
from provisioner.reports.shape import AnyDocument


class Scrubber:
    """Replaces every known secret, plain or encoded, by a word; learns of more, from any thread."""

    def __init__(self, values: Iterable[str]) -> None:
        self._forms: set[str] = set()
        self._secret: re.Pattern[str] | None = None
        self._learning = threading.Lock()
        self.learn(*values)

    def learn(self, *values: str) -> None:
        """Know these from now on."""
        with self._learning:
            self._forms.update(*map(disguises, values))
            self._secret = None

    def text(self, text: str) -> str:
        """The text without secrets."""
        return self._pattern().sub(HIDDEN, text) if self._forms else text

    def _pattern(self) -> re.Pattern[str]:
        """Made when there is a text: a run that goes well may never need it."""
        with self._learning:
            if self._secret is None:
                longest_first = sorted(self._forms, key=len, reverse=True)
                self._secret = re.compile("|".join(map(re.escape, longest_first)))
            return self._secret

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
