"""The schemas that the package holds as data are those of its models."""

from __future__ import annotations

import pytest

from provisioner.config.content import FileKind
from provisioner.config.schema import HEADERS
from tests.config.headers import written

WRITTEN = dict(written())


@pytest.mark.parametrize("kind", FileKind)
def test_a_header_is_kept_as_its_model_describes_it(kind: FileKind) -> None:
    """`make schemas` writes it anew."""
    assert (HEADERS / f"{kind}.json").read_text(encoding="utf-8") == WRITTEN[kind]


def test_every_kind_of_file_has_a_header_and_no_other() -> None:
    assert {path.stem for path in HEADERS.iterdir()} == set(FileKind)
