"""A site, or several tenants, for every test that wants them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.site import Site
from tests.journeys.tenants import Tenants


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with Site.opened(tmp_path) as site:
        yield site


@pytest.fixture
def tenants(tmp_path: Path) -> Iterator[Tenants]:
    with Tenants.opened(tmp_path) as tenants:
        yield tenants
