"""A site, or several tenants, for every test that wants them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.promoting import TRIED
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


@pytest.fixture
def prod(tenants: Tenants) -> Tenants:
    """One environment with a webhook and a channel, applied."""
    tenants.add("prod")
    tenants.apply("prod")
    return tenants


@pytest.fixture
def secretive(tenants: Tenants) -> Tenants:
    """The webhook's URI has a token from the environment."""
    tenants.environ["PROVISIONER_TOKEN"] = "s3cret-of-the-bot"
    tenants.change("shared/webhooks.yaml", "/8x8", "/8x8?token=${env.PROVISIONER_TOKEN}")
    tenants.add("prod")
    tenants.apply("prod")
    return tenants


@pytest.fixture
def pair(tenants: Tenants) -> Tenants:
    """Dev, where something is tried and applied, and staging, which has what is shared."""
    tenants.add("dev", TRIED)
    tenants.add("staging", "# staging, as close to prod as can be\n")
    tenants.apply("dev", "staging")
    return tenants
