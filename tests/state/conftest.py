"""A store in a folder of its own, and surroundings as bad as they can be."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import pytest

from provisioner.state.local import LocalStore


class DiskFull(Protocol):
    """Lets no file grow beyond so many bytes."""

    def __call__(self, size: int) -> AbstractContextManager[None]: ...


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path, "dev")


@pytest.fixture(params=[0, 0o777], ids=["umask 0", "umask 0777"])
def _any_umask(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.fixture
def disk_full() -> DiskFull:
    """The limit that the kernel keeps for a user's files: writes stop in the middle, as on a full disk."""

    @contextmanager
    def limited(size: int) -> Iterator[None]:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return limited
