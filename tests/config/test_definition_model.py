from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from provisioner.config.definition_model import definition_model
from provisioner.model.resource_type import ResourceType
from provisioner.resources import RESOURCE_TYPES
from provisioner.resources.channel import CHANNEL
from provisioner.resources.webhook import WEBHOOK


@pytest.mark.parametrize(
    ("type", "written"),
    [
        (WEBHOOK, {"url": "https://h.example.com"}),
        (WEBHOOK, {"name": ""}),
        (WEBHOOK, {"name": "x" * 256}),
        (WEBHOOK, {"name": 5}),
        (CHANNEL, {"webhook": "Not A Key"}),
        (CHANNEL, {"queue": "101"}),
        (CHANNEL, {"protect": "yes"}),
    ],
)
def test_a_definition_that_cannot_be_right_is_refused_without_quoting_it(
    type: ResourceType, written: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError) as caught:
        definition_model(type).model_validate(written)
    assert "input_value" not in str(caught.value)


@pytest.mark.parametrize("type", RESOURCE_TYPES, ids=lambda type: type.name)
def test_a_name_of_255_characters_passes_and_everything_may_be_left_out(type: ResourceType) -> None:
    model = definition_model(type)
    assert model.model_validate({"name": "x" * 255}).model_dump()["name"] == "x" * 255
    assert set(model.model_validate({}).model_dump().values()) == {None, False}
