"""A listing is complete, or it is an error."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from provisioner.client.pages import MOST_PAGES, PASSES, Page, complete, identity, whole_number
from provisioner.errors import TenantError


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


def items(*numbers: int) -> list[dict[str, Any]]:
    return [{"id": f"id-{number:03}"} for number in numbers]


class Collection:
    """A tenant's pages, one script a pass; the last pass is repeated."""

    def __init__(self, *passes: dict[int, Page]) -> None:
        self.passes = passes
        self.asked: list[int] = []

    def __call__(self, number: int) -> Page:
        self.asked.append(number)
        begun = min(self.asked.count(0), len(self.passes))
        return self.passes[begun - 1].get(number, Page([], 0))


def whole(size: int, total: int) -> dict[int, Page]:
    numbers = range(total)
    return {
        start // size: Page(items(*numbers[start : start + size]), total) for start in range(0, total, size)
    }


@pytest.mark.parametrize(("size", "total"), [(1000, 0), (10, 1), (10, 10), (10, 11), (10, 163), (1, 7)])
def test_all_pages_make_one_listing(pool: ThreadPoolExecutor, size: int, total: int) -> None:
    collection = Collection(whole(size, total) or {0: Page([], 0)})
    assert complete(collection, pool, "webhooks") == items(*range(total))
    assert sorted(collection.asked) == list(range(max(1, -(-total // size))))


BROKEN = {
    "removed between pages": {0: Page(items(0, 1), 4), 1: Page(items(3), 3)},
    "a total that differs": {0: Page(items(0, 1), 4), 1: Page(items(2, 3), 5)},
    "a total too large": {0: Page(items(0, 1), 5), 1: Page(items(2, 3), 5), 2: Page([], 5)},
    "a total too small": {0: Page(items(0, 1, 2), 2)},
    "an absurd total": {0: Page(items(0, 1), 10**9)},
    "no total": {0: Page(items(0, 1), None)},
    "no items": {0: Page([], 163)},
    "items without a total": {0: Page(items(0), 0)},
    "one page again and again": {number: Page(items(0, 1), 6) for number in range(3)},
    "one id twice": {0: Page(items(0, 0), 2)},
    "pages that shrink": {0: Page(items(0, 1, 2), 6), 1: Page(items(3, 4), 6)},
}


@pytest.mark.parametrize("pages", BROKEN.values(), ids=BROKEN)
def test_fault_24_an_incomplete_listing_is_listed_again_and_then_an_error(
    pool: ThreadPoolExecutor, pages: dict[int, Page]
) -> None:
    collection = Collection(pages)
    with pytest.raises(TenantError, match="Incomplete listing of webhooks") as caught:
        complete(collection, pool, "webhooks")
    assert collection.asked.count(0) == PASSES
    assert caught.value.exit_code == 69


@pytest.mark.parametrize("pages", BROKEN.values(), ids=BROKEN)
def test_fault_24_a_second_pass_may_find_everything(pool: ThreadPoolExecutor, pages: dict[int, Page]) -> None:
    assert complete(Collection(pages, whole(2, 5)), pool, "webhooks") == items(*range(5))


def test_fault_24_the_error_counts(pool: ThreadPoolExecutor) -> None:
    pages = {**whole(20, 140), **{number: Page([], 163) for number in range(7, 9)}}
    pages = {number: Page(page.items, 163) for number, page in pages.items()}
    with pytest.raises(TenantError, match="140 of 163"):
        complete(Collection(pages), pool, "webhooks")


def test_fault_24_an_absurd_total_is_not_paged_through(pool: ThreadPoolExecutor) -> None:
    collection = Collection({0: Page(items(0), MOST_PAGES + 1)})
    with pytest.raises(TenantError):
        complete(collection, pool, "webhooks")
    assert collection.asked == [0] * PASSES


def test_fault_24_a_page_that_never_advances_ends_the_pass_early(pool: ThreadPoolExecutor) -> None:
    """The pages already under way are finished, the hundreds behind them never asked for."""
    asked, next_pass = [], threading.Event()

    def fetch(number: int) -> Page:
        asked.append(number)
        if asked.count(0) > 1:
            next_pass.set()
            raise TenantError("enough")
        if number > 1:
            next_pass.wait(5)
        return Page(items(0), 900)

    with pytest.raises(TenantError, match="enough"):
        complete(fetch, pool, "webhooks")
    assert len(asked) < 20


def test_items_without_an_id_count_as_one_each(pool: ThreadPoolExecutor) -> None:
    pages = {0: Page([{}, None, {"id": 5}], 5), 1: Page([{"id": True}, "x"], 5)}
    assert len(complete(Collection(pages), pool, "webhooks")) == 5


def test_the_pages_after_the_first_are_read_side_by_side(pool: ThreadPoolExecutor) -> None:
    together = threading.Barrier(4, timeout=5)

    def fetch(number: int) -> Page:
        if number:
            together.wait()
        return Page(items(number), 5)

    assert complete(fetch, pool, "webhooks") == items(0, 1, 2, 3, 4)


def test_an_error_of_one_page_is_the_error_of_the_listing(pool: ThreadPoolExecutor) -> None:
    def fetch(number: int) -> Page:
        if number == 2:
            raise TenantError("broken")
        return Page(items(number), 3)

    with pytest.raises(TenantError, match="broken"):
        complete(fetch, pool, "webhooks")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"id": "a"}, "a"),
        ({"id": 25}, "25"),
        ({"id": 0}, "0"),
        ({"id": ""}, None),
        ({"id": None}, None),
        ({"id": True}, None),
        ({"id": 2.5}, None),
        ({"id": ["a"]}, None),
        ({}, None),
        ("a", None),
        (None, None),
    ],
)
def test_fault_23_an_id_is_text_or_a_number(item: Any, expected: str | None) -> None:
    assert identity(item) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (20, 20),
        (20.0, 20),
        (0, 0),
        (-1, None),
        (2.5, None),
        ("20", None),
        (True, None),
        (None, None),
        (1e400, None),
    ],
)
def test_a_count_is_a_whole_number(value: Any, expected: int | None) -> None:
    assert whole_number(value) == expected
