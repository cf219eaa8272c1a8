from __future__ import annotations

from tests.model.builders import definition


def test_a_definition_knows_its_display_name() -> None:
    assert definition("webhook.bot", {"name": "Sales"}).name == "Sales"
