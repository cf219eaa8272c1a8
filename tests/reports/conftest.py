"""Golden files: what a report looked like when somebody last looked at it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"

Golden = Callable[[str, str], None]


@pytest.fixture
def golden() -> Golden:
    """Compare a text with a golden file; PROVISIONER_GOLDEN=write writes the file anew instead."""

    def compare(name: str, text: str) -> None:
        path = FOLDER / name
        if os.environ.get("PROVISIONER_GOLDEN") == "write":
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{name} is missing: `make golden` writes it"
        assert text == path.read_text(encoding="utf-8")

    return compare
