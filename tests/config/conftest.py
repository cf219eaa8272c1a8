from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.project import Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.delenv("PROVISIONER_ALLOW_ENDPOINT", raising=False)
    return Project(tmp_path)
