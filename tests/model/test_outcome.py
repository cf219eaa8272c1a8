from __future__ import annotations

import pytest

from provisioner.diagnostics import Diagnostic
from provisioner.model.outcome import Done, Refused


@pytest.mark.parametrize(("status", "expected"), [(401, True), (403, True), (400, False), (404, False)])
def test_a_refused_key_concerns_every_write(status: int, expected: bool) -> None:
    assert Refused(status, Diagnostic("no")).concerns_everything is expected


def test_an_answer_is_no_part_of_what_a_crash_would_show() -> None:
    assert "CANARY" not in repr(Done({"uri": "CANARY"}))
