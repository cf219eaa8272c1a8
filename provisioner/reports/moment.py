"""Times as a person reads them; documents hold them in ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime

from provisioner.reports.diagnostics import amount
from provisioner.reports.element import Markup, element


def moment(time: str) -> Markup:
    """`2 October 2026, 08:00 UTC`; what is no time is shown as it stands."""
    read = _read(time)
    if read is None:
        return element("span", time)
    return element("time", f"{read.day} {read:%B %Y}, {read:%H:%M} UTC", datetime=read.isoformat())


def day(time: str) -> Markup:
    """`2 October 2026`."""
    read = _read(time)
    if read is None:
        return element("span", time)
    return element("time", f"{read.day} {read:%B %Y}", datetime=read.date().isoformat())


def age(time: str, now: str) -> str:
    """How long ago a time was, in whole days; empty on the same day."""
    before, after = _read(time), _read(now)
    days = (after - before).days if before and after else 0
    return f"for {amount(days, 'day')}" if days > 0 else ""


def seconds(time: str) -> float:
    """Seconds of the epoch; 0 for what is no time."""
    read = _read(time)
    return read.timestamp() if read else 0.0


def _read(time: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(time)
    except ValueError:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
