"""The OAuth tokens a simulator has issued."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from threading import Lock


class Tokens:
    """Which client each valid token belongs to; safe between threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._issued: dict[str, tuple[str, float]] = {}

    def issue(self, client: str, lifetime: int) -> str:
        """Make a token for a client, valid for `lifetime` seconds."""
        token = secrets.token_urlsafe(21)
        with self._lock:
            self._issued[token] = (client, self._clock() + lifetime)
        return token

    def client(self, token: str) -> str | None:
        """The client of a valid token."""
        with self._lock:
            client, until = self._issued.get(token, ("", 0.0))
        return client if client and self._clock() < until else None

    def expire(self) -> None:
        """End every token at once."""
        with self._lock:
            self._issued.clear()
