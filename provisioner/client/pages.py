"""Pages to one complete listing, or an error: never a listing that might lack something.

Complete means that every page tells the same total and that this many distinct ids came. One resource added
and one removed between two pages cannot be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from typing import Any, NamedTuple

from provisioner.diagnostics import Diagnostic
from provisioner.errors import TenantError

PAGE_SIZE = 1000
PASSES = 3
MOST_PAGES = 1000


class Page(NamedTuple):
    """One page; `total` is what it says about the whole collection, None when it says nothing usable."""

    items: Sequence[Any]
    total: int | None


Fetch = Callable[[int], Page]


class _IncompleteError(Exception):
    """One pass over the pages did not bring what they promised."""


def complete(fetch: Fetch, side_by_side: Executor, name: str) -> list[Any]:
    """All items, the pages after the first side by side; raises TenantError after three passes."""
    reasons = []
    for _ in range(PASSES):
        try:
            return _pass(fetch, side_by_side)
        except _IncompleteError as error:
            reasons.append(str(error))
    raise TenantError(
        Diagnostic(
            f"Incomplete listing of {name}: {reasons[-1]}", f"listed {PASSES} times", "run again later"
        )
    )


def identity(item: Any) -> str | None:
    """The id of a listed item as text; None when it has none that can be used."""
    found = item.get("id") if isinstance(item, dict) else None
    if isinstance(found, str):
        return found or None
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else None


def whole_number(value: Any) -> int | None:
    """A count as the vendor may write it: 20, or 20.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    counts = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value if counts else None


def _pass(fetch: Fetch, side_by_side: Executor) -> list[Any]:
    first = fetch(0)
    total, size = first.total, len(first.items)
    if total is None:
        raise _IncompleteError(f"{size} of an unknown number")
    if total and (size == 0 or total > size * MOST_PAGES):
        raise _IncompleteError(f"{size} of {total}")
    items = list(first.items)
    seen = {*_identities(items)}
    further = [side_by_side.submit(fetch, number) for number in range(1, -(-total // size) if size else 0)]
    try:
        for page in (future.result() for future in further):
            items += page.items
            known = len(seen)
            seen.update(_identities(page.items, known))
            if page.total != total:
                raise _IncompleteError(f"{total} in all, then {page.total}")
            if len(seen) == known:
                raise _IncompleteError(f"{known} of {total}")
    finally:
        for future in further:
            future.cancel()
    if len(seen) != total or len(items) != total:
        raise _IncompleteError(f"{len(seen)} of {total}")
    return items


def _identities(items: Sequence[Any], start: int = 0) -> Iterator[str | int]:
    """What tells the items apart: the id, or the place in the listing of one without."""
    for place, item in enumerate(items, start):
        yield identity(item) or place
