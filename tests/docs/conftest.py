from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.example import Example


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Example:
    """The files of the README in a folder of their own."""
    monkeypatch.delenv("PROVISIONER_ALLOW_ENDPOINT", raising=False)
    return Example(tmp_path)
