"""How long a tenant asks to be left alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

LONGEST = 60.0
"""Seconds: nobody is kept waiting longer at a time, whatever the tenant asks."""

_SURELY_A_DATE = 100_000_000


def asked_wait(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds from `Retry-After`, else `x-ratelimit-reset`, at most LONGEST; None when neither makes sense.

    Dates are measured from the answer's own `Date` where it has one: a wrong clock here does not matter.
    """
    present = _date(headers.get("Date", ""))
    base = now if present is None else present
    after = headers.get("Retry-After", "").strip()
    moment = _date(after)
    found = moment - base if moment is not None else _number(after)
    if found is None:
        reset = _number(headers.get("x-ratelimit-reset", ""))
        found = reset - base if reset is not None and reset > _SURELY_A_DATE else reset
    return None if found is None else min(max(found, 0.0), LONGEST)


def _number(text: str) -> float | None:
    """A count of seconds; a negative or garbled one says nothing."""
    whole, _, fraction = text.strip().partition(".")
    plain = (
        whole.isascii() and whole.isdigit() and (not fraction or (fraction.isascii() and fraction.isdigit()))
    )
    return float(text) if plain and len(text) < 20 else None


def _date(text: str) -> float | None:
    """An HTTP date as seconds of the epoch."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
