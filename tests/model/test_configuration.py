from __future__ import annotations

import pytest

from provisioner.model.value import Secret
from tests.model.builders import definition


@pytest.mark.parametrize(
    ("name", "expected"), [("Sales", "Sales"), (Secret("Sales", "${env.PROVISIONER_NAME}"), "Sales")]
)
def test_a_definition_knows_its_display_name(name: str | Secret, expected: str) -> None:
    declared = definition("webhook.bot", {"name": name})
    assert declared.name == expected
