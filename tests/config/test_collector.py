"""The collector rests while files are read and goes on as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from provisioner.config.collector import collector_paused


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    yield
    gc.enable()


@collector_paused()
def broken() -> None:
    raise ValueError(f"collecting: {gc.isenabled()}")


def test_it_rests_inside_and_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="collecting: False"):
        broken()
    assert gc.isenabled()


def test_what_was_built_counts_as_old_and_is_still_collected() -> None:
    with collector_paused():
        built: list[object] = [[]]
    assert any(one is built for one in gc.get_objects(generation=2))
    assert gc.get_freeze_count() == 0


def test_it_stays_off_when_it_was_off() -> None:
    gc.disable()
    with collector_paused():
        pass
    assert not gc.isenabled()


def test_pauses_that_overlap_in_any_order_are_one() -> None:
    first, second = collector_paused(), collector_paused()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()
